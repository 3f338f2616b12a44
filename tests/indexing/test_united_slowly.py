"""A united search equals a slow reading: one list of all people, each once, sorted and cut."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import EVERYONE, Access, PersonDocument, may_find
from entities.query import Filter, Question
from indexing import Upsert, parse_query, search_united
from indexing.engine import Answer, Ask, Snapshot
from indexing.fields import facet_values, spelling
from indexing.matching import Matcher
from indexing.oracle import OracleEngine
from indexing.united import MARGIN, UnitedAnswer
from tests.indexing.numbered import keys_in, numbered
from tests.indexing.people import FACETS, VIEWERS, World, some_question, some_world

TENANT, MEMBERS = "tj-t", "tj-m"


class CountingEngine(OracleEngine):
    """The oracle, which also tells how many searches were asked of each index."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def snapshot(self, *indices: str) -> Snapshot:  # type: ignore[override]  # any snapshot will do
        pinned, counted = super().snapshot(*indices), self.asked

        class Counting:
            def ask(self, *asked: Ask) -> tuple[Answer, ...]:
                counted.update(one.index for one in asked)
                return pinned.ask(*asked)

            def __getattr__(self, name: str) -> object:
                return getattr(pinned, name)

        return Counting()  # type: ignore[return-value]  # passes everything on


def filled(world: World) -> CountingEngine:
    engine = CountingEngine()
    engine.apply(TENANT, [Upsert(document) for document in world.persons + world.shadows])
    engine.apply(MEMBERS, [Upsert(document) for document in world.members])
    return engine


def listed(world: World, access: Access) -> list[tuple[str, PersonDocument]]:
    """List slowly whom a viewer may find at all, each once, with where they come from."""
    mine = [("tenant", person) for person in world.persons if may_find(person, access)]
    shaded = {shadow.member for shadow in world.shadows if may_find(shadow, access)}
    return mine + [("members", member) for member in world.members if member.member not in shaded]


def holds(person: PersonDocument, condition: Filter) -> bool:
    wanted = {spelling(value)[0] for value in condition.values}
    return any(key in wanted for key, _ in facet_values(person, condition.field)) != condition.negated


def matching(
    people: list[tuple[str, PersonDocument]], question: Question, skip: str = ""
) -> list[tuple[str, PersonDocument]]:
    """Keep slowly who matches the tree and all filters but those on one field."""
    kept = []
    for origin, person in people:
        found = Matcher({(person.key, False): person}).matching(question.where)
        if found and all(holds(person, one) for one in question.filters if one.field != skip):
            kept.append((origin, person))
    return kept


@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_list_total_and_facets_equal_the_slow_reading(seed: int) -> None:
    random_ = random.Random(seed)
    world = some_world(random_, persons=8, members=10, linked=5)
    question = some_question(random_)
    question = question.model_copy(update={"offset": random_.choice((0, 0, 2, 7)), "access": random_.choice(VIEWERS)})
    answer = search_united(filled(world), TENANT, MEMBERS, question)
    people = listed(world, question.access)
    found = matching(people, question)
    assert answer.total == len(found)
    for facet in question.facets:
        counted: Counter[str] = Counter()
        for _, person in matching(people, question, skip=facet):
            counted.update(key for key, _ in facet_values(person, facet))
        whole = search_united(filled(world), TENANT, MEMBERS, question.model_copy(update={"facet_size": 100}))
        assert {spelling(c.value)[0]: c.count for c in whole.facets[facet]} == dict(counted)
        assert answer.facets[facet] == whole.facets[facet][: question.facet_size]
    if question.sort == "recency":
        reach = question.offset + question.limit
        for side, hits in (("tenant", answer.tenant), ("members", answer.members)):
            newest = sorted((-one.updated, one.number) for origin, one in found if origin == side)[:reach]
            assert list(hits.numbers) == [number for _, number in newest]
            assert list(hits.updated) == [-updated for updated, _ in newest]
    else:
        assert set(rows(answer)) == {(origin, one.key) for origin, one in found}


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(0, 6))
def test_by_relevance_the_best_k_of_each_side_come_in_order(seed: int, k: int) -> None:
    world = some_world(random.Random(seed), persons=9, members=9, linked=4)
    engine = filled(world)
    question = Question(where=parse_query("senior OR python OR engineer OR data"), access=(EVERYONE, "team-a"))
    whole, best = (search_united(engine, TENANT, MEMBERS, question, k=size) for size in (100, k))
    for all_hits, first in ((whole.tenant, best.tenant), (whole.members, best.members)):
        assert first.numbers == all_hits.numbers[:k]
        assert list(all_hits.scores) == sorted(all_hits.scores, reverse=True)
        assert min(all_hits.scores, default=1) > 0
    assert (best.total, best.facets) == (whole.total, whole.facets)


def rows(answer: UnitedAnswer) -> list[tuple[str, str]]:
    return [
        *(("tenant", key) for key in keys_in(answer.tenant)),
        *(("members", key) for key in keys_in(answer.members)),
    ]


@pytest.mark.parametrize("hidden", [0, 1, MARGIN - 1, MARGIN, MARGIN + 1, 200, 400])
@pytest.mark.parametrize("limit", [1, 10])
def test_a_page_is_full_however_many_members_stand_for_others(hidden: int, limit: int) -> None:
    persons = [PersonDocument(key=str(n), version=1, member=n, updated=-n) for n in range(50_000, 50_015 + hidden)]
    members = list(map(numbered, persons))
    shadows = [one.model_copy(update={"shadow": True}) for one in members[:hidden]]
    engine = filled(World((), tuple(shadows), tuple(members)))
    answer = search_united(engine, TENANT, MEMBERS, Question(sort="recency", limit=limit))
    assert rows(answer) == [("members", one.key) for one in members[hidden : hidden + limit]]
    assert answer.total == 15
    assert engine.asked[MEMBERS] <= 5


def test_without_members_the_tenants_people_are_all_there_is() -> None:
    world = some_world(random.Random(3), persons=10, members=10, linked=5)
    engine = filled(world)
    for sort in ("recency", "relevance"):
        question = Question(sort=sort, limit=50, access=VIEWERS[-1], facets=FACETS)  # type: ignore[arg-type]  # both are sorts
        answer = search_united(engine, TENANT, None, question)
        plain = engine.search(TENANT, question)
        assert {key for _, key in rows(answer)} == set(keys_in(plain.hits))
        assert (answer.total, answer.facets) == (plain.total, plain.facets)
    assert MEMBERS not in engine.asked

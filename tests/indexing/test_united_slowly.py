"""A united search equals a slow reading: one list of all people, each once, sorted and cut."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import EVERYONE, Access, PersonDocument, may_find
from entities.query import Filter, Question
from indexing import Upsert, parse_query, search_united
from indexing.engine import Counts, Snapshot
from indexing.facets import combine, shown, shown_all
from indexing.fields import facet_values, spelling
from indexing.matching import Matcher
from indexing.oracle import OracleEngine
from indexing.united import MARGIN, UnitedAnswer
from tests.indexing.people import FACETS, VIEWERS, World, some_node, some_question, some_world

TENANT, MEMBERS = "tj-t", "tj-m"


class CountingEngine(OracleEngine):
    """The oracle, which also tells how many searches were asked of each index."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def snapshot(self, index: str) -> Snapshot:  # type: ignore[override]  # any snapshot will do
        pinned, asked = super().snapshot(index), self.asked

        class Counting:
            def search(self, question: Question, *, shadows: bool = False) -> object:
                asked[index] += 1
                return pinned.search(question, shadows=shadows)

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
    return any(key in wanted for key, _ in facet_values(person, condition.field))


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
        newest = sorted(found, key=lambda one: (-one[1].updated, one[1].key))
        page = newest[question.offset : question.offset + question.limit]
        assert [(origin, hit.key) for origin, hit in answer.hits] == [(origin, one.key) for origin, one in page]
    else:
        assert {(origin, hit.key) for origin, hit in answer.hits} == {(origin, one.key) for origin, one in found}


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(0, 6))
def test_by_relevance_the_best_k_of_each_side_come_scaled_and_in_order(seed: int, k: int) -> None:
    world = some_world(random.Random(seed), persons=9, members=9, linked=4)
    engine = filled(world)
    question = Question(where=parse_query("senior OR python OR engineer OR data"), access=(EVERYONE, "team-a"))
    whole, best = (search_united(engine, TENANT, MEMBERS, question, k=size) for size in (100, k))
    for side in ("tenant", "members"):
        mine = [hit.key for origin, hit in whole.hits if origin == side]
        assert [hit.key for origin, hit in best.hits if origin == side] == mine[:k]
        scores = [hit.score for origin, hit in whole.hits if origin == side]
        assert scores == sorted(scores, reverse=True)
        assert not scores or (scores[0] == 1.0 and min(scores) > 0)
    everyone = [hit.score for _, hit in best.hits]
    assert everyone == sorted(everyone, reverse=True)
    assert (best.total, best.facets) == (whole.total, whole.facets)


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_holders_of_a_node_are_counted_among_all_that_the_viewer_may_find(seed: int) -> None:
    random_ = random.Random(seed)
    world = some_world(random_, persons=8, members=10, linked=5)
    question = some_question(random_)
    nodes = [some_node(random_, 1) for _ in range(3)]
    answer = search_united(filled(world), TENANT, MEMBERS, question, counted=nodes)
    people = listed(world, question.access)
    assert answer.people == len(people)
    plain = Question(access=question.access)
    assert answer.holders == tuple(len(matching(people, plain.model_copy(update={"where": node}))) for node in nodes)
    uncounted = search_united(filled(world), TENANT, MEMBERS, question)
    assert (uncounted.hits, uncounted.total, uncounted.facets) == (answer.hits, answer.total, answer.facets)
    assert (uncounted.people, uncounted.holders) == (0, ())


def rows(answer: UnitedAnswer) -> list[tuple[str, str]]:
    return [(origin, hit.key) for origin, hit in answer.hits]


@pytest.mark.parametrize("hidden", [0, 1, MARGIN - 1, MARGIN, MARGIN + 1, 200, 400])
@pytest.mark.parametrize("limit", [1, 10])
def test_a_page_is_full_however_many_members_stand_for_others(hidden: int, limit: int) -> None:
    members = [PersonDocument(key=f"{n:04d}", version=1, member=n, updated=1_000 - n) for n in range(hidden + 15)]
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
        assert {key for _, key in rows(answer)} == {hit.key for hit in plain.hits}
        assert (answer.total, answer.facets) == (plain.total, plain.facets)
    assert MEMBERS not in engine.asked


SPELLED = st.tuples(st.sampled_from("abc"), st.sampled_from("ABá"))
COUNTS: st.SearchStrategy[Counts] = st.dictionaries(
    st.sampled_from(["skill", "stage"]), st.dictionaries(SPELLED, st.integers(1, 4), max_size=4), max_size=2
)


def as_counter(*groups: Counts) -> Counter[tuple[str, tuple[str, str]]]:
    total: Counter[tuple[str, tuple[str, str]]] = Counter()
    for group in groups:
        total.update({(facet, spelled): n for facet, values in group.items() for spelled, n in values.items()})
    return total


@given(st.lists(COUNTS, max_size=3), st.lists(COUNTS, max_size=3))
def test_combining_adds_takes_away_and_never_goes_below_nothing(plus: list[Counts], minus: list[Counts]) -> None:
    combined = combine(tuple(plus), tuple(minus))
    assert as_counter(combined) == as_counter(*plus) - as_counter(*minus)
    assert all(count > 0 for values in combined.values() for count in values.values())
    assert set(combined) == {facet for group in (*plus, *minus) for facet in group}


@given(st.dictionaries(SPELLED, st.integers(1, 9)), st.integers(0, 5))
def test_shown_values_equal_a_slow_count(values: dict[tuple[str, str], int], size: int) -> None:
    keys = {key for key, _ in values}
    expected = []
    for key in keys:
        mine = {spelled: n for (held, spelled), n in values.items() if held == key}
        best = min(mine, key=lambda spelled: (-mine[spelled], spelled))
        expected.append((best, sum(mine.values())))
    expected.sort(key=lambda pair: (-pair[1], pair[0]))
    assert [(one.value, one.count) for one in shown(values, size)] == expected[:size]
    assert shown_all({"skill": values}, size) == {"skill": shown(values, size)}

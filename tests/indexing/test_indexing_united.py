"""Turn small worlds into the proof that a united search lists each person once, and counts so."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.document import EVERYONE, PersonDocument
from entities.query import Filter, Question, Sort
from indexing import Engine, Upsert, parse_query, search_united
from indexing.oracle import OracleEngine
from indexing.united import UnitedAnswer
from tests.indexing.numbered import Numbered, keys_in
from tests.indexing.people import some_world

TENANT, MEMBERS = "tj-tenant", "tj-members"


def member(number: int, title: str = "Nurse", updated: int = 0, location: str = "Berlin") -> PersonDocument:
    return PersonDocument(
        key=str(number), version=1, member=number, titles=(title,), updated=updated, location=location
    )


def linked(number: int, title: str, access: tuple[str, ...] = (EVERYONE,)) -> tuple[Upsert, Upsert]:
    """Give a person who is a member, and the shadow of that member."""
    person = PersonDocument(
        key=f"r{number}", version=1, member=number, in_ats=True, titles=(title,), access=access, location="BERLIN"
    )
    shade = member(number, updated=number).model_copy(update={"shadow": True, "access": access})
    return Upsert(person), Upsert(shade)


def filled(*actions: Upsert, members: int = 10) -> Engine:
    engine = Numbered(OracleEngine())
    engine.apply(TENANT, actions)
    engine.apply(MEMBERS, [Upsert(member(n, updated=n)) for n in range(members)])
    return engine


def rows(answer: UnitedAnswer) -> list[tuple[str, str]]:
    return [
        *(("tenant", key) for key in keys_in(answer.tenant)),
        *(("members", key) for key in keys_in(answer.members)),
    ]


def test_a_linked_member_is_listed_and_counted_as_the_tenants_person() -> None:
    engine = filled(*linked(3, "Nurse"), members=5)
    question = Question(where=parse_query("nurse"), facets=("in_ats", "location"), sort="recency")
    answer = search_united(engine, TENANT, MEMBERS, question)
    assert rows(answer) == [("tenant", "r3"), ("members", "4"), ("members", "2"), ("members", "1"), ("members", "0")]
    assert answer.total == 5
    assert {v.value: v.count for v in answer.facets["in_ats"]} == {"false": 4, "true": 1}
    assert [(v.value, v.count) for v in answer.facets["location"]] == [("Berlin", 5)]


def test_a_query_that_only_the_member_matches_finds_nobody_twice_or_by_half() -> None:
    engine = filled(*linked(3, "Plumber"), members=5)
    for text, total in (("nurse", 4), ("plumber", 1), ("", 5), ("NOT plumber", 4), ("nurse OR plumber", 5)):
        answer = search_united(engine, TENANT, MEMBERS, Question(where=parse_query(text)))
        assert answer.total == len(rows(answer)) == total, text
        assert ("members", "3") not in rows(answer)


def test_a_member_whose_person_is_hidden_stays_a_plain_member() -> None:
    engine = filled(*linked(3, "Nurse", access=("team-a",)), members=5)
    stranger = search_united(engine, TENANT, MEMBERS, Question())
    assert stranger.total == 5
    assert ("members", "3") in rows(stranger)
    insider = search_united(engine, TENANT, MEMBERS, Question(access=(EVERYONE, "team-a")))
    assert insider.total == 5
    assert ("members", "3") not in rows(insider)
    assert ("tenant", "r3") in rows(insider)


def test_without_members_only_the_tenants_people_are_found() -> None:
    engine = filled(*linked(3, "Nurse"))
    answer = search_united(engine, TENANT, None, Question(facets=("in_ats",)))
    assert (rows(answer), answer.total) == ([("tenant", "r3")], 1)
    assert [(v.value, v.count) for v in answer.facets["in_ats"]] == [("true", 1)]
    assert search_united(engine, "tj-none", "tj-none", Question()).total == 0


@pytest.mark.parametrize("sort", ["relevance", "recency"])
def test_lists_are_filled_though_most_members_are_linked(sort: Sort) -> None:
    pairs = [action for n in range(5, 200) for action in linked(n, "Plumber")]
    engine = filled(*pairs, members=205)
    question = Question(where=parse_query("nurse"), sort=sort, limit=10)
    answer = search_united(engine, TENANT, MEMBERS, question, k=10)
    assert answer.total == 10
    assert {key for _, key in rows(answer)} == {str(n) for n in (*range(5), *range(200, 205))}


def test_scores_of_both_sides_are_worth_the_same() -> None:
    engine = filled(*linked(3, "Nurse"), Upsert(member(77, "Cook").model_copy(update={"summary": "was a nurse"})))
    where = parse_query("nurse OR cook")
    answer = search_united(engine, TENANT, MEMBERS, Question(where=where), k=4)
    assert answer.tenant.scores == (3.0, 2.0)  # a cook who was a nurse, a nurse by title
    assert answer.members.scores == (2.0,) * 4
    assert answer.total == 11
    unscored = search_united(engine, TENANT, MEMBERS, Question(where=parse_query("NOT cook")))
    assert set(unscored.tenant.scores + unscored.members.scores) == {0.0}


def test_facets_of_a_filtered_field_count_what_else_could_be_chosen() -> None:
    engine = filled(*linked(3, "Nurse"), members=5)
    engine.apply(MEMBERS, [Upsert(member(50, location="Wien"))])
    question = Question(filters=(Filter(field="location", values=("berlin",)),), facets=("location", "in_ats"))
    answer = search_united(engine, TENANT, MEMBERS, question)
    assert answer.total == 5
    assert [(v.value, v.count) for v in answer.facets["location"]] == [("Berlin", 5), ("Wien", 1)]
    assert [(v.value, v.count) for v in answer.facets["in_ats"]] == [("false", 4), ("true", 1)]


def test_a_shadow_the_members_no_longer_have_never_makes_counts_negative() -> None:
    engine = filled(*linked(99, "Plumber"), members=0)
    answer = search_united(engine, TENANT, MEMBERS, Question(where=parse_query("nurse"), facets=("location",)))
    assert (answer.total, rows(answer), answer.facets["location"]) == (0, [], ())


@given(st.integers(0, 2**32), st.integers(1, 9))
def test_a_page_by_recency_begins_with_the_pages_before_it(seed: int, limit: int) -> None:
    world = some_world(random.Random(seed), persons=12, members=14, linked=6)
    engine = Numbered(OracleEngine())
    engine.apply(TENANT, [Upsert(document) for document in world.persons + world.shadows])
    engine.apply(MEMBERS, [Upsert(document) for document in world.members])
    question = Question(sort="recency", limit=100, access=(EVERYONE, "team-a"))
    whole = search_united(engine, TENANT, MEMBERS, question)
    assert len(rows(whole)) == whole.total
    for at in range(0, whole.total + limit, limit):
        page = search_united(engine, TENANT, MEMBERS, question.model_copy(update={"offset": at, "limit": limit}))
        assert page.tenant.numbers == whole.tenant.numbers[: at + limit]
        assert page.members.numbers == whole.members.numbers[: at + limit]

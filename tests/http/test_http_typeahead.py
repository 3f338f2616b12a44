"""Values are completed from the people whom a seat may see, and from nobody else."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.http.conftest import Town
from tests.http.crowd import Crowd, candidate, crowd_in

FIELDS = {"title": "title", "company": "company", "location": "location", "skill": "skills"}


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "crowd")


@pytest.fixture(scope="module")
def other(crowd: Crowd) -> Crowd:
    return crowd_in(crowd.town, "other", members=0, candidates=0)


def suggested(crowd: Crowd, viewer: str | None = None, **params: Any) -> dict[str, int]:
    answer = crowd.ask("GET", "/v1/typeahead", viewer, params=params)
    assert answer["field"] == params["field"]
    return {one["value"]: one["count"] for one in answer["values"]}


def complete(crowd: Crowd, viewer: str | None = None, **params: Any) -> dict[str, int]:
    """Give what people hold; what nobody does comes behind it."""
    found = suggested(crowd, viewer, **params)
    held = {value: count for value, count in found.items() if count}
    assert list(found)[: len(held)] == list(held)
    return held


@pytest.mark.parametrize(
    ("field", "prefix", "expected"),
    [
        ("title", "w", ["Welder"]),
        ("title", "NUR", ["Nurse"]),
        ("title", "x", []),
        ("company", "mi", ["Mill"]),
        ("company", "qu", []),  # a company of members only
        ("location", "b\u00f6", ["Bonn"]),
        ("skill", "Y", ["Yodelling"]),
        ("skill", "orig", ["Origami"]),
        ("skill", "rigami", []),
        ("title", "&", []),
        ("title", " ", []),
        ("title", "*", []),
    ],
)
def test_values_that_begin_so(crowd: Crowd, field: str, prefix: str, expected: list[str]) -> None:
    assert list(complete(crowd, field=field, prefix=prefix)) == expected


def test_a_later_word_may_begin_so_and_several_words_in_order(other: Crowd) -> None:
    crowd = other
    crowd.house.push(
        candidate(1, current_title="Senior Data Engineer"), candidate(2, current_title="Data-Engineering Lead")
    )
    crowd.house.drain()
    assert set(complete(crowd, field="title", prefix="data eng")) == {"Senior Data Engineer", "Data-Engineering Lead"}
    assert set(complete(crowd, field="title", prefix="lead")) == {"Data-Engineering Lead"}
    assert complete(crowd, field="title", prefix="engineer data") == {}
    assert complete(crowd, field="title", prefix="ta eng") == {}


@pytest.fixture(scope="module")
def everybody(crowd: Crowd) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = crowd.search(limit=200, filters={"in_ats": ["true"]})["hits"]
    return found


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(prefix=st.text(alphabet="abcdefghilnoqrsuwy", min_size=1, max_size=3))
def test_counts_are_those_of_the_people(crowd: Crowd, everybody: list[dict[str, Any]], field: str, prefix: str) -> None:
    held: Counter[str] = Counter()
    for hit in everybody:
        own = hit[FIELDS[field]]
        held.update({own} if isinstance(own, str) else set(own))
    expected = {value: count for value, count in held.items() if value.lower().startswith(prefix)}
    assert complete(crowd, field=field, prefix=prefix, limit=50) == expected


def test_the_most_frequent_come_first_up_to_the_limit(other: Crowd) -> None:
    crowd = other
    for number, times in (("Yak Herder", 1), ("Yarn Dyer", 3), ("Yacht Broker", 2)):
        for place in range(times):
            crowd.house.push(candidate(6, id=f"{number}{place}", current_title=number))
    crowd.house.drain()
    assert list(complete(crowd, field="title", prefix="ya")) == ["Yarn Dyer", "Yacht Broker", "Yak Herder"]
    assert list(complete(crowd, field="title", prefix="ya", limit=1)) == ["Yarn Dyer"]


def test_known_labels_come_behind_what_people_hold(other: Crowd) -> None:
    crowd = other
    crowd.house.push(candidate(7, current_title="electrician"), candidate(8, current_title="Electric Eel Keeper"))
    crowd.house.drain()
    found = suggested(crowd, field="title", prefix="electric", limit=50)
    assert list(found.items())[:2] == [("Electric Eel Keeper", 1), ("electrician", 1)]
    assert set(list(found.values())[2:]) == {0}
    assert "electrical engineer" in found
    assert list(suggested(crowd, field="title", prefix="electric", limit=3))[:2] == [
        "Electric Eel Keeper",
        "electrician",
    ]
    assert "PostgreSQL" in suggested(crowd, field="skill", prefix="postgresq")
    assert suggested(crowd, field="company", prefix="micros") == suggested(crowd, field="location", prefix="lon") == {}


def test_members_lend_no_values(crowd: Crowd) -> None:
    members = crowd.search(limit=200, filters={"in_ats": ["false"]})["hits"]
    ours = crowd.search(limit=200, filters={"in_ats": ["true"]})["hits"]
    theirs = {hit["company"] for hit in members} - {hit["company"] for hit in ours}
    for company in theirs:
        assert company not in suggested(crowd, field="company", prefix=company, limit=50)


def test_another_tenants_values_are_never_offered(crowd: Crowd, other: Crowd) -> None:
    other.house.push(candidate(3, current_title="Canary Keeper", current_company="Canary Cages"))
    other.house.drain()
    assert complete(other, field="title", prefix="canary") == {"Canary Keeper": 1}
    for field in FIELDS:
        for prefix in ("c", "canary"):
            assert not [value for value in complete(crowd, field=field, prefix=prefix, limit=50) if "Canary" in value]


def test_a_person_out_of_sight_lends_no_value(other: Crowd) -> None:
    crowd = other
    crowd.house.push(candidate(4, id="shut", current_title="Puppet Maker"), candidate(5, current_title="Pumper"))
    crowd.house.drain()
    assert complete(crowd, "s2", field="title", prefix="pu") == {"Puppet Maker": 1, "Pumper": 1}
    crowd.shut("candidate", "shut", "s1")
    assert complete(crowd, "s2", field="title", prefix="pu") == {"Pumper": 1}
    assert complete(crowd, "s1", field="title", prefix="pu") == {"Puppet Maker": 1, "Pumper": 1}
    assert complete(crowd, field="title", prefix="pu") == {"Puppet Maker": 1, "Pumper": 1}


@pytest.mark.parametrize(
    "params",
    [
        {"field": "name", "prefix": "cl"},
        {"field": "school", "prefix": "a"},
        {"field": "title", "prefix": ""},
        {"field": "title", "prefix": "x" * 51},
        {"field": "title"},
        {"prefix": "a"},
        {"field": "title", "prefix": "a", "limit": 51},
        {"field": "title", "prefix": "a", "limit": "many"},
    ],
)
def test_hostile_parameters(crowd: Crowd, params: dict[str, Any]) -> None:
    assert crowd.ask("GET", "/v1/typeahead", None, 422, params=params)["code"] == "invalid_input"


@pytest.mark.parametrize("prefix", ["a\x00", "\u202ea", "%ff", "'", '"', "(", "\\", "\u6771", "a:b", "-a", "AND"])
def test_odd_prefixes_are_answered(crowd: Crowd, prefix: str) -> None:
    complete(crowd, field="company", prefix=prefix)


def test_who_may_not_ask(crowd: Crowd) -> None:
    params = {"field": "title", "prefix": "a"}
    assert crowd.town.call("GET", "/v1/typeahead", crowd.seated, params=params).json()["code"] == "viewer_needed"
    reader = crowd.town.token(crowd.house, "records:read", "all_seats")
    assert crowd.town.call("GET", "/v1/typeahead", reader, params=params).json()["code"] == "insufficient_scope"

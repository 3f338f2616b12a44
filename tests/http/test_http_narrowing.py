"""Searches narrow by job, by years, and by what people must not hold; what can't be asked says what can."""

from dataclasses import replace
from typing import Any

import pytest

from indexing.united import UnitedAnswer, search_united
from service.flows.rebuild import rebuild_tenant
from tests.http.conftest import Town
from tests.http.crowd import Crowd, candidate, crowd_in, member

JOB_PATH = "/v1/jobs/j1/recommendations"


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    made = crowd_in(shared_town, "crowd", members=3, candidates=6)
    made.house.members(
        member(21, last_name="Twoyears", positions=[{"title": "Diver", "start": "2010", "end": "2012"}]),
        member(22, last_name="Fouryears", positions=[{"title": "Diver", "start": "2010", "end": "2014"}]),
        member(23, last_name="Tenyears", positions=[{"title": "Diver", "start": "2008-01", "end": "2017-12"}]),
        member(24, last_name="Timeless", positions=[{"title": "Diver", "start": "", "end": ""}]),
    )
    made.house.push(
        {"kind": "application", "id": "a2", "candidate": "c1", "job": "j2", "status": "new"},
        {"kind": "application", "id": "a3", "candidate": "c2", "job": "j2", "status": "new"},
        {"kind": "application", "id": "a4", "candidate": "c2", "job": "j1", "status": "new"},
    )
    made.house.drain()
    return made


@pytest.fixture(scope="module")
def other(crowd: Crowd) -> Crowd:
    made = crowd_in(crowd.town, "other", members=0, candidates=0)
    made.house.push({"kind": "job", "id": "theirs", "title": "Diver"})
    return made


def names(page: dict[str, Any]) -> set[str]:
    return {hit["name"].split()[-1] for hit in page["hits"]}


def sources(page: dict[str, Any]) -> set[str]:
    return {one for hit in page["hits"] for one in hit["candidates"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("diver years:2", {"Twoyears"}),
        ("diver years:3..9", {"Fouryears"}),
        ("diver years:4..", {"Fouryears", "Tenyears"}),
        ("diver years:..4", {"Twoyears", "Fouryears"}),
        ("diver NOT years:4..", {"Twoyears", "Timeless"}),
        ("diver -years:..", {"Timeless"}),
        ("diver (years:2 OR years:10)", {"Twoyears", "Tenyears"}),
        ("title:(diver years:10)", {"Tenyears"}),
        ("diver years:11..", set()),
    ],
)
def test_years_are_searched_for_in_ranges(crowd: Crowd, text: str, found: set[str]) -> None:
    page = crowd.search(text=text)
    assert names(page) == found
    assert page["total"] == len(found)
    assert names(crowd.search(text=page["query"])) == found


def test_years_are_counted_and_filtered_by_bucket(crowd: Crowd) -> None:
    page = crowd.search(text="diver", facets=["years"])
    counts = {one["value"]: one["count"] for one in page["facets"]["years"]}
    assert counts == {"0-2": 1, "3-5": 1, "6-10": 1}
    assert names(crowd.search(text="diver", filters={"years": ["3-5", "6-10"]})) == {"Fouryears", "Tenyears"}
    assert names(crowd.search(text="diver", without={"years": ["3-5"]})) == {"Twoyears", "Tenyears", "Timeless"}


def test_a_resumes_positions_count_as_the_members_do(crowd: Crowd) -> None:
    resume = b"Cleo Abara\n\nExperience\nCaptain, Quarry\n2001-01 - 2019-12\n\nSkills\nChess\n"
    crowd.house.attach("c0", "cv.txt", resume)
    crowd.house.drain()
    assert sources(crowd.search(text="years:19")) == {"c0"}


def test_people_who_applied_are_found_by_the_jobs_id(crowd: Crowd) -> None:
    assert sources(crowd.search(filters={"job": ["j1"]})) == {"twin", "c2"}
    assert sources(crowd.search(filters={"job": ["j2"]})) == {"c1", "c2"}
    assert sources(crowd.search(filters={"job": ["j1", "j2"]})) == {"twin", "c1", "c2"}
    assert sources(crowd.search(filters={"job": ["j2"]}, without={"job": ["j1"]})) == {"c1"}
    assert not sources(crowd.search(without={"job": ["j1", "j2"]}, limit=200)) & {"twin", "c1", "c2"}


def test_what_nobody_may_hold_is_left_out_of_hits_and_counts(crowd: Crowd) -> None:
    page = crowd.search(without={"current_title": ["nurse"]}, facets=["in_ats", "current_title"], limit=200)
    assert "Nurse" not in {hit["title"] for hit in page["hits"]}
    assert sum(one["count"] for one in page["facets"]["in_ats"]) == page["total"] == len(page["hits"])
    both = crowd.search(filters={"location": ["oslo"]}, without={"location": ["OSLO"]})
    assert both["total"] == 0


def test_similar_people_narrow_alike(crowd: Crowd) -> None:
    (twin,) = [hit for hit in crowd.search(text="june", limit=200)["hits"] if hit["candidates"] == ["twin"]]

    def like(**body: Any) -> dict[str, Any]:
        return crowd.ask("POST", "/v1/search/similar", None, json={"people": [twin["id"]], "limit": 200, **body})

    everybody = sources(like())
    assert sources(like(filters={"job": ["j2"]})) == {"c1"}
    assert sources(like(without={"job": ["j2"]})) == everybody - {"c1"}
    assert not sources(like(without={"in_ats": ["true"]}))
    assert crowd.ask("POST", "/v1/search/similar", None, 404, json={"people": [twin["id"]], "filters": {"job": ["j9"]}})


def test_a_job_that_is_not_the_seats_is_no_job(crowd: Crowd, other: Crowd, shared_town: Town) -> None:
    hidden = crowd_in(shared_town, "hidden", members=0, candidates=2)
    hidden.shut("job", "j1", "s1")
    assert sources(hidden.search("s1", filters={"job": ["j1"]})) == {"twin"}
    refused = [
        hidden.ask("POST", "/v1/search", "s2", 404, json={"filters": {"job": ["j1"]}}),
        hidden.ask("POST", "/v1/search", "s2", 404, json={"filters": {"job": ["j2", "j1"]}}),
        crowd.ask("POST", "/v1/search", None, 404, json={"filters": {"job": ["theirs"]}}),
        crowd.ask("POST", "/v1/search", None, 404, json={"filters": {"job": [""]}}),
        other.ask("POST", "/v1/search", "s1", 404, json={"filters": {"job": ["j9"]}}),
    ]
    assert len({str({**one, "request_id": ""}) for one in refused}) == 1
    assert refused[0]["code"] == "not_found"
    assert refused[0]["errors"][0]["pointer"] == "/filters/job"
    assert "ids in the ATS" in refused[0]["hint"]
    without = crowd.ask("POST", "/v1/search", None, 404, json={"without": {"job": ["j9"]}})
    assert without["errors"][0]["pointer"] == "/without/job"


def test_a_saved_search_keeps_jobs_by_their_ids(crowd: Crowd) -> None:
    body = {"name": "b", "filters": {"job": ["j2"]}, "without": {"job": ["j1"]}}
    kept = crowd.ask("POST", "/v1/saved-searches", "s1", 201, json=body)
    assert (kept["filters"], kept["without"]) == ({"job": ["j2"]}, {"job": ["j1"]})
    assert sources(crowd.ask("GET", f"/v1/saved-searches/{kept['number']}/people", "s1")) == {"c1"}
    crowd.ask("POST", "/v1/saved-searches", "s1", 404, json={"name": "b", "filters": {"job": ["j9"]}})


def test_a_cursor_is_of_the_same_narrowing(crowd: Crowd) -> None:
    cursor = crowd.search(text="cleo", limit=2, without={"location": ["bonn"]})["next"]
    assert crowd.search(text="cleo", limit=2, without={"location": ["bonn"]}, cursor=cursor)["hits"]
    for changed in ({}, {"without": {"location": ["oslo"]}}, {"filters": {"location": ["bonn"]}}):
        found = crowd.ask("POST", "/v1/search", None, 400, json={"text": "cleo", "cursor": cursor, **changed})
        assert (found["code"], "without a cursor" in found["hint"]) == ("invalid_cursor", True)


def test_a_cursor_of_a_list_that_is_gone_says_what_to_do(crowd: Crowd) -> None:
    crowd.house.push(candidate(1, id="one"))
    crowd.house.drain()
    cursor = crowd.search(text="cleo", limit=2)["next"]
    crowd.town.service.lists._kept.clear()
    found = crowd.ask("POST", "/v1/search", None, 410, json={"text": "cleo", "cursor": cursor})
    assert (found["code"], found["hint"]) == ("cursor_expired", "ask again without a cursor")


def test_a_cursor_goes_on_when_the_index_is_built_anew(shared_town: Town) -> None:
    crowd = crowd_in(shared_town, "anew", members=0, candidates=5)
    whole = crowd.search(text="cleo", limit=10)
    first = crowd.search(text="cleo", limit=2)
    rebuild_tenant(crowd.house.parts, crowd.house.tenant, lambda *_: None)
    rest = crowd.search(text="cleo", limit=10, cursor=first["next"])
    assert [hit["id"] for page in (first, rest) for hit in page["hits"]] == [hit["id"] for hit in whole["hits"]]


@pytest.mark.parametrize(
    ("body", "code", "pointer", "said"),
    [
        ({"filters": {"yaers": ["3-5"]}}, "invalid_query", "/filters/yaers", "years"),
        ({"without": {"stages": ["x"]}}, "invalid_query", "/without/stages", "nearest name is stage"),
        ({"facets": ["jobs"]}, "invalid_query", "/facets/jobs", "nearest name is"),
        ({"facets": ["job"]}, "invalid_query", "/facets/job", "filter by it"),
        ({"filters": {"years": ["4"]}}, "invalid_query", "/filters/years", "years:3..7"),
        ({"without": {"years": ["3..5"]}}, "invalid_query", "/without/years", "years:3..7"),
        ({"text": "years:9..3"}, "invalid_query", "/text", "write years:3..9"),
        ({"text": 'a "b'}, "invalid_query", "/text", "close it"),
        ({"text": "skil:b"}, "invalid_query", "/text", "did you mean skill:"),
        ({"text": "\u00e9" * 6_000}, "too_large", "/text", "less at once"),
        ({"text": "a " * 1_001}, "too_large", "/text", "less at once"),
        ({"text": "x" * 10_001}, "invalid_input", "/text", "longer than 10000 characters"),
        ({"text": "a " * 10_000}, "invalid_input", "/text", "longer than 10000 characters"),
        ({"limit": 100_000}, "invalid_input", "/limit", "less than or equal to 200"),
        ({"offset": 1_000}, "invalid_input", "/offset", "errors"),
        ({"sort": "recent"}, "invalid_input", "/sort", "the nearest is 'recency'"),
        ({"without": {"skill": ["x"] * 101}}, "invalid_input", "/without/skill", "at most 100"),
        ({"facets": ["skill"] * 10}, "invalid_input", "/facets", "at most 9"),
    ],
)
def test_what_cannot_be_asked_says_where_and_what_can(
    crowd: Crowd, body: dict[str, Any], code: str, pointer: str, said: str
) -> None:
    for path in ("/v1/search", "/v1/saved-searches"):
        named = {**body, "name": "x"} if path.endswith("searches") else body
        if "limit" in body and path.endswith("searches"):
            continue
        status = 413 if code == "too_large" else 422
        found = crowd.ask("POST", path, "s1", status, json=named)
        assert (found["code"], found["errors"][0]["pointer"]) == (code, pointer)
        assert said in f"{found['hint']} {found['errors'][0]['message']}"


def test_an_unknown_field_to_complete_names_the_nearest(crowd: Crowd) -> None:
    found = crowd.ask("GET", "/v1/typeahead", None, 422, params={"field": "titel", "prefix": "n"})
    assert found["errors"][0]["pointer"] == "field"
    assert found["errors"][0]["message"].endswith("the nearest is 'title'")
    long = crowd.ask("GET", "/v1/typeahead", None, 422, params={"field": "s" * 5_000, "prefix": "n"})
    assert len(str(long)) < 1_000


def test_an_unknown_parameter_names_the_nearest(crowd: Crowd) -> None:
    found = crowd.ask("GET", JOB_PATH, None, 422, params={"limits": "3"})
    assert (found["errors"][0]["pointer"], found["hint"]) == ("limits", "the nearest name is limit")
    assert crowd.ask("GET", "/v1/saved-searches/1", None, 422, params={"x": "3"})["hint"]


def test_a_list_that_misses_a_part_says_so_on_each_page(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    because = "1 of 3 parts of the index did not answer"

    def lame(*given: Any, **options: Any) -> UnitedAnswer:
        return replace(search_united(*given, **options), partial=(because,))

    monkeypatch.setattr("service.flows.find.search_united", lame)
    (someone, *_) = crowd.search(text="june", limit=1)["hits"]
    first = crowd.search(text="june OR cleo", limit=2)
    monkeypatch.undo()
    second = crowd.search(text="june OR cleo", limit=2, cursor=first["next"])
    for page in (first, second):
        assert (page["partial"], page["partial_because"]) == (True, [because])
    monkeypatch.setattr("service.flows.find.search_united", lame)
    like = crowd.ask("POST", "/v1/search/similar", None, json={"people": [someone["id"]]})
    fitting = crowd.ask("GET", JOB_PATH, None)
    for page in (like, fitting):
        assert (page["partial"], page["partial_because"]) == (True, [because])
    monkeypatch.undo()
    whole = crowd.search(text="june OR cleo", limit=2)
    assert (whole["partial"], whole["partial_because"]) == (False, [])

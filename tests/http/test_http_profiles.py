"""Profiles say who says what; the indicator says what a seat may know, or why it says nothing."""

from typing import Any

import pytest

from entities.ids import ContractId, SeatId
from store import grants, seats
from tests.http.conftest import Town
from tests.http.crowd import Crowd, crowd_in, member


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "crowd")


@pytest.fixture(scope="module")
def other(crowd: Crowd) -> Crowd:
    return crowd_in(crowd.town, "other", members=0, candidates=0)


def june(crowd: Crowd, surname: str) -> str:
    (hit,) = crowd.search(text=f"name:june name:{surname}")["hits"]
    found: str = hit["id"]
    return found


def indicator(crowd: Crowd, viewer: str | None = None, surname: str = "brandt") -> dict[str, Any]:
    return crowd.ask("GET", f"/v1/members/{june(crowd, surname)}/indicator", viewer)


def values(profile: dict[str, Any], field: str) -> dict[str, set[str]]:
    held = profile["fields"].get(field, [])
    return {one["value"]: {told["source"] for told in one["told"]} for one in held}


def test_a_members_profile_is_public_and_no_more(crowd: Crowd) -> None:
    name = june(crowd, "brandt")
    profile = crowd.ask("GET", f"/v1/members/{name}/profile")
    assert (profile["id"], profile["name"], profile["location"]) == (name, "June Brandt", "Oslo")
    assert profile["positions"] == [{"company": "Quarry", "title": "Nurse", "start": "2020", "end": ""}]
    assert profile["skills"] == ["Chess", "Origami"]
    assert profile["exportable"]
    assert not any(one in str(profile) for one in ("@", "4930111", "shared-"))


def test_a_candidates_profile_names_who_says_each_value(crowd: Crowd) -> None:
    profile = crowd.ask("GET", "/v1/candidates/twin/profile")
    assert values(profile, "name") == {"June Brandt": {"ats", "resume", "member"}}
    assert values(profile, "email") == {"june.brandt@members.example": {"ats", "resume"}}
    assert values(profile, "skill") == {"Yodelling": {"resume"}, "Chess": {"resume", "member"}, "Origami": {"member"}}
    assert values(profile, "company")["Mill"] == {"ats"}
    assert values(profile, "company")["Quarry"] == {"resume", "member"}
    (phone,) = profile["fields"]["phone"]
    assert phone["told"] == [{"source": "ats", "record": "twin", "origin": "push", "confidence": None}]
    (chess,) = [one for one in profile["fields"]["skill"] if one["value"] == "Chess"]
    assert chess["told"][0]["record"] == "cv.txt"
    assert 0 < chess["told"][0]["confidence"] <= 1
    assert {one["told"]["source"] for one in profile["positions"]} == {"resume", "member"}
    assert profile["member"] == profile["person"] == june(crowd, "brandt")
    (applied,) = profile["applications"]
    assert (applied["job"], applied["stage"]) == ({"source_id": "j1", "title": "Baker"}, "Interview")
    assert "shared-" not in str(profile)


def test_an_unlinked_candidate_speaks_for_itself(crowd: Crowd) -> None:
    profile = crowd.ask("GET", "/v1/candidates/c3/profile")
    assert (profile["member"], profile["exportable"], profile["positions"]) == (None, False, [])
    assert profile["person"] == profile["record"]
    assert {source for field in profile["fields"] for told in values(profile, field).values() for source in told} == {
        "ats"
    }


def test_the_indicator_shows_what_the_seat_may_see(crowd: Crowd) -> None:
    for viewer in (None, "s1"):
        found = indicator(crowd, viewer)
        assert (found["in_ats"], found["reason"]) == (True, None)
        known, *others = found["candidates"]
        assert (known["source_id"], known["decision"]) == ("twin", "match")
        assert {one["decision"] for one in others} <= {"review"}  # namesakes, for a person to look at
        assert known["applications"][0]["job"]["title"] == "Baker"
    nobody = indicator(crowd, "s1", "eklund")
    assert not nobody["in_ats"]  # namesakes at most, for a person to look at
    assert {one["decision"] for one in nobody["candidates"]} <= {"review"}
    assert nobody["candidates"] or nobody["reason"] == "no_match"


def test_restricted_parts_are_left_out(crowd: Crowd) -> None:
    crowd = crowd_in(crowd.town, "parts", members=0, candidates=0)
    crowd.shut("job", "j1", "s1")
    (known,) = indicator(crowd, "s2")["candidates"]
    assert known["applications"] == []
    assert crowd.ask("GET", "/v1/candidates/twin/profile", "s2")["applications"] == []
    assert crowd.ask("GET", "/v1/candidates/twin/profile", "s1")["applications"][0]["job"]["source_id"] == "j1"
    crowd.shut("attachment", "cv.txt", "s1")
    shown = crowd.ask("GET", "/v1/candidates/twin/profile", "s2")
    assert "Yodelling" not in str(shown)
    assert "Yodelling" in str(crowd.ask("GET", "/v1/candidates/twin/profile", "s1"))
    crowd.shut("candidate", "twin", "s1")
    hidden = indicator(crowd, "s2")
    assert (hidden["in_ats"], hidden["reason"]) == (False, "no_match")
    assert indicator(crowd, "s1")["in_ats"]


def test_unknown_foreign_and_shut_look_alike(crowd: Crowd, other: Crowd) -> None:
    name = june(other, "brandt")
    other.shut("candidate", "twin", "s1")
    for path in ("/v1/members/{}/profile", "/v1/members/{}/indicator"):
        unknown = other.ask("GET", path.format("m" + "a" * 26), "s1", 404)
        for wrong in (june(crowd, "brandt"), "shared-1", name.upper(), name[:-1], "1", "%00", "\u00e9"):
            refused = other.ask("GET", path.format(wrong), "s1", 404)
            assert {**refused, "request_id": ""} == {**unknown, "request_id": ""}
    unknown = other.ask("GET", "/v1/candidates/nobody/profile", "s2", 404)
    for wrong in ("twin", "c0"):
        refused = other.ask("GET", f"/v1/candidates/{wrong}/profile", "s2", 404)
        assert {**refused, "request_id": ""} == {**unknown, "request_id": ""}


def test_who_may_not_be_exported_says_so_and_who_is_closed_lends_nothing(town: Town) -> None:
    crowd = crowd_in(town, "closed", members=3, candidates=0)
    name = june(crowd, "brandt")
    crowd.house.members(member(1, export_allowed=False))
    crowd.house.drain()
    assert not crowd.ask("GET", f"/v1/members/{name}/profile")["exportable"]
    assert not crowd.ask("GET", "/v1/candidates/twin/profile")["exportable"]
    assert not crowd.search(text="june brandt")["hits"][0]["exportable"]
    crowd.house.members(member(1, closed=True))
    crowd.house.drain()
    crowd.ask("GET", f"/v1/members/{name}/profile", None, 404)
    found = crowd.ask("GET", f"/v1/members/{name}/indicator")
    assert (found["in_ats"], found["reason"], found["candidates"]) == (False, "member_closed", [])
    profile = crowd.ask("GET", "/v1/candidates/twin/profile")
    assert (profile["member"], profile["possibly"]) == (None, None)
    assert "Origami" not in str(profile)


def test_the_indicator_can_be_switched_off(other: Crowd) -> None:
    crowd = other

    def switch(state: Any, scope: str) -> None:
        with crowd.house.parts.store.writing(crowd.house.tenant, actor="test") as tx:
            grants.switch(tx, "indicator", state, scope=scope, seat="s1")

    switch("off", "contract:main")
    assert indicator(crowd, "s1")["reason"] == "not_enabled"
    assert indicator(crowd)["in_ats"]
    switch("off", "*")
    switch("on", "contract:main")
    assert indicator(crowd, "s1")["in_ats"]
    assert indicator(crowd)["reason"] == "not_enabled"
    assert not indicator(crowd)["candidates"]
    switch("on", "*")
    assert indicator(crowd)["in_ats"]


def test_a_seat_without_a_licence_is_told_so(other: Crowd) -> None:
    crowd = other
    with crowd.house.parts.store.writing(crowd.house.tenant, actor="test") as tx:
        seats.open_seat(tx, SeatId("s2"), ContractId("main"), role="recruiter", licence="", payload={"name": "S"})
    assert indicator(crowd, "s2")["reason"] == "no_licence"
    assert indicator(crowd, "s1")["in_ats"]


def test_a_candidate_in_review_is_possibly_the_same(other: Crowd) -> None:
    own = other
    own.house.push({"kind": "candidate", "id": "maybe", "first_name": "June", "last_name": "Castro"})
    own.house.drain()
    link = own.house.link("maybe")
    assert link.decision == "review"
    profile = own.ask("GET", "/v1/candidates/maybe/profile")
    assert (profile["member"], profile["possibly"]) == (None, link.member)
    found = own.ask("GET", f"/v1/members/{link.member}/indicator")
    assert (found["in_ats"], found["reason"]) == (False, None)
    assert [(one["source_id"], one["decision"]) for one in found["candidates"]] == [("maybe", "review")]


def test_reading_needs_scope_and_seat(crowd: Crowd) -> None:
    reader = crowd.town.token(crowd.house, "records:read", "all_seats")
    for path in (f"/v1/members/{june(crowd, 'brandt')}/profile", "/v1/candidates/twin/profile"):
        assert crowd.town.call("GET", path, reader).json()["code"] == "insufficient_scope"
        assert crowd.town.call("GET", path, crowd.seated).json()["code"] == "viewer_needed"

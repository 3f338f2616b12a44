"""A link is explained by evidence that adds up, and corrected for good."""

import itertools
import math
from typing import Any

import pytest

from store import audit
from tests.http.conftest import Town
from tests.http.crowd import Crowd, crowd_in, member


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "crowd")


@pytest.fixture(scope="module")
def other(crowd: Crowd) -> Crowd:
    return crowd_in(crowd.town, "other", members=0, candidates=0)


def correct(crowd: Crowd, viewer: str | None = None, status: int = 200, **body: Any) -> dict[str, Any]:
    return crowd.ask("POST", "/v1/links/twin/correction", viewer, status, json=body)


def test_a_link_names_the_tenants_own_id(crowd: Crowd) -> None:
    found = crowd.ask("GET", "/v1/links/twin")
    assert found["decision"] == "match"
    assert found["correction"] in (None, "linked")
    assert found["member"] == found["person"]
    assert found["probability"] + found["none_probability"] == pytest.approx(1.0, abs=1e-6)
    assert found["reason"]
    assert "shared-" not in str(found)


@pytest.mark.parametrize("name", ["twin", "c0", "c4"])
def test_a_waterfall_adds_up(crowd: Crowd, name: str) -> None:
    link, fall = crowd.ask("GET", f"/v1/links/{name}"), crowd.ask("GET", f"/v1/links/{name}/waterfall")
    rows = fall["rows"]
    if rows:
        assert rows[0]["label"] == "prior"
        assert rows[0]["start"] == 0.0
        assert rows[-1]["end"] == fall["log_odds"]
    assert all(one["end"] == other["start"] for one, other in itertools.pairwise(rows))
    assert all(one["end"] - one["start"] == pytest.approx(one["log_odds"]) for one in rows)
    assert fall["log_odds"] == pytest.approx(link["log_odds"], abs=1e-6)
    assert math.fsum(one["log_odds"] for one in rows) == fall["log_odds"]
    assert (fall["member"], fall["probability"], fall["weights"]) == (
        link["member"],
        link["probability"],
        link["weights"],
    )


def test_rarity_is_the_part_of_term_frequencies(crowd: Crowd) -> None:
    rows = crowd.ask("GET", "/v1/links/twin/waterfall")["rows"]
    parts = {one["label"]: one["term_frequency"] for one in rows}
    rare = {one["label"]: one["log_odds"] for one in rows if one["label"].endswith(": rarity")}
    assert rare["name: rarity"] != 0.0
    assert {label: parts.pop(label) for label in rare} == rare
    assert set(parts.values()) == {0.0}


def test_evidence_quotes_no_value(crowd: Crowd) -> None:
    text = str(crowd.ask("GET", "/v1/links/twin/waterfall")).lower()
    assert not any(value in text for value in ("brandt", "quarry", "june", "members.example", "4930111"))


def test_unknown_foreign_and_shut_candidates_look_alike(other: Crowd) -> None:
    other.shut("candidate", "twin", "s1")
    other.ask("GET", "/v1/links/twin", "s1")
    for method, path in (("GET", ""), ("GET", "/waterfall"), ("POST", "/correction")):
        options = {"json": {"verdict": "linked"}} if method == "POST" else {}
        unknown = other.ask(method, f"/v1/links/nobody{path}", "s2", 404, **options)
        for name in ("twin", "c3"):
            refused = other.ask(method, f"/v1/links/{name}{path}", "s2", 404, **options)
            assert {**refused, "request_id": ""} == {**unknown, "request_id": ""}


def test_a_refused_link_stays_apart(other: Crowd) -> None:
    crowd = other
    before = crowd.ask("GET", "/v1/links/twin")
    said = correct(crowd, "s1", verdict="not_linked")
    assert (said["candidate"], said["verdict"]) == ("twin", "not_linked")
    crowd.house.drain()
    for _ in range(2):
        after = crowd.ask("GET", "/v1/links/twin", params={"after": said["change_token"]})
        assert after["correction"] == "not_linked"
        assert after["person"] != before["person"]
        crowd.house.push(
            {"kind": "candidate", "id": "twin", "first_name": "June", "last_name": "Brandt", "modified": "2025-05-05"}
        )
        crowd.house.drain()
    correct(crowd, "s1", verdict="linked", member=before["member"])
    crowd.house.drain()
    again = crowd.ask("GET", "/v1/links/twin")
    assert (again["decision"], again["person"], again["correction"]) == ("match", before["person"], "linked")


def test_a_link_goes_to_another_member(crowd: Crowd) -> None:
    (eklund,) = crowd.search(text="name:june name:eklund")["hits"]
    body = {"verdict": "other_member", "member": eklund["id"]}
    crowd.ask("POST", "/v1/links/c6/correction", json=body)
    crowd.house.drain()
    assert crowd.ask("GET", "/v1/links/c6")["person"] == eklund["id"]
    (found,) = [hit for hit in crowd.search(limit=200)["hits"] if hit["candidates"] == ["c6"]]
    assert found["member"] == eklund["id"]


def test_a_correction_is_in_the_trail_with_who_made_it(crowd: Crowd) -> None:
    client = crowd.town.client(crowd.house)
    token = crowd.town.token(crowd.house, client=client)
    answer = crowd.town.call("POST", "/v1/links/twin/correction", token, json={"verdict": "linked"})
    assert answer.status_code == 200, answer.text
    with crowd.house.parts.store.reading(crowd.house.tenant) as tx:
        (entry,) = [one for one in audit.read(tx, limit=1_000) if one.actor == client]
    assert (entry.action, entry.kind, entry.count) == ("link.correct", "candidate", 1)
    assert entry.details["verdict"] == "linked"


def test_the_same_key_corrects_once(crowd: Crowd) -> None:
    headers = {"Idempotency-Key": "once"}
    (dlamini,) = crowd.search(text="name:june name:dlamini")["hits"]
    body = {"verdict": "not_linked", "member": dlamini["id"]}
    first = crowd.ask("POST", "/v1/links/c0/correction", json=body, headers=headers)
    assert crowd.ask("POST", "/v1/links/c0/correction", json=body, headers=headers) == first
    with crowd.house.parts.store.reading(crowd.house.tenant) as tx:
        (stored,) = [one for one in audit.read(tx, limit=1_000) if one.details == {"verdict": "not_linked"}]
    assert stored.count == 1


def test_members_that_are_closed_or_not_ones_own_cannot_be_linked(town: Town) -> None:
    crowd, other = crowd_in(town, "mine"), crowd_in(town, "theirs", members=0, candidates=0)
    (foreign,) = other.search(text="june eklund")["hits"]
    (own,) = crowd.search(text="june eklund")["hits"]
    assert foreign["id"] != own["id"]
    crowd.house.members(member(4, closed=True))
    crowd.house.drain()
    for wrong in (foreign["id"], own["id"], "shared-4", "x", "m" + "a" * 26):
        assert correct(crowd, None, 404, verdict="other_member", member=wrong)["code"] == "not_found"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"verdict": "maybe"},
        {"verdict": "linked", "by": "me"},
        {"verdict": "linked", "member": 7},
        {"verdict": "linked", "member": "x" * 201},
        {"verdict": "other_member"},
        [],
        None,
    ],
)
def test_hostile_bodies(crowd: Crowd, body: Any) -> None:
    found = crowd.ask("POST", "/v1/links/twin/correction", None, 422, json=body)
    assert found["code"] == "invalid_input"


def test_a_link_that_is_not_made_yet_is_not_found(crowd: Crowd) -> None:
    crowd.house.push({"kind": "candidate", "id": "fresh", "name": "Fresh"})
    found = crowd.ask("GET", "/v1/links/fresh", None, 404)
    assert "after" in found["hint"]
    crowd.house.drain()
    assert crowd.ask("GET", "/v1/links/fresh")["decision"] == "none"


def test_correcting_needs_the_scope(crowd: Crowd) -> None:
    reader = crowd.town.token(crowd.house, "people:read", "all_seats")
    answer = crowd.town.call("POST", "/v1/links/twin/correction", reader, json={"verdict": "linked"})
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")

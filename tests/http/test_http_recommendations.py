"""A job's matches are explained, recorded as shown, and heed what the seat says of them."""

import math
from typing import Any

import pytest

from entities.ids import RecordId
from store import product
from tests.http.conftest import Town
from tests.http.crowd import Crowd, candidate, crowd_in

PATH = "/v1/jobs/j1/recommendations"


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "crowd")


@pytest.fixture(scope="module")
def other(crowd: Crowd) -> Crowd:
    return crowd_in(crowd.town, "other", members=0, candidates=6)


def matches(crowd: Crowd, viewer: str | None = None, path: str = PATH, **params: Any) -> dict[str, Any]:
    return crowd.ask("GET", path, viewer, params={key: value for key, value in params.items() if value is not None})


def ids(page: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in page["hits"]]


def say(
    crowd: Crowd, person: str, kind: str, viewer: str | None = "s1", status: int = 201, **more: Any
) -> dict[str, Any]:
    body = {"person": person, "kind": kind, **more}
    return crowd.ask("POST", f"{PATH}/feedback", viewer, status, json=body)


def test_matches_answer_a_visible_question(crowd: Crowd) -> None:
    page = matches(crowd, limit=200)
    assert (page["job"], page["title"]) == ("j1", "Baker")
    assert {(part["kind"], part["text"]) for part in page["question"]} >= {("title", "Baker"), ("location", "Oslo")}
    assert page["hits"][0]["title"] == "Baker"
    assert "twin" not in str([hit["candidates"] for hit in page["hits"]])  # applied
    assert page["total"] == len(page["hits"])  # who is left out isn't counted
    for hit in page["hits"]:
        assert math.fsum(one["contribution"] for one in hit["why"]["contributions"]) == hit["score"]
        assert any(reason["text"].startswith(("Met", "In part", "Missing")) for reason in hit["why"]["reasons"])
    scores = [hit["score"] for hit in page["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert "@" not in str(page["hits"])
    assert all(hit["why"] is None for hit in matches(crowd, explain=False)["hits"])


@pytest.mark.parametrize("limit", [1, 4])
def test_pages_put_together_are_one_big_page(crowd: Crowd, limit: int) -> None:
    whole, found, cursor = matches(crowd, limit=200), [], None
    times = set()
    while True:
        page = matches(crowd, limit=limit, cursor=cursor)
        found += ids(page)
        times.add(page["ranked_at"])
        cursor = page["next"]
        if cursor is None:
            break
    assert found == ids(whole)
    assert len(times) == 1


def test_what_is_shown_is_recorded_without_quoting_anybody(other: Crowd) -> None:
    with other.house.parts.store.reading(other.house.tenant) as tx:
        before = len(product.listing(tx, "recommendation"))
    first = matches(other, "s1", limit=2)
    second = matches(other, "s1", limit=2, cursor=first["next"])
    with other.house.parts.store.reading(other.house.tenant) as tx:
        acts = product.listing(tx, "recommendation")
    assert len(acts) == before + 2
    for act, page in zip(acts, (second, first), strict=False):
        assert (act.seat, act.contract, act.marks["model"]) == ("s1", "main", page["model"])
        assert [one["id"] for one in act.payload["people"]] == ids(page)
        assert act.about == act.marks["job"]
        assert all(one["reasons"] for one in act.payload["people"])
        assert not any(hit["name"] in str(act.payload) for hit in page["hits"])


def test_who_is_hidden_is_left_out_for_that_seat_until_it_says_else(crowd: Crowd) -> None:
    best = ids(matches(crowd, "s1"))[0]
    said = say(crowd, best, "hidden", note="Not now.")
    assert (said["job"], said["person"], said["kind"]) == ("j1", best, "hidden")
    assert best not in ids(matches(crowd, "s1", limit=200))
    assert ids(matches(crowd, "s2"))[0] == best
    assert best in ids(matches(crowd, "s1", path="/v1/jobs/j2/recommendations", limit=200))
    say(crowd, best, "good")
    assert ids(matches(crowd, "s1"))[0] == best


def test_feedback_hangs_on_the_candidates_record(other: Crowd) -> None:
    (cleo,) = [hit for hit in matches(other, limit=200)["hits"] if hit["candidates"] == ["c1"]]
    member = next(hit for hit in matches(other, limit=200)["hits"] if not hit["in_ats"])
    say(other, cleo["id"], "bad", note="Ask Ann.")
    say(other, member["id"], "good")
    with other.house.parts.store.reading(other.house.tenant) as tx:
        good, bad = product.listing(tx, "match_feedback", limit=2)
    assert (good.about, good.marks["kind"], good.payload) == (member["id"], "good", {"note": ""})
    assert (bad.about, bad.marks["kind"], bad.payload) == (other.house.link("c1").record, "bad", {"note": "Ask Ann."})
    assert good.marks["job"] == bad.marks["job"] != "j1"


def test_a_hidden_candidate_stays_hidden_when_it_is_linked(other: Crowd) -> None:
    crowd = other
    (hit,) = [one for one in matches(crowd, limit=200)["hits"] if one["candidates"] == ["c2"]]
    say(crowd, hit["id"], "hidden")
    (eklund,) = crowd.search(text="name:june name:eklund")["hits"]
    body = {"verdict": "other_member", "member": eklund["id"]}
    crowd.ask("POST", "/v1/links/c2/correction", None, 200, json=body)
    crowd.house.drain()
    assert crowd.house.link("c2").person == eklund["id"]
    assert eklund["id"] not in ids(matches(crowd, "s1", limit=200))
    assert eklund["id"] in ids(matches(crowd, "s2", limit=200))


def test_the_same_key_is_said_once(crowd: Crowd) -> None:
    headers = {"Idempotency-Key": "once"}
    body = {"person": ids(matches(crowd))[-1], "kind": "good"}
    first = crowd.ask("POST", f"{PATH}/feedback", "s2", 201, json=body, headers=headers)
    assert crowd.ask("POST", f"{PATH}/feedback", "s2", 201, json=body, headers=headers) == first


def test_jobs_and_people_out_of_sight_are_unknown(crowd: Crowd, other: Crowd) -> None:
    shut = crowd_in(crowd.town, "shut", members=0, candidates=2)
    (hidden,) = shut.search(text="cleo brandt")["hits"]
    (foreign,) = crowd.search(text="cleo castro")["hits"]
    shut.shut("candidate", "c1", "s1")
    unknown = say(shut, "r" + "a" * 26, "good", "s2", 404)
    for person in (hidden["id"], foreign["id"], "c0", f"{hidden['id']}~2"):
        refused = say(shut, person, "good", "s2", 404)
        assert {**refused, "request_id": ""} == {**unknown, "request_id": ""}
    assert hidden["id"] not in ids(matches(shut, "s2", limit=200))
    assert hidden["id"] in ids(matches(shut, "s1", limit=200))
    shut.shut("job", "j1", "s1")
    nowhere = shut.ask("GET", "/v1/jobs/nowhere/recommendations", "s2", 404)
    assert {**shut.ask("GET", PATH, "s2", 404), "request_id": ""} == {**nowhere, "request_id": ""}
    matches(shut, "s1")
    say(shut, ids(matches(shut, "s1"))[0], "good", "s2", 404)


def test_a_changed_job_begins_a_new_list(other: Crowd) -> None:
    crowd, path = other, "/v1/jobs/j2/recommendations"
    cursor = matches(crowd, path=path, limit=1)["next"]
    assert matches(crowd, path=path, limit=1, cursor=cursor)["hits"]
    crowd.house.push({"kind": "job", "id": "j2", "title": "Welder", "modified": "2025-06-01"})
    found = crowd.ask("GET", path, None, 400, params={"cursor": cursor})
    assert found["code"] == "invalid_cursor"
    wrong = matches(crowd, limit=1)["next"]
    assert (
        crowd.ask("GET", "/v1/jobs/j2/recommendations", None, 400, params={"cursor": wrong})["code"] == "invalid_cursor"
    )


def test_who_must_not_be_contacted_is_left_out(other: Crowd) -> None:
    crowd = other
    crowd.house.push(
        candidate(3, id="silent", current_title="Baker", do_not_contact=True), candidate(6, current_title="Baker")
    )
    crowd.house.drain()
    page = matches(crowd, limit=200)
    named = [name for hit in page["hits"] for name in hit["candidates"]]
    assert page["total"] == len(page["hits"])
    assert "c6" in named
    assert "silent" not in named


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "good"},
        {"person": "x", "kind": "great"},
        {"person": "", "kind": "good"},
        {"person": "x", "kind": "good", "note": "n" * 2_001},
        {"person": "x", "kind": "good", "seat": "s2"},
        {"person": ["x"], "kind": "good"},
        "good",
    ],
)
def test_hostile_feedback(crowd: Crowd, body: Any) -> None:
    assert crowd.ask("POST", f"{PATH}/feedback", "s1", 422, json=body)["code"] == "invalid_input"


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"explain": "maybe"}])
def test_hostile_parameters(crowd: Crowd, params: dict[str, Any]) -> None:
    assert crowd.ask("GET", PATH, None, 422, params=params)["code"] == "invalid_input"


def test_feedback_about_a_person_that_is_erased_hides_nobody_else(other: Crowd) -> None:
    (cleo,) = [hit for hit in matches(other, limit=200)["hits"] if hit["candidates"] == ["c5"]]
    say(other, cleo["id"], "hidden", "s2")
    with other.house.parts.store.writing(other.house.tenant, actor="erase") as tx:
        tx.vault.shred([RecordId(other.house.link("c5").record)])
    other.house.delete("candidate", "c5")
    other.house.drain()
    assert matches(other, "s2")["hits"]

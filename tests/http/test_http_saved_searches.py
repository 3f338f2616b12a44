"""A seat's saved searches are its own, and find the people of today."""

from typing import Any

import pytest

from entities.ids import ContractId, SeatId
from service.flows import saved_search
from store import product
from tests.http.conftest import Town
from tests.http.crowd import SEARCHER, Crowd, candidate, crowd_in

BODY: dict[str, Any] = {
    "name": "Bakers",
    "text": "title:(baker OR  nurse) NOT bonn",
    "filters": {"in_ats": ["true"]},
    "facets": ["location"],
    "sort": "recency",
}
PATH = "/v1/saved-searches"


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "crowd")


@pytest.fixture(scope="module")
def other(crowd: Crowd) -> Crowd:
    return crowd_in(crowd.town, "other", members=0, candidates=0)


def keep(crowd: Crowd, viewer: str | None = "s1", status: int = 201, **fields: Any) -> dict[str, Any]:
    return crowd.ask("POST", PATH, viewer, status, json={**BODY, **fields})


def test_a_search_is_kept_as_it_was_understood(crowd: Crowd) -> None:
    kept = keep(crowd)
    assert kept["text"] == "(title:baker OR title:nurse) NOT bonn"
    assert kept["where"]["op"] == "and"
    assert (kept["name"], kept["filters"], kept["facets"], kept["sort"]) == (
        "Bakers",
        BODY["filters"],
        ["location"],
        "recency",
    )
    assert crowd.ask("GET", f"{PATH}/{kept['number']}", "s1") == kept
    assert kept in crowd.ask("GET", PATH, "s1")["items"]


def test_it_runs_like_the_search_that_was_kept(crowd: Crowd) -> None:
    number = keep(crowd)["number"]
    fresh = crowd.search("s1", **{key: value for key, value in BODY.items() if key != "name"}, explain=True)
    run = crowd.ask("GET", f"{PATH}/{number}/people?explain=true&limit=25", "s1")
    timed = {"took_ms", "hits"}
    assert {key: run[key] for key in run if key not in timed} == {key: fresh[key] for key in fresh if key not in timed}
    assert [hit["id"] for hit in run["hits"]] == [hit["id"] for hit in fresh["hits"]] != []
    assert all(hit["why"] for hit in run["hits"])
    first = crowd.ask("GET", f"{PATH}/{number}/people?limit=1&highlight=true", "s1")
    assert first["hits"][0]["highlights"]
    second = crowd.ask("GET", f"{PATH}/{number}/people", "s1", params={"limit": 100, "cursor": first["next"]})
    assert [hit["id"] for page in (first, second) for hit in page["hits"]] == [hit["id"] for hit in fresh["hits"]]


def test_it_finds_the_people_of_today(crowd: Crowd) -> None:
    number = keep(crowd, text="falconer")["number"]
    assert crowd.ask("GET", f"{PATH}/{number}/people", "s1")["total"] == 0
    crowd.house.push(candidate(5, id="new", current_title="Falconer"))
    crowd.house.drain()
    assert crowd.ask("GET", f"{PATH}/{number}/people", "s1")["total"] == 1


def test_others_have_no_such_search(crowd: Crowd, other: Crowd) -> None:
    number = keep(crowd)["number"]
    unknown = crowd.ask("GET", f"{PATH}/999999", "s1", 404)
    for who, viewer in ((crowd, "s2"), (crowd, None), (other, "s1"), (other, None)):
        for method, path in (
            ("GET", f"{PATH}/{number}"),
            ("GET", f"{PATH}/{number}/people"),
            ("DELETE", f"{PATH}/{number}"),
        ):
            refused = who.ask(method, path, viewer, 404)
            assert {**refused, "request_id": ""} == {**unknown, "request_id": ""}
        assert number not in [one["number"] for one in who.ask("GET", PATH, viewer)["items"] if who is crowd]
    assert crowd.ask("GET", f"{PATH}/{number}", "s1")["number"] == number


def test_a_client_that_looks_as_all_seats_keeps_its_own(crowd: Crowd) -> None:
    mine = keep(crowd, None)["number"]
    assert crowd.ask("GET", f"{PATH}/{mine}")["number"] == mine
    another = crowd.town.token(crowd.house)
    assert crowd.town.call("GET", f"{PATH}/{mine}", another).status_code == 404
    assert crowd.town.call("GET", PATH, another).json() == {"items": [], "next": None}
    crowd.ask("GET", f"{PATH}/{mine}", "s1", 404)


def test_a_contract_named_like_a_client_gets_nothing_of_it(crowd: Crowd) -> None:
    client = crowd.town.client(crowd.house)
    crowd.town.seat(crowd.house, "spy", contract=client)
    token = crowd.town.token(crowd.house, client=client)
    number = crowd.town.call("POST", PATH, token, json=BODY).json()["number"]
    spy = crowd.town.token(crowd.house, *SEARCHER, contracts=(client,))
    assert crowd.town.call("GET", f"{PATH}/{number}", spy, viewer="spy").status_code == 404
    assert crowd.town.call("GET", PATH, spy, viewer="spy").json()["items"] == []


def test_lists_go_on_from_the_newest(other: Crowd) -> None:
    crowd = other
    numbers = [keep(crowd, name=f"search {number}")["number"] for number in range(7)]
    found, cursor = [], None
    while True:
        page = crowd.ask("GET", PATH, "s1", params={"limit": 3, **({"cursor": cursor} if cursor else {})})
        found += [one["number"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        crowd.ask("GET", PATH, "s2", 400, params={"cursor": cursor})
    assert found == numbers[::-1]
    for number in numbers:
        crowd.ask("DELETE", f"{PATH}/{number}", "s1", 204)


def test_what_is_deleted_is_gone(crowd: Crowd) -> None:
    number = keep(crowd)["number"]
    assert crowd.ask("DELETE", f"{PATH}/{number}", "s1", 204) == {}
    crowd.ask("DELETE", f"{PATH}/{number}", "s1", 404)
    crowd.ask("GET", f"{PATH}/{number}", "s1", 404)


def test_the_same_key_keeps_one(crowd: Crowd) -> None:
    headers = {"Idempotency-Key": "once"}
    first = crowd.ask("POST", PATH, "s1", 201, json=BODY, headers=headers)
    assert crowd.ask("POST", PATH, "s1", 201, json=BODY, headers=headers) == first
    other = crowd.ask("POST", PATH, "s1", 422, json={**BODY, "name": "other"}, headers=headers)
    assert other["code"] == "idempotency_key_reused"


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"name": ""}, 422, "invalid_input"),
        ({"name": " \u200b"}, 422, "invalid_input"),
        ({"name": "x" * 201}, 422, "invalid_input"),
        ({"text": "a AND"}, 422, "invalid_query"),
        ({"text": "\u00e9" * 6_000}, 413, "too_large"),
        ({"filters": {"nope": ["x"]}}, 422, "invalid_query"),
        ({"seat": "s2"}, 422, "invalid_input"),
        ({"limit": 5}, 422, "invalid_input"),
        ({"sort": None}, 422, "invalid_input"),
    ],
)
def test_hostile_bodies(crowd: Crowd, fields: dict[str, Any], status: int, code: str) -> None:
    before = len(crowd.ask("GET", PATH, "s1", params={"limit": 200})["items"])
    assert keep(crowd, status=status, **fields)["code"] == code
    assert len(crowd.ask("GET", PATH, "s1", params={"limit": 200})["items"]) == before


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "99999999999999999999", "\u0661"])
def test_odd_numbers(crowd: Crowd, number: str) -> None:
    answer = crowd.town.call("GET", f"{PATH}/{number}", crowd.seated, viewer="s1")
    assert answer.status_code in (404, 422)


def test_a_seat_keeps_a_bounded_number(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    with crowd.house.parts.store.reading(crowd.house.tenant) as tx:
        held = product.count(tx, "saved_search", contract=ContractId("main"), seat=SeatId("s2"))
    monkeypatch.setattr(saved_search, "MOST", held + 1)
    keep(crowd, "s2")
    assert keep(crowd, "s2", 422)["code"] == "invalid_input"


def test_writing_needs_the_scope(crowd: Crowd) -> None:
    reader = crowd.town.token(crowd.house, "people:read", "all_seats")
    for method, path in (("POST", PATH), ("DELETE", f"{PATH}/1")):
        answer = crowd.town.call(method, path, reader, json=BODY if method == "POST" else None)
        assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")

"""Contracts and seats are opened, changed, moved and closed, nobody sees those of others, and the trail tells it."""

from typing import Any

import pytest

from entities.ids import ContractId, SeatId
from store import audit, seats
from tests.http.conftest import Town
from tests.service.conftest import House

SEAT = {"contract": "main", "role": "recruiter", "licence": "full", "name": "Rita Rose", "email": "rita@example.com"}


@pytest.fixture
def house(shared_town: Town, request: pytest.FixtureRequest) -> House:
    return shared_town.house(request.node.name)


def trail(town: Town, house: House) -> list[tuple[str, str]]:
    with town.parts.store.reading(house.tenant) as tx:
        return [(one.action, one.kind) for one in audit.read(tx) if one.kind in ("contract", "seat")]


def open_main(town: Town, token: str) -> None:
    assert town.call("PUT", "/v1/contracts/main", token, json={"name": "Main"}).status_code == 200
    assert town.call("PUT", "/v1/seats/s1", token, json=SEAT).status_code == 200


def test_a_contract_is_opened_renamed_closed_and_opened_again(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house, "seats:read", "seats:write")
    made = town.call("PUT", "/v1/contracts/main", token, json={"name": "Main"})
    assert (made.status_code, made.json()["id"], made.json()["closed_at"]) == (200, "main", None)
    renamed = town.call("PUT", "/v1/contracts/main", token, json={"name": "  Other "}).json()
    assert renamed == {**made.json(), "name": "Other"}
    town.call("PUT", "/v1/contracts/main", token, json={"name": "Other"})  # changes nothing, so it leaves no trace
    assert town.call("DELETE", "/v1/contracts/main", token).status_code == 204
    assert town.call("GET", "/v1/contracts/main", token).json()["closed_at"] is not None
    assert town.call("DELETE", "/v1/contracts/main", token).status_code == 404
    assert town.call("PUT", "/v1/contracts/main", token, json={"name": "Other"}).json()["closed_at"] is None
    actions = ("open", "change", "close", "open")
    assert trail(town, house) == [(f"contract.{action}", "contract") for action in actions]


def test_a_seat_is_given_changed_moved_and_taken_away(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house, "seats:read", "seats:write")
    open_main(town, token)
    town.call("PUT", "/v1/contracts/second", token, json={"name": "Second"})
    seat = town.call("GET", "/v1/seats/s1", token).json()
    assert {name: seat[name] for name in SEAT} == SEAT
    moved = town.call("PUT", "/v1/seats/s1", token, json={**SEAT, "contract": "second", "role": "admin"}).json()
    assert (moved["contract"], moved["role"], moved["opened_at"]) == ("second", "admin", seat["opened_at"])
    assert town.call("GET", "/v1/contracts/main/seats", token).json()["items"] == []
    assert town.call("GET", "/v1/contracts/second/seats", token).json()["items"] == [moved]
    assert town.call("DELETE", "/v1/seats/s1", token).status_code == 204
    assert town.call("DELETE", "/v1/seats/s1", token).status_code == 404
    again = town.call("PUT", "/v1/seats/s1", token, json={"contract": "main", "role": "recruiter"}).json()
    assert (again["closed_at"], again["name"], again["email"], again["licence"]) == (None, "", None, "")
    with town.parts.store.reading(house.tenant) as tx:
        changes = [one for one in audit.read(tx) if one.kind == "seat" and one.action != "record.read"]
        assert changes[1].details["fields"] == ["contract", "role"]
        assert changes[1].subjects == (tx.vault.pseudonym("s1"),)
        assert "Rita" not in str([one.details for one in changes])
    assert [one.action for one in changes] == ["seat.open", "seat.change", "seat.close", "seat.open"]


def test_lists_go_on_where_they_ended_and_take_no_other_cursor(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house, "seats:read", "seats:write")
    names = [f"c{number}" for number in range(5)]
    for name in (*names, "main"):
        town.call("PUT", f"/v1/contracts/{name}", token, json={"name": name})
    for number in range(5):
        town.call("PUT", f"/v1/seats/s{number}", token, json=SEAT)
    for path, expected in (
        ("/v1/contracts", [*names, "main"]),
        ("/v1/contracts/main/seats", [f"s{number}" for number in range(5)]),
    ):
        seen, cursor, cursors = [], None, []
        while True:
            params = {"limit": 2, **({} if cursor is None else {"cursor": cursor})}
            page = town.call("GET", path, token, params=params).json()
            seen += [one["id"] for one in page["items"]]
            assert 0 < len(page["items"]) <= 2
            cursor = page["next"]
            if cursor is None:
                break
            cursors.append(cursor)
        assert seen == expected
        for other in ("/v1/contracts", "/v1/contracts/main/seats", "/v1/contracts/c0/seats"):
            answer = town.call("GET", other, token, params={"cursor": cursors[0]})
            assert answer.status_code == (200 if other == path else 400), other


WRONG: dict[str, tuple[str, Any]] = {
    "an unknown field": ("/v1/seats/s9", {**SEAT, "opened_at": "2026-01-01T00:00:00Z"}),
    "an unknown role": ("/v1/seats/s9", {**SEAT, "role": "owner"}),
    "no contract": ("/v1/seats/s9", {"role": "admin"}),
    "an address that is none": ("/v1/seats/s9", {**SEAT, "email": "rita"}),
    "a contract's odd id": ("/v1/seats/s9", {**SEAT, "contract": "a b"}),
    "an odd id": ("/v1/seats/a%20b", SEAT),
    "an id too long": ("/v1/seats/" + "a" * 65, SEAT),
    "a contract without a name": ("/v1/contracts/c9", {"name": " "}),
    "a contract that says when it closed": ("/v1/contracts/c9", {"name": "x", "closed_at": None}),
    "a list": ("/v1/contracts/c9", []),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_can_not_be_taken_leaves_nothing(shared_town: Town, what: str) -> None:
    house = shared_town.house("wrong")
    path, body = WRONG[what]
    token = shared_town.token(house, "seats:read", "seats:write")
    answer = shared_town.call("PUT", path, token, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input"), answer.text
    assert "Rita" not in answer.text
    with shared_town.parts.store.reading(house.tenant) as tx:
        assert seats.contracts(tx) == []
        assert seats.find_seat(tx, SeatId("s9")) is None


def test_ids_of_64_letters_with_all_signs_are_taken(shared_town: Town, house: House) -> None:
    token = shared_town.token(house, "seats:read", "seats:write")
    name = "Az09._-" + "z" * 57
    assert shared_town.call("PUT", f"/v1/contracts/{name}", token, json={"name": "x"}).json()["id"] == name


def test_a_seat_needs_an_open_contract(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house, "seats:read", "seats:write")
    unknown = town.call("PUT", "/v1/seats/s1", token, json=SEAT)
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (404, "/contract")
    open_main(town, token)
    town.call("DELETE", "/v1/contracts/main", token)
    closed = town.call("PUT", "/v1/seats/s2", token, json=SEAT)
    assert {**closed.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}


def test_who_acts_in_some_contracts_sees_and_changes_no_others(shared_town: Town, house: House) -> None:
    town, everything = shared_town, shared_town.token(house, "seats:read", "seats:write")
    town.call("PUT", "/v1/contracts/mine", everything, json={"name": "Mine"})
    open_main(town, everything)
    some = town.token(house, "seats:read", "seats:write", "act_as", contracts=("mine",))
    assert [one["id"] for one in town.call("GET", "/v1/contracts", some).json()["items"]] == ["mine"]
    refused: tuple[tuple[str, str, Any], ...] = (
        ("GET", "/v1/contracts/main", None),
        ("PUT", "/v1/contracts/main", {"name": "Stolen"}),
        ("PUT", "/v1/contracts/new", {"name": "New"}),
        ("DELETE", "/v1/contracts/main", None),
        ("GET", "/v1/contracts/main/seats", None),
        ("GET", "/v1/seats/s1", None),
        ("PUT", "/v1/seats/s1", {**SEAT, "contract": "mine"}),
        ("PUT", "/v1/seats/s2", SEAT),
        ("DELETE", "/v1/seats/s1", None),
    )
    with town.parts.store.reading(house.tenant) as tx:
        before = (seats.contracts(tx), seats.seats(tx, ContractId("main")))
    for method, path, body in refused:
        answer = town.call(method, path, some, json=body)
        assert answer.status_code == 404, (method, path)
    with town.parts.store.reading(house.tenant) as tx:
        assert (seats.contracts(tx), seats.seats(tx, ContractId("main"))) == before
    assert town.call("PUT", "/v1/seats/s3", some, json={**SEAT, "contract": "mine"}).status_code == 200
    every = town.token(house, "seats:read", "act_as", "all_seats", contracts=("mine",))
    assert len(town.call("GET", "/v1/contracts", every).json()["items"]) == 2


def test_reading_and_changing_need_their_scopes(shared_town: Town, house: House) -> None:
    town = shared_town
    open_main(town, town.token(house, "seats:write"))
    reader, writer = town.token(house, "seats:read"), town.token(house, "seats:write")
    for path in ("/v1/contracts", "/v1/contracts/main", "/v1/contracts/main/seats", "/v1/seats/s1"):
        assert town.call("GET", path, reader).status_code == 200
        assert town.call("GET", path, writer).status_code == 403
    for method, path, body in (
        ("PUT", "/v1/seats/s1", SEAT),
        ("PUT", "/v1/contracts/main", {"name": "x"}),
        ("DELETE", "/v1/seats/s1", None),
        ("DELETE", "/v1/contracts/main", None),
    ):
        assert town.call(method, path, reader, json=body).status_code == 403


def test_reading_seats_is_noted_as_reading_persons(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house, "seats:read", "seats:write")
    open_main(town, token)
    town.call("GET", "/v1/seats/s1", token)
    town.call("GET", "/v1/contracts/main/seats", token)
    town.service.reads.flush()
    with town.parts.store.reading(house.tenant) as tx:
        noted = [one for one in audit.read(tx) if one.action == "record.read"]
        assert [one.subjects for one in noted] == [(tx.vault.pseudonym("s1"),)] * 3
    assert {one.kind for one in noted} == {"seat"}

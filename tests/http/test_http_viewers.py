"""Who looks is a seat that is open, in an open contract, and the client's; all others are nobody, and told alike."""

import pytest

from tests.http.conftest import Town
from tests.service.conftest import House

PATH = "/v1/candidates/c1"


@pytest.fixture
def house(shared_town: Town, request: pytest.FixtureRequest) -> House:
    made = shared_town.house(request.node.name)
    made.push({"kind": "candidate", "id": "c1", "name": "Ann Smith"})
    shared_town.seat(made, "s1")
    return made


def test_without_a_viewer_only_who_may_look_as_all_seats_reads(shared_town: Town, house: House) -> None:
    town = shared_town
    for scopes in (("records:read",), ("records:read", "act_as")):
        answer = town.call("GET", PATH, town.token(house, *scopes, contracts=("main",)))
        assert (answer.status_code, answer.json()["code"]) == (403, "viewer_needed")
        assert "Ann" not in answer.text
    assert town.call("GET", PATH, town.token(house, "records:read", "all_seats")).status_code == 200


def test_who_may_not_look_is_told_as_if_there_were_no_such_seat(shared_town: Town, house: House) -> None:
    town, other = shared_town, shared_town.house("the others of viewers")
    town.seat(house, "closed")
    town.seat(house, "elsewhere", "not the clients")
    town.seat(house, "over", "ended")
    town.seat(other, "theirs")
    whole = town.token(house)
    assert town.call("DELETE", "/v1/seats/closed", whole).status_code == 204
    assert town.call("DELETE", "/v1/contracts/ended", whole).status_code == 204
    some = town.token(house, "records:read", "act_as", contracts=("main", "ended"))
    none = town.token(house, "records:read")
    assert town.call("GET", PATH, some, viewer="s1").status_code == 200
    bodies = set()
    refused = [(some, seat) for seat in ("unknown", "closed", "elsewhere", "over", "theirs", "S1", "s1 x", "")]
    refused += [(whole, seat) for seat in ("unknown", "closed", "over", "theirs")]
    refused += [(none, seat) for seat in ("s1", "unknown")]
    for token, seat in refused:
        answer = town.call("GET", PATH, token, viewer=seat)
        assert answer.status_code == 404, seat
        bodies.add(str({**answer.json(), "request_id": ""}))
    assert len(bodies) == 1
    assert "Ann" not in str(bodies)


def test_closing_and_opening_take_effect_at_once(shared_town: Town, house: House) -> None:
    town, whole = shared_town, shared_town.token(house)
    some = town.token(house, "records:read", "act_as", contracts=("main", "second"))
    for path in ("/v1/contracts/main", "/v1/seats/s1"):
        before = town.call("GET", path, whole).json()
        assert town.call("GET", PATH, some, viewer="s1").status_code == 200
        town.call("DELETE", path, whole)
        assert town.call("GET", PATH, some, viewer="s1").status_code == 404
        names = ("name",) if "contracts" in path else ("contract", "role", "licence", "name", "email")
        assert town.call("PUT", path, whole, json={name: before[name] for name in names}).status_code == 200
        assert town.call("GET", PATH, some, viewer="s1").status_code == 200
    town.call("PUT", "/v1/contracts/second", whole, json={"name": "x"})
    for contract, expected in (("second", 200), ("third", 404), ("main", 200)):
        town.call("PUT", f"/v1/contracts/{contract}", whole, json={"name": "x"})
        town.call("PUT", "/v1/seats/s1", whole, json={"contract": contract, "role": "admin"})
        assert town.call("GET", PATH, some, viewer="s1").status_code == expected


def test_a_record_that_is_not_there_is_told_to_seats_only(shared_town: Town, house: House) -> None:
    town, some = shared_town, shared_town.token(house, "records:read", "act_as", contracts=("main",))
    assert town.call("GET", "/v1/candidates/unknown", some).status_code == 403
    assert town.call("GET", "/v1/candidates/unknown", some, viewer="s1").status_code == 404

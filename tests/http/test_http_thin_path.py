"""One request goes all the way: token, seat, store, answer."""

from tests.http.conftest import Town


def test_a_candidate_is_read_by_a_seat_and_by_no_other_tenant(town: Town) -> None:
    acme, other = town.house("acme"), town.house("other")
    acme.push({"kind": "candidate", "id": "c1", "name": "Ann Smith"})
    town.seat(acme, "s1")
    token = town.token(acme, "records:read", "act_as", contracts=("main",))
    found = town.call("GET", "/v1/candidates/c1", token, viewer="s1")
    assert found.status_code == 200, found.text
    assert found.json()["record"]["name"] == "Ann Smith"
    assert town.call("GET", "/v1/candidates/c1", token).json()["code"] == "viewer_needed"
    foreign = town.call("GET", "/v1/candidates/c1", town.token(other, "records:read", "all_seats"))
    assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found")
    assert town.call("GET", "/v1/candidates/c1", "x" + token).status_code == 401

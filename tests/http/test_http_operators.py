"""Operators have named accounts, and secrets that are shown once; somebody can always make another."""

from typing import Any

import pytest

from service.credentials import is_secret
from service.flows.operators import list_operators
from service.scopes import OPERATOR_SCOPES, SCOPES
from tests.http.conftest import Town
from tests.http.desk import GRANT, Desk


@pytest.fixture(scope="module")
def desk(shared_town: Town) -> Desk:
    """Open the admin port of the module's town."""
    return Desk(shared_town)


@pytest.fixture(autouse=True)
def _no_failures_yet(shared_town: Town) -> None:
    """Let each test fail as often as it likes: the limiter counts by the one address that all have."""
    shared_town.service.failures._limiter.storage.reset()


def made(desk: Desk, token: str, name: str, *scopes: str) -> dict[str, Any]:
    answer = desk.call("POST", "/operators", token, json={"name": name, "scopes": scopes})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_an_operator_is_made_signs_in_and_is_closed(desk: Desk) -> None:
    token = desk.token()
    secret = made(desk, token, "robin", "tenants:read")["secret"]
    assert is_secret(secret)
    assert secret.startswith("tj_admin_")
    got = desk.http.post("/oauth/token", data=GRANT, auth=("robin", secret))
    assert (got.json()["scope"], got.headers["cache-control"]) == ("tenants:read", "no-store")
    robins = got.json()["access_token"]
    assert desk.call("GET", "/tenants", robins).status_code == 200
    assert desk.call("GET", "/operators", robins).json()["code"] == "insufficient_scope"
    listed = desk.call("GET", "/operators", token)
    assert secret not in listed.text
    assert ("robin", ["tenants:read"]) in [(one["name"], one["scopes"]) for one in listed.json()["items"]]
    assert desk.call("DELETE", "/operators/robin", token).status_code == 204
    assert desk.call("GET", "/tenants", robins).status_code == 401
    assert desk.http.post("/oauth/token", data=GRANT, auth=("robin", secret)).json()["error"] == "invalid_client"
    assert desk.call("DELETE", "/operators/robin", token).status_code == 404


def test_a_token_holds_what_was_asked_for(desk: Desk) -> None:
    proof = desk.operator()
    got = desk.http.post("/oauth/token", data={**GRANT, "scope": "members:read"}, auth=proof).json()
    assert got["scope"] == "members:read"
    assert desk.call("GET", "/tenants", got["access_token"]).json()["code"] == "insufficient_scope"
    for scope in ("records:read", "nonsense", "members:read all_seats"):
        assert (
            desk.http.post("/oauth/token", data={**GRANT, "scope": scope}, auth=proof).json()["error"]
            == "invalid_scope"
        )


def test_nobody_makes_an_operator_who_may_do_more(desk: Desk) -> None:
    token = desk.token("operators:write", "tenants:read")
    for scopes in (["tenants:enter"], ["tenants:read", "members:write"], ["nonsense"], ["records:read"]):
        answer = desk.call("POST", "/operators", token, json={"name": "more", "scopes": scopes})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    made(desk, token, "as-much", "tenants:read", "operators:write")


@pytest.mark.parametrize(
    "name", ["", "x", "Kim", "kim smith", "operator:kim", "-kim", "kim\n", "k" * 64, "../kim", "kím", 7]
)
def test_odd_names_are_refused(desk: Desk, name: object) -> None:
    before = list_operators(desk.town.parts)
    answer = desk.call("POST", "/operators", desk.token(), json={"name": name, "scopes": []})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert len(list_operators(desk.town.parts)) == len(before) + 1  # who asked


def test_a_name_is_never_given_again(desk: Desk) -> None:
    token = desk.token()
    made(desk, token, "once-only")
    desk.call("DELETE", "/operators/once-only", token)
    answer = desk.call("POST", "/operators", token, json={"name": "once-only", "scopes": []})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/name")


def test_the_last_who_may_make_operators_stays(town: Town) -> None:
    desk = Desk(town)
    name, secret = desk.operator()
    token = desk.http.post("/oauth/token", data=GRANT, auth=(name, secret)).json()["access_token"]
    answer = desk.call("DELETE", f"/operators/{name}", token)
    assert (answer.status_code, answer.json()["code"]) == (409, "refused")
    made(desk, token, "successor", "operators:write")
    assert desk.call("DELETE", f"/operators/{name}", token).status_code == 204


def test_operators_prove_themselves_by_secrets_only(desk: Desk) -> None:
    name, _ = desk.operator()
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    form = {**GRANT, "client_id": name, "client_assertion": "a.b.c", "client_assertion_type": kind}
    assert desk.http.post("/oauth/token", data=form).json()["error"] == "invalid_request"
    assert (
        desk.http.post("/oauth/revoke", data={"token": "x"}, auth=(name, "wrong")).json()["error"] == "invalid_client"
    )


def test_whoever_is_wrong_is_told_the_same(desk: Desk) -> None:
    name, secret = desk.operator()
    desk.call("DELETE", f"/operators/{name}", desk.token())
    client = desk.town.client(desk.town.house("a client"))
    proofs = [(name, secret), (name, "wrong"), ("nobody-here", secret), (client, "x"), (f"operator:{name}", secret)]
    answers = [desk.http.post("/oauth/token", data=GRANT, auth=proof) for proof in proofs]
    assert {answer.status_code for answer in answers} == {401}
    assert len({str({**answer.json(), "request_id": ""}) for answer in answers}) == 1


def test_an_operators_token_is_given_back(desk: Desk) -> None:
    proof = desk.operator()
    one, two = (desk.http.post("/oauth/token", data=GRANT, auth=proof).json()["access_token"] for _ in range(2))
    for token in (one, "nonsense"):
        assert desk.http.post("/oauth/revoke", data={"token": token}, auth=proof).status_code == 200
    assert [desk.call("GET", "/tenants", token).status_code for token in (one, two)] == [401, 200]
    assert desk.http.post("/oauth/revoke", data={"token": two}, auth=desk.operator()).json()["error"] == "invalid_grant"


def test_scopes_of_operators_are_described() -> None:
    for name, text in (*SCOPES.items(), *OPERATOR_SCOPES.items()):
        assert text.endswith("."), name

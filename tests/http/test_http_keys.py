"""A tenant makes, changes and revokes its own clients, which may never do more than who made them."""

import re
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.ids import InstanceId
from service.credentials import BODY_LETTERS, CHECK_LETTERS, DIGITS, SecretKind, in_letters, is_secret, new_secret
from store import audit, control
from tests.http.conftest import Town
from tests.service.conftest import House

GRANT = {"grant_type": "client_credentials"}
ALL = ("keys:read", "keys:write", "records:read", "records:write", "all_seats")
KINDS: tuple[SecretKind, ...] = ("live", "test", "admin")


def key_of(town: Town, token: str, *scopes: str, **more: Any) -> dict[str, Any]:
    """Make a client, which must work."""
    answer = town.call("POST", "/v1/keys", token, json={"name": "made", "scopes": scopes, **more})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def token_for(town: Town, made: dict[str, Any]) -> httpx2.Response:
    return town.http.post("/oauth/token", data=GRANT, auth=(made["key"]["id"], made["secret"]["secret"]))


def test_a_key_is_made_used_and_revoked(shared_town: Town) -> None:
    town = shared_town
    house = town.house("keys")
    token = town.token(house, *ALL)
    made = key_of(town, token, "records:read", "all_seats")
    key, secret = made["key"], made["secret"]["secret"]
    assert is_secret(secret)
    assert secret.startswith("tj_live_")
    assert (key["instance"], key["scopes"]) == ("ats", ["all_seats", "records:read"])
    got = token_for(town, made)
    assert town.call("GET", "/v1/candidates", got.json()["access_token"]).status_code == 200
    assert town.call("DELETE", f"/v1/keys/{key['id']}", token).status_code == 204
    assert town.call("GET", "/v1/candidates", got.json()["access_token"]).status_code == 401
    assert token_for(town, made).status_code == 401
    shown = town.call("GET", f"/v1/keys/{key['id']}", token).json()
    assert shown["revoked_at"] is not None
    for method, path in (("DELETE", ""), ("POST", "/secrets"), ("DELETE", "/secrets/1"), ("PUT", "")):
        body = {"json": {"scopes": []} if method == "PUT" else {}} if method != "DELETE" else {}
        assert town.call(method, f"/v1/keys/{key['id']}{path}", token, **body).status_code == 404


def test_a_secret_is_shown_by_the_answer_that_made_it_and_by_no_other(shared_town: Town) -> None:
    town = shared_town
    token = town.token(town.house("shown once"), *ALL)
    made = key_of(town, token, "records:read")
    second = town.call("POST", f"/v1/keys/{made['key']['id']}/secrets", token, json={}).json()
    secrets = [made["secret"]["secret"], second["secret"]]
    assert (made["secret"]["number"], second["number"]) == (1, 2)
    assert 'secret":' not in str(made["key"])
    for path in ("/v1/keys", f"/v1/keys/{made['key']['id']}", "/v1/audit"):
        answer = town.call("GET", path, town.token(town.house("shown once"), "keys:read", "audit:read"))
        assert answer.status_code == 200, answer.text
        for secret in secrets:
            assert secret not in answer.text
            assert secret[8:30] not in answer.text
    numbers = [one["number"] for one in town.call("GET", f"/v1/keys/{made['key']['id']}", token).json()["secrets"]]
    assert numbers == [1, 2]


def test_a_secret_is_replaced_without_a_pause(shared_town: Town) -> None:
    town = shared_town
    token = town.token(town.house("replaced"), *ALL)
    made = key_of(town, token, "records:read")
    path = f"/v1/keys/{made['key']['id']}/secrets"
    ends = (town.parts.clock() + timedelta(days=1)).isoformat()
    second = town.call("POST", path, token, json={"expires_at": ends})
    assert datetime.fromisoformat(second.json()["expires_at"]) == datetime.fromisoformat(ends)
    third = town.call("POST", path, token, json={})
    assert (third.status_code, third.json()["code"]) == (422, "invalid_input")
    assert town.call("DELETE", f"{path}/1", token).status_code == 204
    assert town.call("DELETE", f"{path}/1", token).status_code == 404
    assert token_for(town, made).status_code == 401
    made["secret"] = second.json()
    assert token_for(town, made).status_code == 200
    assert town.call("POST", path, token, json={}).json()["number"] == 3


@pytest.mark.parametrize("expires_at", ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00", "soon", 7, ""])
def test_a_secret_that_would_be_over_is_not_made(shared_town: Town, expires_at: object) -> None:
    token = shared_town.token(shared_town.house("over"), *ALL)
    body = {"name": "x", "scopes": ["records:read"], "expires_at": expires_at}
    answer = shared_town.call("POST", "/v1/keys", token, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_nobody_gives_what_they_lack(shared_town: Town) -> None:
    town = shared_town
    house = town.house("giving")
    for contract in ("main", "north", "south"):
        town.seat(house, f"seat of {contract}", contract)
    token = town.token(house, "keys:write", "records:read", "act_as", contracts=("main", "north"))
    for scopes, contracts, pointer in (
        (["records:write", "act_as"], [], "/scopes/0"),
        (["act_as", "all_seats"], [], "/scopes/1"),
        (["act_as"], ["south"], "/contracts/0"),
        (["act_as"], ["main", "*"], "/contracts/1"),
        (["records:read"], [], "/scopes"),  # would see every contract, as who made it doesn't
    ):
        answer = town.call("POST", "/v1/keys", token, json={"name": "x", "scopes": scopes, "contracts": contracts})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer), answer.text
    made = key_of(town, token, "records:read", "act_as", contracts=["north"])
    change = {"scopes": ["records:write", "act_as"], "contracts": ["north"]}
    assert town.call("PUT", f"/v1/keys/{made['key']['id']}", token, json=change).status_code == 422
    everywhere = town.token(house, "keys:write", "act_as", "all_seats")
    assert key_of(town, everywhere, "act_as", contracts=["south"])["key"]["contracts"] == ["south"]


def test_a_contract_that_is_not_the_tenants_is_none(shared_town: Town) -> None:
    town = shared_town
    house, other = town.house("naming"), town.house("naming elsewhere")
    for held, contract in ((house, "ours"), (house, "closed"), (other, "theirs")):
        town.seat(held, f"seat of {contract}", contract)
    token = town.token(house)
    assert town.call("DELETE", "/v1/contracts/closed", token).status_code == 204
    key = key_of(town, token, "act_as", contracts=["ours", "closed"])["key"]["id"]
    for method, path in (("POST", "/v1/keys"), ("PUT", f"/v1/keys/{key}")):
        said = []
        for contract in ("theirs", "nobodys"):
            body = {
                "scopes": ["act_as"],
                "contracts": ["ours", contract],
                **({"name": "x"} if method == "POST" else {}),
            }
            answer = town.call(method, path, token, json=body)
            assert answer.status_code == 404
            said.append({**answer.json(), "request_id": ""})
        assert said[0] == said[1]
        assert said[0]["errors"][0]["pointer"] == "/contracts/1"
    assert len(town.call("GET", "/v1/keys", token).json()["items"]) == 2  # the caller and the one made


def test_nobody_gets_a_secret_of_a_client_that_may_do_more(shared_town: Town) -> None:
    town = shared_town
    house = town.house("climbing")
    strong = key_of(town, town.token(house, *ALL), "records:write", "keys:read")
    weak = town.token(house, "keys:write", "keys:read")
    answer = town.call("POST", f"/v1/keys/{strong['key']['id']}/secrets", weak, json={})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert town.call(
        "POST", f"/v1/keys/{key_of(town, weak, 'keys:read')['key']['id']}/secrets", weak, json={}
    ).is_success


def test_a_key_may_do_less_from_now_on(shared_town: Town) -> None:
    town = shared_town
    token = town.token(town.house("less"), *ALL)
    made = key_of(town, token, "records:read", "all_seats", "keys:read")
    got = token_for(town, made).json()["access_token"]
    assert town.call("GET", "/v1/keys", got).status_code == 200
    changed = town.call("PUT", f"/v1/keys/{made['key']['id']}", token, json={"scopes": ["records:read", "all_seats"]})
    assert changed.json()["scopes"] == ["all_seats", "records:read"]
    assert town.call("GET", "/v1/keys", got).json()["code"] == "insufficient_scope"
    assert token_for(town, made).json()["scope"] == "all_seats records:read"


def test_another_tenants_key_is_as_unknown_as_none(shared_town: Town) -> None:
    town = shared_town
    ours, theirs = town.token(town.house("ours"), *ALL), town.token(town.house("theirs"), *ALL)
    made = key_of(town, theirs, "records:read")
    name = made["key"]["id"]
    assert town.call("GET", f"/v1/keys/{name}", theirs).status_code == 200
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "", {"scopes": []}),
        ("DELETE", "", None),
        ("POST", "/secrets", {}),
        ("DELETE", "/secrets/1", None),
    ):
        answers = []
        for who in (name, "cl_00000000000000"):
            answer = town.call(method, f"/v1/keys/{who}{path}", ours, **({} if body is None else {"json": body}))
            answers.append((answer.status_code, {**answer.json(), "request_id": ""}))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404
    assert name not in town.call("GET", "/v1/keys", ours).text
    assert token_for(town, made).status_code == 200


def test_a_key_is_for_one_of_the_tenants_instances(shared_town: Town) -> None:
    town = shared_town
    house, other = town.house("instances"), town.house("other instances")
    with town.parts.store.control_writing() as tx:
        control.add_instance(tx, house.tenant, InstanceId("sandbox"), "test")
        control.add_instance(tx, other.tenant, InstanceId("theirs"), "test")
    token = town.token(house, *ALL)
    made = key_of(town, token, "records:read", instance="sandbox")
    assert made["secret"]["secret"].startswith("tj_test_")
    assert (
        town.service.tokens.read(token_for(town, made).json()["access_token"], town.parts.clock()).instance == "sandbox"
    )
    for name in ("theirs", "none"):
        answer = town.call("POST", "/v1/keys", token, json={"name": "x", "scopes": [], "instance": name})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "/instance")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "x"},
        {"name": "", "scopes": []},
        {"name": "x" * 201, "scopes": []},
        {"name": "x", "scopes": "records:read"},
        {"name": "x", "scopes": ["nonsense"]},
        {"name": "x", "scopes": [], "contracts": ["a b"]},
        {"name": "x", "scopes": [], "id": "cl_mine"},
        {"name": "x", "scopes": [], "tenant": "t1"},
        {"name": "x", "scopes": [], "secret": "mine"},
        {"name": "x", "scopes": [], "made_by": "operator:kim"},
        {"name": "x", "scopes": [], "public_key": {}},
        {"name": "x", "scopes": [], "public_key": {"kty": "oct", "k": "eA"}},
        {"name": "x", "scopes": [], "public_key": "ssh-ed25519 AAAA"},
    ],
)
def test_wrong_orders_make_nothing(shared_town: Town, body: dict[str, Any]) -> None:
    house = shared_town.house("wrong orders")
    token = shared_town.token(house, *ALL, contracts=("a b",))
    before = shared_town.call("GET", "/v1/keys", token).json()
    answer = shared_town.call("POST", "/v1/keys", token, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert shared_town.call("GET", "/v1/keys", token).json() == before


def test_every_change_stands_in_the_tenants_trail(shared_town: Town) -> None:
    town = shared_town
    house = town.house("trail")
    client = town.client(house, frozenset(ALL))
    token = town.token(house, *ALL, client=client)
    name = key_of(town, token, "records:read")["key"]["id"]
    town.call("POST", f"/v1/keys/{name}/secrets", token, json={})
    town.call("DELETE", f"/v1/keys/{name}/secrets/1", token)
    town.call("PUT", f"/v1/keys/{name}", token, json={"scopes": []})
    town.call("DELETE", f"/v1/keys/{name}", token)
    assert actions(town, house) == [
        (client, "client.add"),
        (client, "client.secret_add"),
        (client, "client.secret_remove"),
        (client, "client.change"),
        (client, "client.revoke"),
    ]


def actions(town: Town, house: House) -> list[tuple[str, str]]:
    with town.parts.store.reading(house.tenant) as tx:
        audit.verify(tx)
        return [(one.actor, one.action) for one in audit.read(tx) if one.kind == "client"]


def test_secrets_are_long_told_apart_and_never_the_same() -> None:
    drawn = [new_secret(kind) for kind in KINDS for _ in range(50)]
    assert len(set(drawn)) == len(drawn)
    for place, secret in enumerate(drawn):
        assert re.fullmatch(rf"tj_{KINDS[place // 50]}_[0-9A-Za-z]{{{BODY_LETTERS + CHECK_LETTERS}}}", secret)
        assert is_secret(secret)
    assert len(DIGITS) ** BODY_LETTERS >= 2**256 > len(DIGITS) ** (BODY_LETTERS - 1)


@given(st.sampled_from(KINDS), st.integers(0, 10**6), st.sampled_from(DIGITS))
def test_a_mistyped_secret_is_told(kind: SecretKind, place: int, letter: str) -> None:
    secret = new_secret(kind)
    place %= len(secret)
    changed = secret[:place] + letter + secret[place + 1 :]
    assert is_secret(changed) == (changed == secret)


@given(st.text())
def test_other_text_is_no_secret(text: str) -> None:
    assert not is_secret(text)


@given(st.integers(0, 62**20 - 1))
def test_base_62_counts_as_it_should(number: int) -> None:
    written = in_letters(number, 20)
    assert sum(DIGITS.index(letter) * 62**place for place, letter in enumerate(reversed(written))) == number

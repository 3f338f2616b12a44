"""Tokens come back as they were issued, run out, and open nothing when anything is wrong with them."""

import base64
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from entities.errors import Unauthenticated
from entities.ids import InstanceId, TenantKey
from service.flows.operators import add_operator
from service.http.admin.app import make_admin_app
from service.http.admin.guard import OperatorKeys, operator_caller, operator_keys
from service.http.caller import Caller
from service.http.signing import KEY_LIFE, LEEWAY, LIFE, Signer, key_number
from service.http.tokens import TokenKeys
from service.scopes import OPERATOR_SCOPES, SCOPES
from store import clients
from tests.http.conftest import Town
from tests.http.hostile_tokens import Forger, hostile
from tests.service.conftest import House

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
KEYS = TokenKeys(b"k" * 32, "https://api.example")
CHANGE = datetime(1970, 1, 1, tzinfo=UTC) + KEY_LIFE * (key_number(NOW) + 1)  # when the next key takes over
CALLER = Caller("cl_1", "t1", TenantKey("t1"), InstanceId("ats"), frozenset({"people:read"}))
IDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)
SECOND = timedelta(seconds=1)


@given(IDS, IDS, IDS, st.frozensets(st.sampled_from(sorted(SCOPES))), st.integers(0, 10**6), st.text(max_size=200))
def test_a_token_comes_back_as_it_was_issued(
    client: str, token: str, tenant: str, scopes: frozenset[str], secret: int, reason: str
) -> None:
    reason = reason.encode("utf-8", "replace").decode()
    issued = Caller(client, token, TenantKey(tenant), InstanceId("ats"), scopes, reason=reason, secret=secret)
    read = KEYS.read(KEYS.issue(issued, NOW), NOW + SECOND)
    assert read.expires_at == NOW + LIFE
    assert (read.client, read.token, read.tenant, read.instance) == (client, token, tenant, "ats")
    assert (read.scopes, read.reason, read.secret, read.contracts) == (scopes, reason, secret, frozenset())


@given(st.frozensets(st.sampled_from(sorted(OPERATOR_SCOPES))))
def test_an_operators_token_comes_back_and_is_no_tenants(scopes: frozenset[str]) -> None:
    keys = OperatorKeys(b"k" * 32, "https://api.example")  # the very seed: the audience alone keeps them apart
    token = keys.issue(operator_caller("kim", "", scopes), NOW)
    assert (keys.read(token, NOW).client, keys.read(token, NOW).scopes) == ("operator:kim", scopes)
    with pytest.raises(Unauthenticated):
        KEYS.read(token, NOW)
    with pytest.raises(Unauthenticated):
        keys.read(KEYS.issue(CALLER, NOW), NOW)


def test_each_token_has_an_id_of_its_own() -> None:
    unnamed = Caller("cl_1", "", TenantKey("t1"), InstanceId("ats"), frozenset())
    assert len({KEYS.read(KEYS.issue(unnamed, NOW), NOW).token for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("after", "good"),
    [(timedelta(), True), (LIFE - SECOND, True), (LIFE, False), (-LEEWAY, True), (-2 * LEEWAY, False)],
)
def test_a_token_counts_from_its_issue_to_its_end(after: timedelta, good: bool) -> None:  # noqa: FBT001 - a case of the table
    token = KEYS.issue(CALLER, NOW)
    if good:
        assert KEYS.read(token, NOW + after).client == "cl_1"
        return
    with pytest.raises(Unauthenticated):
        KEYS.read(token, NOW + after)


@given(st.integers(-1_000, 1_000), st.integers(0, 899))
def test_a_token_lives_over_a_change_of_keys(seconds: int, age: int) -> None:
    issued = CHANGE + seconds * SECOND
    token = KEYS.issue(CALLER, issued)
    assert KEYS.read(token, issued + age * SECOND).client == "cl_1"


def test_a_key_counts_for_its_tokens_only() -> None:
    """A key that leaks when it is old signs nothing that is taken."""
    before, after = key_number(CHANGE - SECOND), key_number(CHANGE)
    assert (before, after) == (before, before + 1)
    thief, later = TokenKeys(b"k" * 32, KEYS.issuer), CHANGE + timedelta(hours=1)
    assert KEYS.read(thief.issue(CALLER, later), later).client == "cl_1"
    thief._keys[after] = thief._key(before)
    with pytest.raises(Unauthenticated):
        KEYS.read(thief.issue(CALLER, later), later)


def test_public_keys_name_those_in_use_and_the_next() -> None:
    number = key_number(NOW)
    assert [key["kid"] for key in KEYS.public(NOW)["keys"]] == [f"k{number}", f"k{number + 1}"]
    at_change = [key["kid"] for key in KEYS.public(CHANGE + SECOND)["keys"]]
    assert at_change == [f"k{number}", f"k{number + 1}", f"k{number + 2}"]
    for key in KEYS.public(NOW)["keys"]:
        assert set(key) == {"kty", "crv", "x", "kid", "use", "alg"}
        assert len(base64.urlsafe_b64decode(key["x"] + "=")) == 32


@given(st.integers(0, 10**6), st.characters(codec="ascii", exclude_characters="\n"))
def test_no_other_letter_at_any_place_is_taken(place: int, letter: str) -> None:
    token = KEYS.issue(CALLER, NOW)
    place %= len(token)
    changed = token[:place] + letter + token[place + 1 :]
    if changed == token:
        assert KEYS.read(changed, NOW).client == "cl_1"
        return
    with pytest.raises(Unauthenticated):
        KEYS.read(changed, NOW)


def test_hostile_tokens_are_refused_alike(shared_town: Town) -> None:
    town = shared_town
    house, beside = town.house("hostile"), town.house("beside hostile")
    good = town.token(house, "records:read", "all_seats")
    now = town.parts.clock()
    forger = Forger(town.service.tokens, good, now)
    admin_app = make_admin_app(town.service)
    add_operator(town.parts, "hostile-kim", OPERATOR_SCOPES)
    admin = operator_keys(admin_app).issue(operator_caller("hostile-kim", "", frozenset(OPERATOR_SCOPES)), now)
    cases = hostile(forger, admin, _revoked(town, house, beside))
    assert len(cases) >= 100
    assert town.call("GET", "/v1/candidates/none", good).status_code == 404
    shapes, slowest = set(), 0.0
    for name, headers in cases.items():
        with capture_logs() as logs:
            began = time.process_time()
            answer = town.http.get("/v1/candidates/none", headers=_sendable(headers))
            spent = time.process_time() - began
        body = answer.json()
        assert (answer.status_code, body["code"]) == (401, "unauthenticated"), name
        assert answer.headers["www-authenticate"] == 'Bearer realm="talentjoin", error="invalid_token"', name
        shapes.add((*sorted(answer.headers), *((key, str(body[key])) for key in sorted(body) if key != "request_id")))
        refused = [entry for entry in logs if entry["event"] == "token.refused"]
        assert [entry["id"] for entry in refused] == [body["request_id"]], name
        token = headers.get("Authorization", "").partition(" ")[2]
        assert len(token) < 20 or token not in str(logs), name
        slowest = max(slowest, spent)
    print(f"{len(cases)} hostile tokens, at most {slowest * 1_000:.0f} ms of CPU each")
    assert len(shapes) == 1
    assert town.call("GET", "/v1/candidates/none", good).status_code == 404


def test_a_megabyte_of_token_is_not_even_read(shared_town: Town) -> None:
    token = "A" * 1_000_000
    assert shared_town.call("GET", "/v1/candidates/none", token).json()["code"] == "headers_too_large"
    with pytest.raises(Unauthenticated):
        KEYS.read(f"{token}.{token}.{token}", NOW)


def test_a_tenants_token_opens_nothing_on_the_admin_port(shared_town: Town) -> None:
    town = shared_town
    app = make_admin_app(town.service)
    admin = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    token = town.token(town.house("not admin"))
    name, _ = add_operator(town.parts, "right-kim", OPERATOR_SCOPES)
    right = operator_keys(app).issue(operator_caller(name.name, "", name.scopes), town.parts.clock())
    for given_token, status in ((token, 401), (right, 200), ("", 401)):
        answer = admin.get("/admin/v1/tenants", headers={"Authorization": f"Bearer {given_token}"})
        assert answer.status_code == status


def _revoked(town: Town, house: House, beside: House) -> dict[str, str]:
    """Make tokens that were good once, or are good elsewhere."""
    issue, now = town.service.tokens.issue, town.parts.clock()
    gone, kept = town.client(house), town.client(house)
    with town.parts.store.control_writing() as tx:
        clients.revoke(tx, gone)
        clients.revoke_token(tx, "revoked token", now + LIFE)
    here, scopes = InstanceId("ats"), frozenset({"records:read", "all_seats"})
    elsewhere = Signer(b"9" * 32, "http://localhost", "talentjoin")
    return {
        "revoked client": issue(Caller(gone, "", house.tenant, here, scopes), now),
        "revoked token": issue(Caller(kept, "revoked token", house.tenant, here, scopes), now),
        "removed secret": issue(Caller(kept, "", house.tenant, here, scopes, secret=9), now),
        "long expired": issue(Caller(kept, "", house.tenant, here, scopes), now - timedelta(days=1)),
        "of the last key": issue(Caller(kept, "", house.tenant, here, scopes), now - KEY_LIFE),
        "another tenant's, signed by ourselves": elsewhere.sign(
            {"sub": kept, "jti": "x", "tenant": beside.tenant, "instance": here, "scope": "all_seats"}, now
        ),
    }


def _sendable(headers: dict[str, str]) -> dict[str, bytes]:
    return {name: value.encode("utf-8") for name, value in headers.items()}

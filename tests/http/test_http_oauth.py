"""A client proves itself in three ways, gets a token, and can give it back; nothing else is let in."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey

from entities.errors import InputError
from service.flows.clients import ClientOrder, add_client, add_secret, remove_secret
from service.http.assertions import Allowed
from service.http.forms import ASSERTION_TYPE
from service.public_keys import RSA_BITS, registered, verifier
from tests.http.conftest import ISSUER, Town

FORM = "application/x-www-form-urlencoded"
SCOPES = ("records:read", "records:write", "all_seats")
GRANT = {"grant_type": "client_credentials"}
MAKERS: Mapping[str, Callable[[], Key]] = {
    "EdDSA": lambda: OKPKey.import_key(ed25519.Ed25519PrivateKey.generate()),
    "ES256": lambda: ECKey.import_key(ec.generate_private_key(ec.SECP256R1())),
    "RS256": lambda: RSAKey.import_key(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
}
MADE = {algorithm: make() for algorithm, make in MAKERS.items()}


@pytest.fixture(autouse=True)
def _no_failures_yet(shared_town: Town) -> None:
    """Let each test fail as often as it likes: the limiter counts by the one address that all have."""
    shared_town.service.failures._limiter.storage.reset()


def public(key: Key) -> dict[str, Any]:
    return dict(key.as_dict(private=False))


def made(town: Town, name: str, **order: Any) -> tuple[str, str]:
    """Make a client of a tenant of that name; gives its id and its secret."""
    wanted = ClientOrder(name, order.pop("scopes", SCOPES), **order)
    client, secret = add_client(town.parts, town.house(name).tenant, wanted, by="test")
    return client.id, "" if secret is None else secret.text


def ask(town: Town, path: str = "/oauth/token", **options: Any) -> httpx2.Response:
    return town.http.post(path, **options)


def asserted(town: Town, client: str, key: Key, algorithm: str, **claims: Any) -> httpx2.Response:
    now = int(town.parts.clock().timestamp())
    held = {"iss": client, "sub": client, "aud": f"{ISSUER}/oauth/token", "exp": now + 60, "jti": f"j{now}"} | claims
    held = {name: value for name, value in held.items() if value is not None}
    token = jwt.encode({"alg": algorithm}, held, key, registry=Allowed(algorithms=[algorithm]))
    return ask(town, data={**GRANT, "client_assertion_type": ASSERTION_TYPE, "client_assertion": token})


@pytest.mark.parametrize("way", ["client_secret_basic", "client_secret_post"])
def test_a_secret_gets_a_token_that_opens_what_the_client_may(shared_town: Town, way: str) -> None:
    town = shared_town
    client, secret = made(town, f"secret {way}")
    basic = way == "client_secret_basic"
    form = GRANT if basic else {**GRANT, "client_id": client, "client_secret": secret}
    answer = ask(town, data=form, auth=(client, secret) if basic else None)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert {name: body[name] for name in body if name != "access_token"} == {
        "token_type": "Bearer",
        "expires_in": 900,
        "scope": " ".join(sorted(SCOPES)),
    }
    assert answer.headers["cache-control"] == "no-store"
    assert town.call("GET", "/v1/candidates", body["access_token"]).status_code == 200


def test_a_token_holds_the_scopes_that_were_asked_for(shared_town: Town) -> None:
    town = shared_town
    proof = made(town, "fewer scopes")
    answer = ask(town, data={**GRANT, "scope": "all_seats records:write"}, auth=proof)
    assert answer.json()["scope"] == "all_seats records:write"
    assert town.call("GET", "/v1/candidates", answer.json()["access_token"]).json()["code"] == "insufficient_scope"
    everything = ask(town, data={**GRANT, "scope": ""}, auth=proof)  # an empty parameter is none (RFC 6749 section 3.1)
    assert everything.json()["scope"] == " ".join(sorted(SCOPES))


@pytest.mark.parametrize("scope", ["keys:write", "records:read keys:write", "nonsense", "records:read  all_seats", "*"])
def test_a_scope_that_the_client_lacks_is_refused(shared_town: Town, scope: str) -> None:
    proof = made(shared_town, f"too much {scope}")
    refused(ask(shared_town, data={**GRANT, "scope": scope}, auth=proof), "invalid_scope")


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password", "username": "a", "password": "b"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "unsupported_grant_type"),
        ({**GRANT, "client_id": "cl_other"}, "invalid_request"),
        ({**GRANT, "client_secret": "x"}, "invalid_request"),
        ({**GRANT, "client_assertion": "x", "client_assertion_type": ASSERTION_TYPE}, "invalid_request"),
    ],
)
def test_wrong_forms_are_refused(shared_town: Town, form: dict[str, str], code: str) -> None:
    refused(ask(shared_town, data=form, auth=made(shared_town, f"forms {sorted(form.items())}")), code)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"grant_type": "client_credentials"}', "application/json"),
        (b"grant_type=client_credentials", ""),
        (b"grant_type=client_credentials&grant_type=client_credentials", FORM),
        (b"grant_type=%ff", FORM),
        ("grant_type=é".encode(), FORM),
        (b"&".join(b"%d=1" % number for number in range(100)), FORM),
        (b"grant_type=client_credentials&client_assertion=x", FORM),
    ],
)
def test_what_is_no_form_is_refused(shared_town: Town, body: bytes, kind: str) -> None:
    answer = ask(shared_town, content=body, headers={"Content-Type": kind} if kind else {})
    refused(answer, "invalid_request")


def test_a_form_over_its_limit_is_refused(shared_town: Town) -> None:
    answer = ask(shared_town, content=b"a=" + b"b" * 40_000, headers={"Content-Type": FORM})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_whoever_is_wrong_is_told_the_same(shared_town: Town) -> None:
    """Nobody learns which clients there are, nor which were revoked."""
    town = shared_town
    client, secret = made(town, "no oracle")
    gone, gone_secret = made(town, "no oracle, gone")
    town_admin = town.token(town.house("no oracle, gone"), "keys:write")
    assert town.call("DELETE", f"/v1/keys/{gone}", town_admin).status_code == 204
    keyed, _ = made(town, "no oracle, keyed", public_key=public(MADE["EdDSA"]))
    proofs = [
        (client, secret + "x"),
        (client, ""),
        ("cl_nobody", secret),
        (gone, gone_secret),
        (keyed, ""),
        (keyed, secret),
        ("", ""),
        ("cl_" + "x" * 300, "y"),
        ("' OR 1=1 --", "é"),
        (client.lower(), secret),
    ]
    answers = [ask(town, data=GRANT, auth=proof) for proof in proofs]
    answers += [
        ask(town, data=GRANT, headers={"Authorization": text})
        for text in ("Basic !", "Basic", "Bearer x", "Basic eA==")
    ]
    answers += [ask(town, data={**GRANT, "client_id": client}), ask(town, data=GRANT)]
    bodies = {
        json.dumps({name: value for name, value in one.json().items() if name != "request_id"}) for one in answers
    }
    assert len(bodies) == 1, bodies
    assert {(one.status_code, one.headers["www-authenticate"]) for one in answers} == {
        (401, 'Basic realm="talentjoin"')
    }
    refused(answers[0], "invalid_client")
    assert ask(town, data=GRANT, auth=(client, secret)).status_code == 200


@pytest.mark.parametrize("algorithm", MADE)
@pytest.mark.parametrize("audience", [f"{ISSUER}/oauth/token", ISSUER, [f"{ISSUER}/oauth/token", "https://other"]])
def test_a_signed_assertion_gets_a_token_once(shared_town: Town, algorithm: str, audience: Any) -> None:
    town, key = shared_town, MADE[algorithm]
    client, secret = made(town, f"assert {algorithm} {audience}", public_key=public(key))
    assert secret == ""
    answer = asserted(town, client, key, algorithm, aud=audience, jti="once")
    assert answer.status_code == 200, answer.text
    assert town.call("GET", "/v1/candidates", answer.json()["access_token"]).status_code == 200
    refused(asserted(town, client, key, algorithm, aud=audience, jti="once"), "invalid_client")
    assert asserted(town, client, key, algorithm, aud=audience, jti="twice").status_code == 200


def test_the_same_jti_of_two_clients_are_two(shared_town: Town) -> None:
    for number in (1, 2):
        client, _ = made(shared_town, f"jti {number}", public_key=public(MADE["ES256"]))
        assert asserted(shared_town, client, MADE["ES256"], "ES256", jti="the same").status_code == 200


WRONG_CLAIMS: Mapping[str, Mapping[str, Any]] = {
    "another issuer": {"iss": "cl_other"},
    "no subject": {"sub": None},
    "another audience": {"aud": "https://other.example/oauth/token"},
    "no audience": {"aud": None},
    "audience of an odd type": {"aud": {"a": 1}},
    "no end": {"exp": None},
    "ended": {"exp": 1},
    "ends in an hour": {"exp": 3_600},
    "ends in 6 minutes": {"exp": 360},
    "ends at text": {"exp": "soon"},
    "ends at true": {"exp": True},
    "ends beyond time": {"exp": 1e300},
    "begins in an hour": {"nbf": 3_600},
    "issued in an hour": {"iat": 3_600},
    "no id": {"jti": None},
    "an empty id": {"jti": ""},
    "a long id": {"jti": "x" * 300},
    "an id of an odd type": {"jti": 7},
}


@pytest.mark.parametrize("wrong", WRONG_CLAIMS)
def test_an_assertion_with_wrong_claims_is_refused(shared_town: Town, wrong: str) -> None:
    town, key = shared_town, MADE["EdDSA"]
    client, _ = made(town, f"wrong {wrong}", public_key=public(key))
    now = int(town.parts.clock().timestamp())
    late = {"exp", "nbf", "iat"}
    claims = {
        name: now + value if name in late and type(value) is int and value > 1 else value
        for name, value in WRONG_CLAIMS[wrong].items()
    }
    refused(asserted(town, client, key, "EdDSA", **claims), "invalid_client")
    assert asserted(town, client, key, "EdDSA").status_code == 200


def test_an_assertion_by_another_key_is_refused(shared_town: Town) -> None:
    town = shared_town
    client, _ = made(town, "other keys", public_key=public(MADE["RS256"]))
    secret_client, _ = made(town, "other keys, none")
    number = public(MADE["RS256"])["n"].encode()
    for key, algorithm in (
        (MAKERS["RS256"](), "RS256"),
        (MADE["EdDSA"], "EdDSA"),
        (OctKey.import_key(number), "HS256"),
        (MADE["RS256"], "PS256"),
        (MADE["RS256"], "RS512"),
    ):
        refused(asserted(town, client, key, algorithm), "invalid_client")
    for name in (secret_client, "cl_nobody", 7):
        refused(asserted(town, client, MADE["EdDSA"], "EdDSA", iss=name, sub=name), "invalid_client")
    for text in ("x", "a.b.c", "e30.e30.", "e30.e30", "." * 20, "[" * 3_000, "x" * 20_000):
        form = {**GRANT, "client_assertion_type": ASSERTION_TYPE, "client_assertion": text}
        refused(ask(town, data=form), "invalid_client")


@pytest.mark.parametrize("algorithm", MADE)
def test_a_public_key_is_kept_without_what_it_may_not_hold(algorithm: str) -> None:
    key = public(MADE[algorithm])
    kept = json.loads(registered({**key, "kid": "mine", "x5u": "https://evil.example", "use": "sig"}))
    assert set(kept) <= {"kty", "crv", "x", "y", "n", "e"}
    assert algorithm in verifier(registered(key))[1]
    assert json.loads(registered(kept)) == kept
    with pytest.raises(InputError, match="private"):
        registered(MADE[algorithm].as_dict(private=True))


@given(st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "n", "e"]), st.text(max_size=8) | st.integers()))
def test_what_is_no_public_key_is_refused(key: dict[str, Any]) -> None:
    for kind in ({}, {"kty": "OKP", "crv": "Ed25519"}, {"kty": "EC", "crv": "P-256"}, {"kty": "RSA"}):
        with pytest.raises(InputError):
            registered({**key, **kind})


def test_weak_and_foreign_keys_are_refused() -> None:
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key()  # noqa: S505 - must be refused
    other_curve = ECKey.import_key(ec.generate_private_key(ec.SECP384R1()))
    assert RSA_BITS[0] == 2_048
    number = base64.urlsafe_b64encode(small.public_numbers().n.to_bytes(128)).rstrip(b"=").decode()
    for key in ({"kty": "RSA", "n": number, "e": "AQAB"}, public(other_curve), {"kty": "oct", "k": "eHh4"}):
        with pytest.raises(InputError):
            registered(key)


def test_two_secrets_count_while_one_takes_the_others_place(shared_town: Town) -> None:
    town = shared_town
    client, first = made(town, "rotation")
    tenant = town.house("rotation").tenant
    second = add_secret(town.parts, tenant, client, expires_at=None, by="test").text
    tokens = [ask(town, data=GRANT, auth=(client, one)).json()["access_token"] for one in (first, second)]
    assert [town.call("GET", "/v1/candidates", one).status_code for one in tokens] == [200, 200]
    remove_secret(town.parts, tenant, client, 1, by="test")
    town.service.standings.forget()
    assert [ask(town, data=GRANT, auth=(client, one)).status_code for one in (first, second)] == [401, 200]
    assert [town.call("GET", "/v1/candidates", one).status_code for one in tokens] == [401, 200]


def test_a_token_given_back_counts_no_more_and_no_other_does(shared_town: Town) -> None:
    town = shared_town
    proof, other = made(town, "giving back"), made(town, "another giving back")
    one, two = (ask(town, data=GRANT, auth=proof).json()["access_token"] for _ in range(2))
    refused(ask(town, "/oauth/revoke", data={"token": one}, auth=other), "invalid_grant")
    refused(ask(town, "/oauth/revoke", data={"token": one}, auth=(proof[0], "wrong")), "invalid_client")
    refused(ask(town, "/oauth/revoke", data={}, auth=proof), "invalid_request")
    assert town.call("GET", "/v1/candidates", one).status_code == 200
    for token in (one, one, "nonsense", one[:-2]):
        answer = ask(town, "/oauth/revoke", data={"token": token, "token_type_hint": "access_token"}, auth=proof)
        assert (answer.status_code, answer.content) == (200, b"")
    assert [town.call("GET", "/v1/candidates", token).status_code for token in (one, two)] == [401, 200]


def test_the_metadata_names_routes_that_there_are(shared_town: Town) -> None:
    said = shared_town.http.get("/.well-known/oauth-authorization-server").json()
    assert said["issuer"] == ISSUER
    for name, method in (("token_endpoint", "POST"), ("revocation_endpoint", "POST"), ("jwks_uri", "GET")):
        path = said[name].removeprefix(ISSUER)
        assert shared_town.http.request(method, path).status_code != 404, name
    keys = shared_town.http.get("/.well-known/jwks.json").json()["keys"]
    token = shared_town.token(shared_town.house("metadata"))
    key = OKPKey.import_key(keys[0])
    assert jwt.decode(token, key, algorithms=["Ed25519"]).claims["iss"] == ISSUER  # any JWT library can


def test_no_secret_is_in_a_text_form_or_in_the_log(shared_town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town = shared_town
    order = ClientOrder("canary", SCOPES)
    client, secret = add_client(town.parts, town.house("canary").tenant, order, by="test")
    assert secret is not None
    assert secret.text not in repr((client, secret, order))
    answer = ask(town, data=GRANT, auth=(client.id, secret.text))
    token = answer.json()["access_token"]
    ask(town, data=GRANT, auth=(client.id, secret.text + "x"))
    ask(town, data={**GRANT, "scope": secret.text}, auth=(client.id, secret.text))
    town.call("GET", "/v1/candidates", token + "x")
    said = capsys.readouterr()
    for text in (secret.text, token):
        assert text not in said.out + said.err
    listed = town.call("GET", f"/v1/keys/{client.id}", town.token(town.house("canary"), "keys:read"))
    assert secret.text not in listed.text


def refused(answer: httpx2.Response, code: str) -> None:
    """Check a problem by our form that says its code as RFC 6749 does too."""
    body = answer.json()
    assert (body["code"], body["error"], body["status"]) == (code, code, answer.status_code), answer.text
    assert answer.status_code == (401 if code == "invalid_client" else 400)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"


def test_times_are_read_by_the_services_clock(shared_town: Town) -> None:
    now: datetime = shared_town.parts.clock()
    claims = jwt.decode(
        shared_town.token(shared_town.house("clock")),
        OKPKey.import_key(shared_town.http.get("/.well-known/jwks.json").json()["keys"][0]),
        algorithms=["Ed25519"],
    ).claims
    assert timedelta(minutes=15).total_seconds() == claims["exp"] - claims["iat"]
    assert abs(claims["iat"] - now.timestamp()) < 60

"""Operators make tenants and their first clients, look after members, and enter a tenant for a stated reason only."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from entities.ids import MemberId, TenantKey
from service.scopes import OPERATOR_SCOPES, SCOPES
from store import audit, members
from tests.http.conftest import Town
from tests.http.desk import GRANT, Desk

REASON = "Support ticket 4711: hits are missing"


@pytest.fixture(scope="module")
def desk(shared_town: Town) -> Desk:
    """Open the admin port of the module's town."""
    return Desk(shared_town)


@pytest.fixture(scope="module")
def token(desk: Desk) -> str:
    """Sign in an operator who may do everything."""
    return desk.token()


def tenant_of(desk: Desk, token: str, name: str, **more: Any) -> str:
    answer = desk.call("POST", "/tenants", token, json={"name": name, **more})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["key"])


def entered(desk: Desk, token: str, tenant: str, *scopes: str, reason: str = REASON) -> str:
    body = {"reason": reason, "scopes": scopes}
    answer = desk.call("POST", f"/tenants/{tenant}/enter", token, json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


def test_a_tenant_comes_to_life_over_the_admin_port(desk: Desk, token: str) -> None:
    tenant = tenant_of(desk, token, "newcomer", instance="greenhouse", mode="test")
    assert {"key": tenant, "name": "newcomer"}.items() <= desk.call("GET", "/tenants", token).json()["items"][
        -1
    ].items()
    held = desk.call("GET", f"/tenants/{tenant}/instances", token).json()["items"]
    assert [(one["id"], one["mode"]) for one in held] == [("greenhouse", "test")]
    order = {"name": "first", "scopes": ["records:write", "records:read", "all_seats"], "instance": "greenhouse"}
    made = desk.call("POST", f"/tenants/{tenant}/clients", token, json=order).json()
    assert made["secret"]["secret"].startswith("tj_test_")
    assert made["key"]["made_by"].startswith("operator:kim")
    got = desk.town.http.post("/oauth/token", data=GRANT, auth=(made["key"]["id"], made["secret"]["secret"]))
    inside = got.json()["access_token"]
    item = {"modified": "2025-01-01T00:00:00Z", "name": "Ann Smith"}
    assert desk.town.call("PUT", "/v1/candidates/c1", inside, json=item).status_code == 201
    assert desk.town.call("GET", "/v1/candidates/c1", inside).status_code == 200
    listed = desk.call("GET", f"/tenants/{tenant}/clients", token)
    assert [one["id"] for one in listed.json()["items"]] == [made["key"]["id"]]
    assert made["secret"]["secret"] not in listed.text
    assert desk.call("DELETE", f"/tenants/{tenant}/clients/{made['key']['id']}", token).status_code == 204
    assert desk.town.call("GET", "/v1/candidates/c1", inside).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "twice"},
        {"name": "x" * 201},
        {"name": "odd", "instance": "a/b"},
        {"name": "odd", "mode": "live"},
        {"name": "odd", "key": "t1"},
    ],
)
def test_a_tenant_that_can_not_be_is_not_made(desk: Desk, token: str, body: dict[str, Any]) -> None:
    if body.get("name") == "twice":
        tenant_of(desk, token, "twice")
    before = desk.call("GET", "/tenants", token).json()
    answer = desk.call("POST", "/tenants", token, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert desk.call("GET", "/tenants", token).json() == before


def test_instances_are_added_and_change_their_mode(desk: Desk, token: str) -> None:
    tenant = tenant_of(desk, token, "many instances")
    for mode in ("test", "production"):
        answer = desk.call("POST", f"/tenants/{tenant}/instances", token, json={"id": "lever", "mode": mode})
        assert (answer.status_code, answer.json()["mode"]) == (201, mode)
    held = desk.call("GET", f"/tenants/{tenant}/instances", token).json()["items"]
    assert [(one["id"], one["mode"]) for one in held] == [("ats", "production"), ("lever", "production")]


def test_what_is_not_there_is_not_found(desk: Desk, token: str) -> None:
    tenant = tenant_of(desk, token, "by key only")
    enter = {"reason": REASON, "scopes": ["status:read"]}
    client = {"name": "x", "scopes": []}
    for name in ("t0000000000000000", "by key only"):
        for method, path, body in (
            ("GET", "instances", None),
            ("POST", "instances", {"id": "x"}),
            ("GET", "clients", None),
            ("POST", "clients", client),
            ("DELETE", "clients/cl_1", None),
            ("POST", "enter", enter),
        ):
            answer = desk.call(method, f"/tenants/{name}/{path}", token, **({} if body is None else {"json": body}))
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
    for path, body in (("enter", enter), ("clients", client)):
        answer = desk.call("POST", f"/tenants/{tenant}/{path}", token, json={**body, "instance": "none"})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "/instance")
    other = desk.town.client(desk.town.house("whose client"))
    assert desk.call("DELETE", f"/tenants/{tenant}/clients/{other}", token).status_code == 404


@pytest.mark.parametrize("reason", [None, "", "too short", " " * 50, "x" * 201, "short\u200b\u200b\u200b\u200b"])
def test_no_tenant_is_entered_without_a_reason(desk: Desk, token: str, reason: str | None) -> None:
    tenant = tenant_of(desk, token, f"no reason {reason!r:.40}")
    body: dict[str, Any] = {"scopes": ["records:read"]} | ({} if reason is None else {"reason": reason})
    answer = desk.call("POST", f"/tenants/{tenant}/enter", token, json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "reason_needed")
    with desk.town.parts.store.reading(TenantKey(tenant)) as tx:
        assert audit.read(tx) == []


def test_a_visit_stands_in_the_trail_with_all_that_was_done(desk: Desk, token: str) -> None:
    town = desk.town
    house = town.house("visited")
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Smith"})
    inside = entered(desk, token, house.tenant, "records:read", "records:write", "all_seats")
    assert town.call("GET", "/v1/candidates/c1", inside).status_code == 200
    item = {"modified": "2025-03-01T00:00:00Z", "name": "Ann Smith-Lee"}
    assert town.call("PUT", "/v1/candidates/c1", inside, json=item).status_code == 200
    town.service.reads.flush()
    with town.parts.store.reading(house.tenant) as tx:
        audit.verify(tx)
        entries = [one for one in audit.read(tx) if one.actor.startswith("operator:kim")]
    assert entries[0].action == "tenant.enter"
    assert {"reason": REASON, "scopes": ["all_seats", "records:read", "records:write"]}.items() <= entries[
        0
    ].details.items()
    assert {one.action for one in entries} >= {"tenant.enter", "record.read"}
    read = next(one for one in entries if one.action == "record.read")
    assert (read.kind, read.count, read.details["reason"]) == ("candidate", 1, REASON)


def test_a_visit_gives_what_was_asked_for_and_never_keys(desk: Desk, token: str) -> None:
    town, tenant = desk.town, desk.town.house("bounded visit").tenant
    inside = entered(desk, token, tenant, "status:read")
    assert town.call("GET", "/v1/sync-status", inside).status_code == 200
    assert town.call("GET", "/v1/candidates", inside).json()["code"] == "insufficient_scope"
    for scopes in (["keys:write"], ["nonsense"], ["tenants:read"], [], ["all_seats"] * 65):
        answer = desk.call("POST", f"/tenants/{tenant}/enter", token, json={"reason": REASON, "scopes": scopes})
        assert answer.status_code == 422, scopes
    assert desk.call("GET", "/tenants", inside).status_code == 401
    assert town.call("GET", "/v1/sync-status", token).status_code == 401


def test_a_visit_is_over_when_it_is_given_back_or_the_operator_closed(desk: Desk, token: str) -> None:
    town, tenant = desk.town, desk.town.house("ended visit").tenant
    name, secret = desk.operator("tenants:enter")
    mine = desk.http.post("/oauth/token", data=GRANT, auth=(name, secret)).json()["access_token"]
    first, second = (entered(desk, mine, tenant, "status:read") for _ in range(2))
    other = desk.operator("tenants:enter")
    foreign = desk.http.post("/oauth/revoke", data={"token": first}, auth=other)
    assert foreign.json()["code"] == "invalid_grant"
    assert desk.http.post("/oauth/revoke", data={"token": first}, auth=(name, secret)).status_code == 200
    assert [town.call("GET", "/v1/sync-status", one).status_code for one in (first, second)] == [401, 200]
    assert desk.call("DELETE", f"/operators/{name}", token).status_code == 204
    assert town.call("GET", "/v1/sync-status", second).status_code == 401
    assert desk.call("POST", f"/tenants/{tenant}/enter", mine, json={}).status_code == 401


def lines(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


NDJSON = {"Content-Type": "application/x-ndjson"}


@pytest.fixture
def gone(desk: Desk) -> Iterator[None]:
    """Take the members of a test away again."""
    yield
    with desk.town.parts.store.members_writing() as tx:
        members.delete_many(tx, [MemberId(f"m{number}") for number in range(10)])


@pytest.mark.usefixtures("gone")
def test_members_are_imported_read_closed_and_deleted(desk: Desk, token: str) -> None:
    rows = lines({"id": "m1", "name": "Ann Smith"}, {"id": "m2", "name": "Bob"}, b"no json", {"id": "m3", "odd": 1})
    answer = desk.call("POST", "/members", token, content=rows + b"\n  \n", headers=NDJSON).json()
    assert answer["counts"] == {"created": 2, "invalid": 2}
    assert [(one["line"], one["result"]) for one in answer["outcomes"]] == [
        (1, "created"),
        (2, "created"),
        (3, "invalid"),
        (4, "invalid"),
    ]
    again = desk.call("POST", "/members", token, content=rows, headers=NDJSON).json()
    assert again["counts"] == {"unchanged": 2, "invalid": 2}
    with structlog.testing.capture_logs() as logged:
        read = desk.call("GET", "/members/m1", token).json()
    assert (read["version"], read["member"]["name"]) == (1, "Ann Smith")
    told = next(line for line in logged if line["event"] == "member.read")
    done = next(line for line in logged if line["event"] == "request.done")
    assert (told["operator"], told["id"], told["request"]) == (done["client"], "m1", done["request"])
    assert "Smith" not in repr(logged)
    closed = desk.call("POST", "/members/m1/close", token).json()
    assert (closed["version"], closed["member"]["closed"]) == (2, True)
    assert desk.call("DELETE", "/members/m1", token).status_code == 204
    for method, path in (("GET", "m1"), ("DELETE", "m1"), ("POST", "m1/close"), ("GET", "none")):
        assert desk.call(method, f"/members/{path}", token).status_code == 404


@pytest.mark.usefixtures("gone")
def test_one_member_is_put(desk: Desk, token: str) -> None:
    for name, version in (("Ann", 1), ("Anne", 2), ("Anne", 2)):
        answer = desk.call("PUT", "/members/m5", token, json={"id": "m5", "name": name})
        assert (answer.status_code, answer.json()["version"], answer.json()["member"]["name"]) == (200, version, name)
    for body in ({"id": "m6"}, {"name": "x"}, {"id": "m5", "odd": 1}, []):
        assert desk.call("PUT", "/members/m5", token, json=body).status_code == 422


def test_lines_are_bounded(desk: Desk, token: str) -> None:
    answer = desk.call("POST", "/members", token, content=b"{}\n" * 5_001, headers=NDJSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    answer = desk.call("POST", "/members", token, content=b"{}", headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_an_imported_member_is_linked_to_a_candidate(desk: Desk, token: str) -> None:
    house = desk.town.house("linked")
    who = {"first_name": "Zoe", "last_name": "Quill", "emails": ["zoe@example.com"]}
    house.push({"kind": "candidate", "id": "c1", **who})
    desk.call("POST", "/members", token, content=lines({"id": "m9", **who}), headers=NDJSON)
    house.drain()
    assert house.link("c1").decision == "match"


def test_no_operator_scope_is_a_tenants(desk: Desk) -> None:
    assert not set(OPERATOR_SCOPES) & set(SCOPES)
    document = desk.http.get("/openapi.json").json()
    said = {
        operation["x-scope"]
        for held in document["paths"].values()
        for operation in held.values()
        if "x-scope" in operation
    }
    assert said == set(OPERATOR_SCOPES)

"""Records of every kind are sent, read, listed and deleted by the same rules."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ats import MODELS
from entities.ids import KINDS
from service.flows import listing
from service.http.kept import PLURALS
from store import audit
from tests.http.conftest import Town
from tests.http.written import BODIES, MODIFIED, Desk, code

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
    st.sampled_from(["ann@example.com", MODIFIED, "2199-01-01", "open", "https://example.com", "x" * 201]),
)


@pytest.fixture(scope="module")
def desk(shared_town: Town) -> Desk:
    return Desk(shared_town)


def fresh(town: Town, name: str) -> Desk:
    """Give a tenant of its own, for who counts or lists."""
    return Desk(town, name)


@pytest.mark.parametrize("plural", BODIES)
def test_each_kind_is_made_once_changed_read_and_deleted(desk: Desk, plural: str) -> None:
    path = f"/{plural}/x1"
    made = desk.put(path)
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    first = made.json()
    assert (first["result"], first["changed"], first["version"], first["source_id"]) == ("created", True, 1, "x1")
    same = desk.put(path)
    assert (same.status_code, same.json()["result"], same.json()["changed"]) == (200, "unchanged", False)
    changed = desk.put(path, {**BODIES[plural], "created": "2024-01-01"}).json()
    assert (changed["id"], changed["result"], changed["version"]) == (first["id"], "changed", 2)
    read = desk.call("GET", path)
    assert (read.status_code, read.headers["ETag"]) == (200, '"2"')
    shown = read.json()
    assert (shown["id"], shown["source_id"], shown["version"]) == (first["id"], "x1", 2)
    assert shown["record"]["created"] == "2024-01-01T00:00:00.000Z"
    assert {field: shown["record"][field] for field in BODIES[plural]} == BODIES[plural]
    assert shown["origins"] == dict.fromkeys(BODIES[plural], "push")
    gone = desk.call("DELETE", path, params={"modified": "2025-02-01"})
    assert (gone.status_code, gone.json()["result"], gone.json()["version"]) == (200, "deleted", 3)
    for method in ("GET", "DELETE"):
        assert code(desk.call(method, path)) == (404, "not_found")
    assert code(desk.put(path)) == (409, "erased")
    assert desk.put(path, {**BODIES[plural], "modified": "2025-04-01", "created": "2025-03-01"}).status_code == 201


def test_every_kind_has_its_routes_and_the_contract_names_its_body(desk: Desk) -> None:
    contract = desk.town.call("GET", "/openapi.json").json()
    assert set(PLURALS) == set(KINDS) == set(MODELS)
    for kind, plural in PLURALS.items():
        one, many = (contract["paths"][path] for path in (f"/v1/{plural}/{{source_id}}", f"/v1/{plural}"))
        assert {one[method]["operationId"] for method in ("put", "get", "delete")} == {
            f"{verb}_{kind}" for verb in ("put", "read", "delete")
        }
        assert many["get"]["operationId"] == f"list_{plural.replace('-', '_')}"
        body = one["put"]["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        said = contract["components"]["schemas"][body]
        whole = MODELS[kind].model_json_schema()
        assert set(said["properties"]) == set(whole["properties"]) - {"kind", "id"}
        assert set(said["required"]) == set(whole["required"]) - {"kind", "id"}
        assert said["additionalProperties"] is False


def test_every_flaw_is_named_by_a_pointer_and_nothing_is_kept(desk: Desk) -> None:
    wrong = {"modified": "yesterday", "emails": ["nobody"], "version": 3, "a/b~c": 1, "name": 5}
    answer = desk.put("/candidates/flawed", wrong)
    assert code(answer) == (422, "invalid_item")
    flaws = {(one["pointer"], one["code"]) for one in answer.json()["errors"]}
    assert flaws == {
        ("/modified", "invalid_time"),
        ("/emails/0", "invalid_email"),
        ("/version", "unknown_field"),
        ("/a~1b~0c", "unknown_field"),
        ("/name", "string_type"),
    }
    assert "yesterday" not in answer.text
    assert "nobody" not in answer.text
    assert code(desk.call("GET", "/candidates/flawed")) == (404, "not_found")


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"id": "other"}, "/id"),
        ({"kind": "job"}, "/kind"),
        ({"deleted": True}, "/deleted"),
        ({"blob": "00"}, "/blob"),
        ({"received_at": MODIFIED}, "/received_at"),
        ({"modified": "2190-01-01"}, "/modified"),
    ],
)
def test_what_only_the_server_or_the_path_may_say_is_refused(desk: Desk, more: dict[str, Any], pointer: str) -> None:
    answer = desk.put("/candidates/owned", {"name": "Ann", **more})
    assert code(answer) == (422, "invalid_item")
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
    assert code(desk.call("GET", "/candidates/owned")) == (404, "not_found")


def test_kind_and_id_may_be_said_as_the_path_says_them(desk: Desk) -> None:
    assert desk.put("/candidates/said", {"name": "Ann", "kind": "candidate", "id": "said"}).status_code == 201


def test_an_older_state_is_stale_and_the_trail_tells_of_it(shared_town: Town) -> None:
    desk = fresh(shared_town, "stale")
    desk.put("/jobs/j1", {"title": "Welder", "modified": "2025-05-01"})
    assert code(desk.put("/jobs/j1", {"title": "Nurse"})) == (409, "stale")
    with shared_town.parts.store.reading(desk.house.tenant) as tx:
        told = [entry.details.get("outcome") for entry in audit.read(tx)]
    assert "stale" in told
    assert desk.call("GET", "/jobs/j1").json()["record"]["title"] == "Welder"


def test_a_deletion_has_a_time_that_a_newer_record_survives(desk: Desk) -> None:
    desk.put("/jobs/kept", {"title": "Welder", "created": "2024-12-31"})
    early = desk.call("DELETE", "/jobs/kept", params={"modified": "2024-01-01"})
    assert code(early) == (409, "stale")
    late = desk.call("DELETE", "/jobs/kept", params={"modified": "2190-01-01"})
    assert (code(late), late.json()["errors"][0]["pointer"]) == ((422, "invalid_input"), "modified")
    assert desk.call("GET", "/jobs/kept").status_code == 200
    assert desk.call("DELETE", "/jobs/kept").status_code == 200  # now


def test_another_tenants_record_is_like_an_unknown_one_and_stays_as_it_is(shared_town: Town, desk: Desk) -> None:
    other = fresh(shared_town, "other")
    desk.put("/candidates/shared", {"name": "Ann"})
    before = desk.call("GET", "/candidates/shared").text
    for method in ("GET", "DELETE"):
        foreign, unknown = (other.call(method, f"/candidates/{name}") for name in ("shared", "unknown"))
        told = [{**one.json(), "request_id": ""} for one in (foreign, unknown)]
        assert told[0] == told[1]
        assert code(foreign) == (404, "not_found")
    assert other.put("/candidates/shared", {"name": "Bob"}).status_code == 201
    assert desk.call("GET", "/candidates/shared").text == before
    assert other.call("DELETE", "/candidates/shared").status_code == 200
    assert desk.call("GET", "/candidates/shared").text == before


def test_reads_are_a_seats_and_each_is_in_the_trail(shared_town: Town) -> None:
    desk = fresh(shared_town, "trail")
    made = desk.put("/candidates/c1").json()["id"]
    shared_town.seat(desk.house, "s1")
    looking = shared_town.token(desk.house, "records:read", "act_as", contracts=("main",))
    for path in ("/v1/candidates/c1", "/v1/candidates"):
        assert code(shared_town.call("GET", path, looking)) == (403, "viewer_needed")
        assert shared_town.call("GET", path, looking, viewer="s1").status_code == 200
    shared_town.service.reads.flush()
    with shared_town.parts.store.reading(desk.house.tenant) as tx:
        seen = audit.find(tx, audit.Wanted(about=made, action="record.read"))
    assert [(one.kind, one.count, one.details["for"]) for one in seen] == [("candidate", 1, "s1")] * 2


def test_a_list_walks_all_that_a_seat_may_see_without_gaps(shared_town: Town) -> None:
    desk = fresh(shared_town, "list")
    desk.bulk(*({"kind": "candidate", "id": f"c{number}", "name": f"Ann {number}"} for number in range(14)))
    shut = [number for number in range(14) if number % 3 != 1]
    entry = {"kind": "access_entry", "about_kind": "candidate", "state": "restricted", "seats": ["s9"]}
    desk.bulk(*({**entry, "id": f"x{number}", "about": f"c{number}"} for number in shut))
    shared_town.seat(desk.house, "s1")
    token = shared_town.token(desk.house, "records:read", "act_as", contracts=("main",))

    def walk(limit: int, **options: Any) -> list[list[str]]:
        pages: list[list[str]] = []
        params: dict[str, Any] = {"limit": limit}
        while True:
            answer = shared_town.call("GET", "/v1/candidates", params=params, **options)
            assert answer.status_code == 200, answer.text
            pages.append([one["source_id"] for one in answer.json()["items"]])
            if answer.json()["next"] is None:
                return pages
            params["cursor"] = answer.json()["next"]

    for limit in (1, 2, 3, 5, 200):
        everything = walk(limit, token=desk.token)
        assert [name for page in everything for name in page] == [f"c{number}" for number in range(14)]
        seen = walk(limit, token=token, viewer="s1")
        assert [name for page in seen for name in page] == [f"c{number}" for number in range(14) if number not in shut]
        assert all(len(page) == limit for page in (*everything[:-1], *seen[:-1]))


def test_a_list_that_looked_at_enough_goes_on_by_its_cursor(shared_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = fresh(shared_town, "short")
    desk.bulk(
        *(
            {"kind": "note", "id": f"n{one}", "candidate": "c1", "text": "x", "visibility": "private"}
            for one in range(9)
        )
    )
    desk.bulk(
        {"kind": "candidate", "id": "c1", "name": "Ann"}, {"kind": "note", "id": "last", "candidate": "c1", "text": "y"}
    )
    shared_town.seat(desk.house, "s1")
    monkeypatch.setattr(listing, "LOOKED_AT_MOST", 2)
    found: list[str] = []
    params: dict[str, Any] = {"limit": 1}
    for _ in range(20):
        answer = desk.call("GET", "/notes", params=params, viewer="s1").json()
        found += [one["source_id"] for one in answer["items"]]
        if answer["next"] is None:
            break
        params["cursor"] = answer["next"]
    assert found == ["last"]


def test_what_changes_moves_to_the_end_and_what_is_gone_leaves_the_list(shared_town: Town) -> None:
    desk = fresh(shared_town, "moves")
    for name in ("j1", "j2", "j3"):
        desk.put(f"/jobs/{name}", {"title": name})
    first = desk.call("GET", "/jobs", params={"limit": 1}).json()
    desk.put("/jobs/j1", {"title": "new", "modified": "2025-02-01"})
    desk.call("DELETE", "/jobs/j2")
    rest = desk.call("GET", "/jobs", params={"cursor": first["next"]}).json()
    assert [one["source_id"] for one in rest["items"]] == ["j3", "j1"]
    since = desk.call("GET", "/jobs/j3").json()["received_at"]
    newer = desk.call("GET", "/jobs", params={"updated_after": since}).json()
    assert [one["source_id"] for one in newer["items"]] == ["j1"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("2025-01-01", 200),
        ("2025-01-01T00:00:00", 200),  # in UTC
        ("2025-01-01T00:00:00.5+14:00", 200),
        ("1735689600", 200),
        ("0001-01-01T00:00:00+14:00", 422),
        ("9999-12-31T23:59:59Z", 422),
        ("0", 422),
        ("1e20", 422),
        ("yesterday", 422),
        ("", 422),
    ],
)
def test_a_time_in_an_address_is_any_that_an_ats_can_mean(shared_town: Town, said: str, status: int) -> None:
    desk = fresh(shared_town, "times")
    desk.bulk(*({"kind": "job", "id": f"j{number}", "title": "Welder"} for number in range(3)))
    listed = desk.call("GET", "/jobs", params={"updated_after": said, "limit": 2})
    assert listed.status_code == status
    if status == 200:
        more = desk.call("GET", "/jobs", params={"updated_after": said, "cursor": listed.json()["next"]})
        assert len(more.json()["items"]) == 1
    assert desk.call("DELETE", "/jobs/none", params={"modified": said}).status_code == (404 if status == 200 else 422)


@settings(max_examples=30)
@given(body=st.dictionaries(st.sampled_from([*MODELS["candidate"].model_fields, "blob"]), VALUES, max_size=4))
def test_one_and_many_judge_alike(shared_town: Town, body: dict[str, Any]) -> None:
    one, many = fresh(shared_town, "one"), fresh(shared_town, "many")
    body = {
        "modified": MODIFIED,
        "name": "Ann",
        **{key: value for key, value in body.items() if key not in ("id", "kind")},
    }
    single = one.raw("PUT", "/candidates/c1", json.dumps(body).encode())
    (outcome,) = many.bulk({"kind": "candidate", "id": "c1", **body}).json()["items"]
    if single.status_code in (200, 201):
        assert single.json()["result"] == outcome["result"]
        stored = [fresh(shared_town, name).call("GET", "/candidates/c1").json()["record"] for name in ("one", "many")]
        assert stored[0] == stored[1]
    elif single.status_code == 409:
        assert single.json()["code"] == outcome["result"]
    else:
        first = single.json()["errors"][0]
        assert (outcome["result"], outcome["code"], outcome["pointer"]) == ("invalid", first["code"], first["pointer"])

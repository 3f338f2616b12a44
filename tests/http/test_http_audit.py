"""A tenant reads its own trail, by whom, what, when and about whom, and learns of nobody's name from it."""

from datetime import timedelta
from typing import Any

import pytest

from service.flows.tenants import FIRST_INSTANCE
from service.http.caller import Caller
from store import audit
from tests.http.conftest import EVERY_SCOPE, Town
from tests.service.conftest import House


@pytest.fixture
def house(shared_town: Town, request: pytest.FixtureRequest) -> House:
    made = shared_town.house(request.node.name)
    made.push({"kind": "candidate", "id": "c1", "name": "Ann Smith"}, {"kind": "job", "id": "j1", "title": "Welder"})
    return made


def items(town: Town, token: str, **params: Any) -> list[Any]:
    answer = town.call("GET", "/v1/audit", token, params=params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def test_reads_and_writes_stand_in_the_trail_with_who_and_for_whom(shared_town: Town, house: House) -> None:
    town = shared_town
    town.seat(house, "s1")
    reader = town.client(house)
    read = town.call("GET", "/v1/candidates/c1", town.token(house, client=reader), viewer="s1")
    town.service.reads.flush()
    told = items(town, town.token(house, "audit:read"))
    assert [(one["number"], one["actor"], one["action"], one["kind"], one["count"]) for one in told] == [
        (3, reader, "record.read", "candidate", 1),
        (2, "test", "record.push", "job", 1),
        (1, "test", "record.push", "candidate", 1),
    ]
    assert told[0]["details"] == {"for": "s1", "request": read.headers["X-Request-Id"]}
    assert told[0]["reason"] is None
    assert "Ann" not in str(told)


def test_an_operators_entry_states_the_reason(shared_town: Town, house: House) -> None:
    town = shared_town
    caller = Caller("operator:olga", "", house.tenant, FIRST_INSTANCE, EVERY_SCOPE, reason="ticket 4711")
    client = town.client(house)
    named = Caller(client, "", house.tenant, FIRST_INSTANCE, EVERY_SCOPE, reason="ticket 4711")
    town.call("GET", "/v1/candidates/c1", town.service.tokens.issue(named, town.parts.clock()))
    town.call("PUT", "/v1/contracts/c1", town.service.tokens.issue(named, town.parts.clock()), json={"name": "x"})
    town.service.reads.flush()
    assert caller.reason
    read, opened = items(town, town.token(house, "audit:read"), actor=client)
    assert {read["reason"], opened["reason"]} == {"ticket 4711"}
    assert {read["action"], opened["action"]} == {"record.read", "contract.open"}


def test_entries_are_asked_for_by_whom_they_are_about(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house)
    found = house.record("candidate", "c1")
    assert found is not None
    by_source = items(town, token, about="c1", about_kind="candidate")
    assert [one["kind"] for one in by_source] == ["candidate"]
    assert items(town, token, about=found.id) == by_source
    assert items(town, token, about="c1", about_kind="job") == []
    assert items(town, token, about="c1") == []  # nothing is known by that id itself
    town.seat(house, "s1")
    town.call("GET", "/v1/seats/s1", token)
    town.service.reads.flush()
    assert [one["kind"] for one in items(town, token, about="s1")] == ["seat"]


def test_filters_add_up_and_pages_go_on(shared_town: Town, house: House) -> None:
    town, token = shared_town, shared_town.token(house)
    day = timedelta(days=1)
    now = town.parts.clock()
    with town.parts.store.writing(house.tenant, actor="test") as tx:
        deeds = [audit.Deed(f"act{n % 3}", "job", [], {"n": n}, f"who{n % 2}", now - n * day) for n in range(30)]
        audit.append_many(tx, deeds)
    assert [one["details"]["n"] for one in items(town, token, actor="who1", action="act0")] == [27, 21, 15, 9, 3]
    since = (now - 9.5 * day).isoformat()
    assert [one["details"]["n"] for one in items(town, token, actor="who1", action="act0", since=since)] == [9, 3]
    seen, cursor = [], None
    while True:
        params = {"actor": "who1", "limit": 4, **({} if cursor is None else {"cursor": cursor})}
        page = town.call("GET", "/v1/audit", token, params=params).json()
        seen += [one["details"]["n"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert seen == list(range(29, 0, -2))
    for other in ({"actor": "who0"}, {"actor": "who1", "action": "act1"}, {}):
        answer = town.call("GET", "/v1/audit", token, params={**other, "cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize(
    "params",
    [{"about_kind": "job"}, {"about": "x", "about_kind": "seat"}, {"since": "2026-01-01"}, {"limit": 0}, {"actor": ""}],
)
def test_a_question_that_can_not_be_read_is_refused(shared_town: Town, params: dict[str, Any]) -> None:
    token = shared_town.token(shared_town.house("questions"))
    answer = shared_town.call("GET", "/v1/audit", token, params=params)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_the_trail_of_another_tenant_is_not_in_it(shared_town: Town, house: House) -> None:
    other = shared_town.house("an empty one")
    found = house.record("candidate", "c1")
    assert found is not None
    token = shared_town.token(other)
    assert items(shared_town, token) == items(shared_town, token, about=found.id) == []
    assert shared_town.call("GET", "/v1/audit", shared_town.token(house, "records:read")).status_code == 403

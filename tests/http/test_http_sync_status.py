"""The state of the sync counts what is kept, what is due and what was set aside."""

from datetime import datetime, timedelta

import pytest

from store import outbox
from tests.http.conftest import Town
from tests.http.written import Desk, code


@pytest.fixture
def desk(shared_town: Town, request: pytest.FixtureRequest) -> Desk:
    return Desk(shared_town, request.node.name)


def test_it_counts_what_is_kept_and_what_is_due(desk: Desk) -> None:
    nothing = desk.call("GET", "/sync-status").json()
    assert (nothing["kinds"], nothing["outbox_depth"], nothing["outbox_oldest_seconds"]) == ([], 0, None)
    desk.put("/jobs/j1")
    desk.bulk(*({"kind": "candidate", "id": f"c{one}", "name": f"Ann {one}"} for one in range(3)))
    desk.call("DELETE", "/candidates/c2")
    received = desk.call("GET", "/candidates/c1").json()["received_at"]
    told = desk.call("GET", "/sync-status").json()
    assert [(one["kind"], one["records"]) for one in told["kinds"]] == [("candidate", 2), ("job", 1)]
    assert told["kinds"][0]["last_received"] == received
    assert told["outbox_depth"] == 3
    assert 0 <= told["outbox_oldest_seconds"] < 60
    desk.house.drain()
    told = desk.call("GET", "/sync-status").json()
    assert (told["outbox_depth"], told["outbox_oldest_seconds"], told["buried"]) == (0, None, {})


def test_it_names_what_was_set_aside(desk: Desk) -> None:
    desk.put("/candidates/c1")
    with desk.town.parts.store.writing(desk.house.tenant, actor="test") as tx:
        claimed = outbox.claim(tx, "refresh", limit=10, lease=timedelta(minutes=1))
        outbox.bury(tx, "refresh", claimed, code="refresh_failed")
    told = desk.call("GET", "/sync-status").json()
    assert (told["outbox_depth"], told["buried"]) == (0, {"refresh/refresh_failed": 1})


def test_it_tells_how_far_links_are_behind_the_members(desk: Desk) -> None:
    desk.put("/candidates/c1")
    desk.house.drain()
    assert desk.call("GET", "/sync-status").json()["members_behind"] == 0
    desk.house.members({"id": "m1", "first_name": "Ann", "last_name": "Zuk"})
    assert desk.call("GET", "/sync-status").json()["members_behind"] == 1
    desk.house.drain()
    assert desk.call("GET", "/sync-status").json()["members_behind"] == 0


def test_it_is_the_tenants_own_and_needs_its_scope(desk: Desk, shared_town: Town) -> None:
    desk.put("/jobs/j1")
    other = Desk(shared_town, "elsewhere")
    assert other.call("GET", "/sync-status").json()["kinds"] == []
    writer = shared_town.token(desk.house, "records:write")
    assert code(shared_town.call("GET", "/v1/sync-status", writer)) == (403, "insufficient_scope")


def test_times_have_a_zone(desk: Desk) -> None:
    desk.put("/jobs/j1")
    (job,) = desk.call("GET", "/sync-status").json()["kinds"]
    assert datetime.fromisoformat(job["last_received"]).tzinfo is not None

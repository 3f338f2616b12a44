"""The feed tells of every change, in order, to whoever asks again and again."""

import threading
from typing import Any

from entities.ids import InstanceId
from service.flows.tenants import FIRST_INSTANCE
from store import records
from sync import merge
from tests.http.conftest import Town
from tests.http.written import MODIFIED, Desk, code

ANN = {"kind": "candidate", "id": "c1", "name": "Ann Zuk"}


def follow(desk: Desk, limit: int, cursor: str | None = None) -> tuple[list[dict[str, Any]], str]:
    """Read until there is no more; gives what came and the cursor to go on with."""
    found: list[dict[str, Any]] = []
    while True:
        params = {"limit": limit} if cursor is None else {"limit": limit, "cursor": cursor}
        answer = desk.call("GET", "/changes", params=params)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["items"]) <= limit
        assert page["more"] is False or len(page["items"]) == limit
        found += page["items"]
        cursor = str(page["next"])
        if not page["more"]:
            return found, cursor


def told(items: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return [(one["source_id"], one["what"], one["version"]) for one in items]


def test_the_feed_tells_what_became_of_each_record_in_order(shared_town: Town) -> None:
    desk = Desk(shared_town, "feed")
    empty, start = follow(desk, 10)
    assert empty == []
    desk.put("/candidates/c1")
    desk.put("/candidates/c1", {"name": "Bob", "modified": "2025-02-01"})
    desk.put("/candidates/c1", {"name": "Bob", "modified": "2025-02-01"})  # nothing new
    desk.put("/jobs/j1")
    desk.call("DELETE", "/candidates/c1", params={"modified": "2025-03-01"})
    desk.put("/candidates/c1", {"name": "Bob", "modified": "2025-05-01", "created": "2025-04-01"})
    desk.put("/candidates/bad", {"name": 5})
    expected = [
        ("c1", "added", 1),
        ("c1", "updated", 2),
        ("j1", "added", 1),
        ("c1", "deleted", 3),
        ("c1", "added", 4),
    ]
    for limit in (1, 2, 3, 1_000):
        items, end = follow(desk, limit, start)
        assert told(items) == expected
        assert follow(desk, limit, end)[0] == []
    assert told(follow(desk, 2)[0]) == expected  # from the beginning, as often as one likes
    desk.put("/jobs/j2")
    assert told(follow(desk, 2, end)[0]) == [("j2", "added", 1)]
    assert {one["id"] for one in items if one["source_id"] == "c1"} == {desk.call("GET", "/candidates/c1").json()["id"]}


def test_nothing_of_other_instances_or_tenants_is_told(shared_town: Town) -> None:
    desk, other = Desk(shared_town, "own"), Desk(shared_town, "strange")
    desk.put("/jobs/j1")
    other.put("/jobs/j2")
    with shared_town.parts.store.writing(desk.house.tenant, actor="test") as tx:
        for instance in (FIRST_INSTANCE, InstanceId("second")):
            item = {"kind": "job", "id": f"of {instance}", "title": "Baker", "modified": MODIFIED}
            records.put(tx, instance=instance, origin="push", record=item, merge=merge)
    assert told(follow(desk, 1)[0]) == [("j1", "added", 1), (f"of {FIRST_INSTANCE}", "added", 1)]
    assert told(follow(other, 1)[0]) == [("j2", "added", 1)]


def test_a_reader_beside_writers_misses_nothing(shared_town: Town) -> None:
    desk = Desk(shared_town, "beside")

    def write(writer: int) -> None:
        for number in range(8):
            desk.bulk(*({**ANN, "id": f"{writer}-{number}-{one}"} for one in range(3)))

    writers = [threading.Thread(target=write, args=(one,)) for one in range(3)]
    for one in writers:
        one.start()
    seen: list[dict[str, Any]] = []
    cursor = None
    while any(one.is_alive() for one in writers):
        more, cursor = follow(desk, 5, cursor)
        seen += more
    for one in writers:
        one.join()
    seen += follow(desk, 5, cursor)[0]
    assert len(seen) == 72
    assert {one["source_id"] for one in seen} == {
        f"{w}-{n}-{one}" for w in range(3) for n in range(8) for one in range(3)
    }


def test_the_feed_needs_its_scope_and_no_seat(shared_town: Town) -> None:
    desk = Desk(shared_town, "scope")
    reader = shared_town.token(desk.house, "changes:read")
    assert shared_town.call("GET", "/v1/changes", reader).status_code == 200
    writer = shared_town.token(desk.house, "records:write")
    assert code(shared_town.call("GET", "/v1/changes", writer)) == (403, "insufficient_scope")

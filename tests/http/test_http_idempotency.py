"""A request with a key has its effect once, and its repetitions get the same answer."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from entities.errors import StillRunning
from entities.ids import TenantKey
from service.http import answered
from service.http.running import Running
from store import changes, replays
from store.replays import Replay
from tests.http.conftest import Town
from tests.http.written import Desk, code

ANN = {"kind": "candidate", "id": "c1", "name": "Ann Zuk"}
KEY = {"Idempotency-Key": "k-1"}


@pytest.fixture
def desk(shared_town: Town, request: pytest.FixtureRequest) -> Desk:
    return Desk(shared_town, request.node.name)


def changed(desk: Desk) -> int:
    with desk.town.parts.store.reading(desk.house.tenant) as tx:
        return len(changes.feed(tx, 0, 1_000))  # type: ignore[arg-type]  # a sequence before the first


def test_the_same_request_is_answered_as_before_without_a_second_effect(desk: Desk) -> None:
    first = desk.bulk(ANN, **KEY)
    desk.put("/candidates/c1", {"name": "Bob", "modified": "2025-03-01"})
    again = desk.bulk(ANN, **KEY)
    assert (first.status_code, "Idempotency-Replayed" in first.headers) == (200, False)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    assert again.content == first.content
    assert changed(desk) == 2
    assert desk.bulk(ANN).json()["items"][0]["result"] == "stale"  # without the key it is judged anew


def test_another_request_under_the_key_is_refused(desk: Desk) -> None:
    desk.bulk(ANN, **KEY)
    assert code(desk.bulk({**ANN, "name": "Bob"}, **KEY)) == (422, "idempotency_key_reused")
    assert code(desk.call("POST", "/tasks", json={"kind": "rematch"}, headers=KEY)) == (422, "idempotency_key_reused")
    assert changed(desk) == 1


def test_a_key_is_its_clients_and_its_tenants_alone(desk: Desk, shared_town: Town) -> None:
    desk.bulk(ANN, **KEY)
    beside, other = Desk(shared_town, desk.house_name), Desk(shared_town, "stranger")
    for another in (beside, other):
        answer = another.bulk({**ANN, "id": f"of {another.client}"}, **KEY)
        assert (answer.status_code, "Idempotency-Replayed" in answer.headers) == (200, False)


def test_tasks_are_ordered_once(desk: Desk) -> None:
    told = [desk.call("POST", "/tasks", json={"kind": "rematch"}, headers=KEY) for _ in range(2)]
    assert [one.status_code for one in told] == [202, 202]
    assert told[0].content == told[1].content
    assert told[1].headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "\xe9", "\t"])
def test_a_key_that_is_none_is_refused(desk: Desk, key: str) -> None:
    assert code(desk.bulk(ANN, **{"Idempotency-Key": key.encode("latin-1")})) == (422, "invalid_input")  # type: ignore[arg-type]  # raw bytes
    assert changed(desk) == 0


def test_a_failed_request_may_be_repeated_under_its_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = replays.keep
    monkeypatch.setattr(answered.replays, "keep", lambda *_: 1 // 0)
    assert desk.bulk(ANN, **KEY).status_code == 500
    assert changed(desk) == 0  # effect and answer are one transaction
    monkeypatch.setattr(answered.replays, "keep", keep)
    assert desk.bulk(ANN, **KEY).json()["counts"]["created"] == 1


def test_while_a_request_runs_its_repetition_waits_outside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    find = replays.find

    def slow(*given: Any) -> Replay | None:
        begun.set()
        assert go_on.wait(20)
        return find(*given)

    monkeypatch.setattr(answered.replays, "find", slow)
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(desk.bulk(ANN, **KEY)))
    thread.start()
    assert begun.wait(20)
    second = desk.bulk(ANN, **KEY)
    go_on.set()
    thread.join()
    assert code(second) == (409, "still_running")
    assert "Retry-After" in second.headers
    assert answers[0].json()["counts"]["created"] == 1


def test_answers_are_kept_for_a_day(desk: Desk) -> None:
    desk.bulk(ANN, **KEY)
    store = desk.town.parts.store
    clock, later = store._clock, datetime.now(UTC) + timedelta(hours=23, minutes=59)
    try:
        store._clock = lambda: later
        assert "Idempotency-Replayed" in desk.bulk(ANN, **KEY).headers
        store._clock = lambda: later + timedelta(minutes=2)
        assert "Idempotency-Replayed" not in desk.bulk(ANN, **KEY).headers
    finally:
        store._clock = clock


def test_writes_that_repeat_by_nature_ignore_the_key(desk: Desk) -> None:
    assert desk.put("/jobs/j1", headers=KEY).json()["result"] == "created"
    assert desk.put("/jobs/j1", headers=KEY).json()["result"] == "unchanged"
    assert desk.put("/jobs/j2", headers=KEY).json()["result"] == "created"


def test_a_key_is_held_by_one_at_a_time() -> None:
    running, tenant, other = Running(), TenantKey("t1"), TenantKey("t2")

    def held() -> bool:
        try:
            with running.only(tenant, "a", "k"):
                return False
        except StillRunning:
            return True

    with running.only(tenant, "b", "k"), running.only(other, "a", "k"), running.only(tenant, "a", None):
        assert not held()
    with running.only(tenant, "a", "k"), running.only(tenant, "a", None):
        assert held()
    assert not held()

"""A read that carries a change token includes that write, or says that the index is behind."""

import asyncio
import itertools
import os
import random
import signal
import statistics
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from entities.errors import IndexBehind, StoreBusy
from entities.ids import Sequence, TenantKey
from service.http import waiting
from service.http.app import make_app, make_service
from service.http.change_tokens import change_token
from service.http.waiting import Waits
from service.settings import Settings
from service.wiring import open_parts
from service.worker_child import WorkerChild
from tests.http.conftest import UNLIMITED, Town
from tests.http.written import Desk, code

PAIRS, MANY_PAIRS = 500, 10_000
AT_ONCE = 10  # pairs under way: more would wait for this one process, not for the index
PAUSED_SHARE = 0.05
PAUSE_SECONDS = 1.0
TENANT = TenantKey("t1")


@pytest.fixture
def desk(shared_town: Town, request: pytest.FixtureRequest) -> Desk:
    return Desk(shared_town, request.node.name)


@contextmanager
def waits(town: Town, **options: Any) -> Iterator[Waits]:
    made = Waits(town.parts, **options)
    try:
        yield made
    finally:
        made.close()


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def test_a_search_with_the_token_finds_what_was_written(desk: Desk) -> None:
    token = desk.put("/candidates/c1", {"name": "Ann Zuk"}).json()["change_token"]
    worker = threading.Timer(0.1, desk.house.worker.drain)
    worker.start()
    found = desk.call("POST", "/search", json={"text": "zuk"}, params={"after": token})
    worker.join()
    assert found.status_code == 200, found.text
    assert len(found.json()["hits"]) == 1


def test_without_a_worker_the_index_is_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.town.service.waits, "_seconds", 0.05)
    token = desk.put("/candidates/c1", {"name": "Ann Zuk"}).json()["change_token"]
    late = desk.call("POST", "/search", json={"text": "zuk"}, params={"after": token})
    assert code(late) == (409, "index_behind")
    assert late.headers["Retry-After"] == "1"
    assert late.json()["retry"] == "now"
    assert desk.call("POST", "/search", json={"text": "zuk"}).json()["hits"] == []
    desk.house.drain()
    assert len(desk.call("POST", "/search", json={"text": "zuk"}, params={"after": token}).json()["hits"]) == 1


def test_only_a_tenants_own_token_is_taken(desk: Desk, shared_town: Town) -> None:
    other = Desk(shared_town, "other")
    own, foreign = (one.put("/jobs/j1").json()["change_token"] for one in (desk, other))
    cursor = desk.call("GET", "/changes").json()["next"]
    for token in (foreign, cursor, "", "x", own[:-3], own + "A", "A" * 190, "A" * 201, "\x00"):
        answer = desk.call("POST", "/search", json={"text": "zuk"}, params={"after": token})
        assert code(answer) == (422, "invalid_input")
    desk.house.drain()
    assert desk.call("POST", "/search", json={"text": "zuk"}, params={"after": own}).status_code == 200


def test_every_write_gives_a_token_that_names_all_before_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.town.service.waits, "_seconds", 0.0)
    desk.put("/candidates/c1", {"name": "Ann Zuk"})
    same = desk.put("/candidates/c1", {"name": "Ann Zuk"}).json()
    many = desk.bulk({"kind": "candidate", "id": "c1", "name": "Ann Zuk"}).json()
    for token in (same["change_token"], many["change_token"]):  # nothing new, yet the write before is not found yet
        assert code(desk.call("POST", "/search", json={}, params={"after": token})) == (409, "index_behind")
    monkeypatch.undo()
    desk.house.drain()
    gone = desk.call("DELETE", "/candidates/c1").json()["change_token"]
    desk.house.drain()
    assert desk.call("POST", "/search", json={"text": "zuk"}, params={"after": gone}).json()["hits"] == []


def test_one_look_serves_all_who_wait_for_a_tenant(desk: Desk) -> None:
    desk.put("/candidates/c1")
    town, tenant = desk.town, desk.house.tenant
    looks = itertools.count()

    async def crowd(held: Waits) -> list[Any]:
        floor = held._floor
        held._floor = lambda of: (next(looks), floor(of))[1]  # type: ignore[method-assign]  # counted
        return await asyncio.gather(*(held.wait(tenant, Sequence(10**9)) for _ in range(64)), return_exceptions=True)

    with waits(town, seconds=0.3) as held:
        begun = time.monotonic()
        answers = run(crowd(held))
        took = time.monotonic() - begun
    assert [type(one) for one in answers] == [IndexBehind] * 64
    assert next(looks) <= took / waiting.TICK_SECONDS + 2


def test_more_than_may_wait_are_told_at_once_and_places_come_back(desk: Desk) -> None:
    desk.put("/candidates/c1")
    tenant = desk.house.tenant

    async def crowd(held: Waits) -> list[Any]:
        return await asyncio.gather(*(held.wait(tenant, Sequence(10**9)) for _ in range(5)), return_exceptions=True)

    with waits(desk.town, seconds=0.05, most=3) as held:
        told = [str(one) for one in run(crowd(held))]
        assert sorted(told)[-2:] == ["too many requests wait for the index"] * 2
        desk.house.drain()
        for _ in range(2):
            assert run(crowd(held))[:3] == [None] * 3
        assert held._watches == {}


class Looks(Waits):
    """Waits whose looks at the outbox a test answers one by one."""

    def __init__(self, town: Town, *answers: Callable[[], Sequence | None]) -> None:
        super().__init__(town.parts, seconds=20)
        self.asked = threading.Semaphore(0)
        self._answers = iter(answers)

    def _floor(self, tenant: TenantKey) -> Sequence | None:
        assert tenant == TENANT
        self.asked.release()
        return next(self._answers)()


def test_a_look_counts_only_for_those_who_came_before_it(shared_town: Town) -> None:
    go_on = threading.Event()

    def first() -> None:
        assert go_on.wait(20)

    held = Looks(shared_town, first, lambda: Sequence(7), lambda: Sequence(8), lambda: None)

    async def scene() -> None:
        early = asyncio.create_task(held.wait(TENANT, Sequence(5)))
        await asyncio.to_thread(held.asked.acquire)  # the look is under way
        late = asyncio.create_task(held.wait(TENANT, Sequence(7)))
        later = asyncio.create_task(held.wait(TENANT, Sequence(8)))
        await asyncio.sleep(0)
        go_on.set()
        await early
        assert not late.done()
        await asyncio.to_thread(held.asked.acquire)  # 7 is not reached yet
        await late
        assert not later.done()
        await later

    run(scene())
    held.close()
    assert held._watches == {}


def test_who_gives_up_leaves_the_others_waiting(shared_town: Town) -> None:
    held = Looks(shared_town, *[lambda: Sequence(1)] * 3, *[lambda: None] * 3)

    async def scene() -> None:
        one, other = (asyncio.create_task(held.wait(TENANT, Sequence(5))) for _ in range(2))
        await asyncio.to_thread(held.asked.acquire)
        one.cancel()
        await other
        assert one.cancelled()

    run(scene())
    held.close()


def test_a_store_that_fails_is_told_to_all_who_wait(shared_town: Town) -> None:
    def busy() -> Sequence | None:
        raise StoreBusy

    held = Looks(shared_town, busy, lambda: None)

    async def scene() -> list[Any]:
        crowd = (held.wait(TENANT, Sequence(5)) for _ in range(3))
        return await asyncio.gather(*crowd, return_exceptions=True)

    assert [type(one) for one in run(scene())] == [StoreBusy] * 3
    run(held.wait(TENANT, Sequence(5)))
    held.close()


def test_a_token_says_its_sequence_to_nobody_else(desk: Desk, shared_town: Town) -> None:
    class Caller:
        service, tenant = shared_town.service, desk.house.tenant

    token = change_token(Caller(), Sequence(12))  # type: ignore[arg-type]  # what is asked of a call
    assert token == change_token(Caller(), Sequence(12))  # type: ignore[arg-type]  # the same
    assert token != change_token(Caller(), Sequence(13))  # type: ignore[arg-type]  # the same


class Field:
    """Tenants that write and search at once, served by one event loop, their worker another process."""

    def __init__(self, town: Town, child: WorkerChild, tenants: int) -> None:
        self.child = child
        self.desks = [Desk(town, f"tenant {number}") for number in range(tenants)]
        self.http = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(town.app), base_url="http://localhost", timeout=60
        )
        self.waited: list[float] = []
        self.behind = 0
        self.missed: list[str] = []

    async def pairs(self, numbers: range) -> list[float]:
        """Do pairs, so many at once; gives how long each waited."""
        self.waited = []
        left = iter(numbers)

        async def some() -> None:
            for number in left:
                await self.pair(number)

        await asyncio.gather(*(some() for _ in range(AT_ONCE)))
        return self.waited

    async def pair(self, number: int) -> None:
        """Write somebody nobody else is called like, and search for them with the token."""
        desk, name = self.desks[number % len(self.desks)], f"Zz{number:07d}q"
        headers = {"Authorization": f"Bearer {desk.token}"}
        body = {"name": name, "modified": "2025-01-01"}
        put = await self.http.put(f"/v1/candidates/c{number}", json=body, headers=headers)
        assert put.status_code == 201, put.text
        params = {"after": put.json()["change_token"]}
        begun = time.monotonic()
        for _ in range(60):
            found = await self.http.post("/v1/search", json={"text": name}, params=params, headers=headers)
            if found.status_code != 409:
                break
            self.behind += 1
        assert found.status_code == 200, found.text
        self.waited.append(time.monotonic() - begun)
        if len(found.json()["hits"]) != 1:
            self.missed.append(name)


@contextmanager
def open_town(folder: Path) -> Iterator[tuple[Town, WorkerChild]]:
    """Open an installation, its worker a process of its own that the service wakes."""
    with open_parts(Settings(data=folder, **UNLIMITED), clock=lambda: datetime.now(UTC)) as parts:
        town = Town(parts)
        child = WorkerChild(folder)
        town.service = make_service(parts, issuer="http://localhost", waker=child.wake)
        town.app = make_app(town.service)
        child.start()
        try:
            yield town, child
        finally:
            town.service.waits.close()
            child.stop(20)


async def pause(child: WorkerChild, seconds: float) -> None:
    """Stop the worker for a while, in the middle of whatever it does."""
    if child.pid is not None:
        os.kill(child.pid, signal.SIGSTOP)
        await asyncio.sleep(seconds)
        os.kill(child.pid, signal.SIGCONT)


async def measure(field: Field, pairs: int) -> None:
    """Run pairs, the worker paused for a share of them; tell how long was waited while it was not."""
    dice = random.Random(7)
    unpaused: list[float] = []
    await field.pairs(range(AT_ONCE))  # the worker has started
    paused = int(pairs * PAUSED_SHARE)
    step = AT_ONCE * pairs // paused  # the worker is paused for one round of each so many pairs
    for start in range(AT_ONCE, pairs, step):
        part = range(start, min(start + step - AT_ONCE, pairs))
        unpaused += await field.pairs(part)

        async def stopping() -> None:
            await asyncio.sleep(dice.random() * 0.05)
            await pause(field.child, PAUSE_SECONDS)

        await asyncio.gather(stopping(), field.pairs(range(part.stop, min(start + step, pairs))))
    await field.http.aclose()
    p50, p95 = statistics.median(unpaused), statistics.quantiles(unpaused, n=20)[-1]
    print(f"{pairs} pairs: waited p50 {1e3 * p50:.0f} ms, p95 {1e3 * p95:.0f} ms unpaused (goal 500)", end="; ")
    print(f"asked again {field.behind} times, missed {len(field.missed)}")
    assert field.missed == []


def test_no_written_record_is_missed_by_a_search_with_its_token(tmp_path: Path) -> None:
    with open_town(tmp_path / "data") as (town, child):
        run(measure(Field(town, child, tenants=2), PAIRS))


@pytest.mark.full
@pytest.mark.timeout(3_600)
def test_no_record_of_many_tenants_is_missed(tmp_path: Path) -> None:
    with open_town(tmp_path / "data") as (town, child):
        run(measure(Field(town, child, tenants=16), MANY_PAIRS))

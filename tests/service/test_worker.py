"""The worker stops when told, outlives every failure, keeps nobody waiting for another's, and writes nothing twice."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest

from entities.errors import EngineDown, EngineError, LeaseLost, StoreBusy, StoreCorrupt, TalentjoinError
from indexing.faulty import Fault, FaultyEngine
from service import worker as module
from service.flows import refresh as refreshing
from service.flows.index import index_members, index_tenant
from service.flows.lease import leased
from service.flows.refresh import refresh
from service.flows.sight import Known
from service.matching import MemberProfiles
from service.settings import Settings
from service.wiring import Parts, open_parts
from service.worker import Worker
from store import control, links, outbox
from tests.service.conftest import NOW, HereParser, House

ANN = {"kind": "candidate", "id": "c1", "name": "Ann Zuk"}
BOB = {"kind": "candidate", "id": "c2", "name": "Bob Zuk"}


def depth(house: House) -> int:
    with house.parts.store.reading(house.tenant) as tx:
        return sum(outbox.depth(tx).values())


def dirty(parts: Parts) -> list[Any]:
    with parts.store.control_reading() as tx:
        return list(control.dirty_tenants(tx))


@contextmanager
def running(worker: Worker) -> Iterator[list[TalentjoinError]]:
    """Run a worker on a thread; its failures are listed, and it must end when told."""
    stop, failures = threading.Event(), list[TalentjoinError]()
    thread = threading.Thread(target=worker.run, args=(stop, failures.append))
    thread.start()
    try:
        yield failures
    finally:
        stop.set()
        thread.join(timeout=30)
        assert not thread.is_alive()


def until(true: Callable[[], bool]) -> None:
    """Wait for what another thread does; gives up when nothing happens for long."""
    for _ in range(500):
        if true():
            return
        threading.Event().wait(0.02)
    pytest.fail("it never came true")


def test_a_running_worker_does_what_comes_and_ends_when_told(house: House) -> None:
    with running(house.worker) as failures:
        house.push(ANN)
        until(lambda: len(house.find("zuk")) == 1)
        house.members({"id": "m1", "name": "Mia Zuk"})
        until(lambda: len(house.find("zuk")) == 2 and depth(house) == 0)
    assert failures == []
    house.assert_index_is_store()


def test_a_worker_that_is_told_before_it_begins_does_nothing(house: House) -> None:
    house.push(ANN)
    stop = threading.Event()
    stop.set()
    house.worker.run(stop, pytest.fail)
    assert depth(house) == 1


def test_while_the_engine_is_down_writes_are_accepted_and_the_index_catches_up(house: House) -> None:
    down = FaultyEngine(house.parts.engine, [Fault(nth) for nth in range(1, 9)], calls=("apply",))
    worker = Worker(replace(house.parts, engine=down), HereParser())
    for number in range(3):
        assert house.push({**ANN, "id": f"c{number}"})[0].result == "created"
        with pytest.raises(EngineDown):
            worker.drain()
        assert house.link(f"c{number}").decision == "none"  # linked and projected all the same
    assert house.find("zuk") == ()
    with running(worker) as failures:
        house.push(BOB)
        with pytest.MonkeyPatch.context() as patch:
            minutes = count()
            patch.setattr(house.parts.store, "_clock", lambda: NOW + timedelta(minutes=next(minutes)))
            until(lambda: len(house.find("zuk")) == 3)
    assert all(isinstance(failure, EngineError) for failure in failures)
    house.assert_index_is_store()


@pytest.mark.parametrize("kind", ["before", "after", "partial"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_whatever_the_engine_did_before_it_failed_the_end_is_the_same(house: House, kind: Any, nth: int) -> None:
    engine = FaultyEngine(house.parts.engine, [Fault(nth, kind)], calls=("apply",))
    worker = Worker(replace(house.parts, engine=engine), HereParser())
    house.members({"id": "m1", "name": "Mia Zuk"}, {"id": "m2", "name": "Max Zuk"})
    failures = 0
    for items in ((ANN, BOB), ({**ANN, "name": "Eve Zuk", "modified": "2025-02-01"},)):
        house.push(*items)
        for _ in range(3):
            try:
                worker.drain()
            except EngineError:
                failures += 1
    assert failures == 1
    assert depth(house) == 0
    assert {hit.name for hit in house.find("zuk")} == {"Eve Zuk", "Bob Zuk", "Mia Zuk", "Max Zuk"}
    house.assert_index_is_store()


def test_an_error_of_the_machine_is_reported_under_a_type_and_outlived(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [True]

    def index(parts: Parts, tenant: Any) -> int:
        if broken[0]:
            raise OSError(28, "No space left on device")
        return index_tenant(parts, tenant)

    monkeypatch.setattr(module, "index_tenant", index)
    house.push(ANN)
    with running(house.worker) as failures:
        until(lambda: bool(failures))
        broken[0] = False
        until(lambda: len(house.find("zuk")) == 1)
    assert "No space left" in failures[0].message


@pytest.fixture
def three(house: House) -> list[House]:
    """Three tenants of which the first to be looked at is broken."""
    houses = [house, house.beside("second"), house.beside("third")]
    for one in houses:
        one.push(ANN, BOB)
    with house.parts.store._places.use(house.tenant) as place:
        place.keys.dispose()
        place.ring.root, place.ring.generation = None, -1
        place.ring.keys.clear()
    for file in house.parts.store.folder(house.tenant).glob("keys.db*"):
        file.unlink()
    (house.parts.store.folder(house.tenant) / "keys.db").write_bytes(b"not a database" * 999)
    return houses


def test_a_tenant_that_cannot_be_read_keeps_no_other_waiting(three: list[House]) -> None:
    with pytest.raises(TalentjoinError):
        three[0].worker.drain()
    for one in three[1:]:
        assert len(one.find("zuk")) == 2
        assert depth(one) == 0
        one.assert_index_is_store()
    assert dirty(three[0].parts) == [three[0].tenant]


def test_a_broken_tenant_is_reported_again_and_again_while_the_others_are_served(three: list[House]) -> None:
    with running(three[0].worker) as failures:
        until(lambda: len(failures) > 1)
        three[2].push({**ANN, "id": "c3", "name": "Cleo Zuk"})
        until(lambda: len(three[2].find("zuk")) == 3)
        three[1].members({"id": "m1", "name": "Mia Zuk"})
        until(lambda: len(three[1].find("zuk")) == 3)


def test_every_tenant_gets_a_batch_before_any_gets_a_second(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshing, "CANDIDATES_AT_ONCE", 2)
    houses = [house, house.beside("second"), house.beside("third")]
    for one in houses:
        one.push(*({**ANN, "id": f"c{number}"} for number in range(6)))
    turns: list[Any] = []

    def watched(parts: Parts, tenant: Any, *others: Any) -> int:
        done = refresh(parts, tenant, *others)
        turns.extend([tenant] * bool(done))
        return done

    monkeypatch.setattr(module, "refresh", watched)
    house.worker.drain()
    assert len(turns) == 9
    assert all(set(turns[start : start + 3]) == {one.tenant for one in houses} for start in (0, 3, 6))


def test_work_whose_mark_was_lost_is_found_by_the_next_sweep(house: House) -> None:
    house.push(ANN)
    with house.parts.store.control_writing() as tx:
        tx.execute(control.delete(control.dirty).where(control.dirty.c.tenant == house.tenant))
    assert dirty(house.parts) == []
    house.drain()
    assert len(house.find("zuk")) == 1


def test_a_drained_tenant_is_looked_at_no_more(house: House) -> None:
    house.push(ANN)
    assert dirty(house.parts) == [house.tenant]
    house.drain()
    assert dirty(house.parts) == []
    assert house.worker.drain() == 0


class Clocked:
    """One data folder, seen by processes whose clocks a test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOW

    def read(self) -> datetime:
        return self.now


@pytest.fixture
def clocked(tmp_path: Path) -> Iterator[tuple[House, Clocked]]:
    clock = Clocked(tmp_path / "data")
    with open_parts(Settings(data=clock.folder, lease_seconds=10), clock=clock.read) as parts:
        yield House(parts), clock


def test_a_paused_workers_batch_is_done_by_another_and_the_paused_one_writes_nothing(
    clocked: tuple[House, Clocked], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, clock = clocked
    house.push(ANN, BOB)
    matching = MemberProfiles(house.parts)
    matching.refresh()
    real = refreshing._compute

    def paused(*arguments: Any) -> Any:
        computed = real(*arguments)
        monkeypatch.setattr(refreshing, "_compute", real)
        clock.now += timedelta(seconds=11)
        house.push({**ANN, "name": "Eve Zuk", "modified": "2025-02-01"})
        assert Worker(house.parts, HereParser()).drain() > 0
        return computed

    monkeypatch.setattr(refreshing, "_compute", paused)
    with pytest.raises(LeaseLost):
        refresh(house.parts, house.tenant, matching, HereParser())
    assert {one.name for one in house.people()} == {"Eve Zuk", "Bob Zuk"}
    assert {one.version for one in house.people()} == {1}
    house.drain()
    assert {hit.name for hit in house.find("zuk")} == {"Eve Zuk", "Bob Zuk"}


@pytest.mark.parametrize("side", ["tenant", "members"])
def test_what_a_paused_worker_did_to_the_index_is_put_right(clocked: tuple[House, Clocked], side: str) -> None:
    """It applies what was current before its pause over what another worker applied since."""
    house, clock = clocked
    parts = house.parts
    other = House.__new__(House)
    other.parts, other.tenant, other.worker = parts, house.tenant, Worker(parts, HereParser())

    class Pausing:
        def apply(self, index: str, actions: Any) -> None:
            clock.now += timedelta(seconds=11)
            house.push({**ANN, "name": "New Name", "modified": "2025-02-01"})
            house.members({"id": "m1", "name": "New Member"})
            other.drain()
            parts.engine.apply(index, actions)

        def __getattr__(self, name: str) -> Any:
            return getattr(parts.engine, name)

    house.push(ANN)
    house.members({"id": "m1", "name": "Old Member"})
    matching = MemberProfiles(parts)
    matching.refresh()
    refresh(parts, house.tenant, matching, HereParser())
    slow = replace(parts, engine=Pausing())  # type: ignore[arg-type]  # delegates
    assert (index_tenant(slow, house.tenant) if side == "tenant" else index_members(slow)) == 0
    assert len(house.find("zuk" if side == "tenant" else "old")) == 1  # for the moment the older state shows
    house.drain()
    assert house.find("zuk") == house.find("old") == ()
    assert {hit.name for hit in house.find("new")} == {"New Name", "New Member"}
    house.assert_index_is_store()


def test_a_dead_workers_batch_comes_due_when_its_lease_ends(clocked: tuple[House, Clocked]) -> None:
    house, clock = clocked
    house.push(ANN)
    with house.parts.store.writing(house.tenant, actor="dead") as tx:
        outbox.claim(tx, "refresh", limit=10, lease=timedelta(seconds=10))
    assert house.worker.drain() == 0
    assert depth(house) == 1
    clock.now += timedelta(seconds=11)
    house.drain()
    assert len(house.find("zuk")) == 1


@pytest.mark.parametrize("error", [StoreBusy(), EngineDown(), OSError(5, "input/output error")])
def test_failed_work_is_due_again_at_once_then_later_and_later(
    clocked: tuple[House, Clocked], error: Exception
) -> None:
    house, clock = clocked
    house.push(ANN)
    waits = []
    for _ in range(9):
        while True:  # second by second until it is due
            claimed: list[Any] = []
            try:
                with leased(
                    lambda: house.parts.store.writing(house.tenant, actor="t"), "refresh", limit=9, seconds=5
                ) as claimed:
                    if claimed:
                        raise error
            except type(error):
                break
            clock.now += timedelta(seconds=1)
        waits.append(clock.now)
    seconds = [int((later - earlier).total_seconds()) for earlier, later in pairwise(waits)]
    assert seconds == [0, 2, 4, 8, 16, 32, 60, 60]


def test_work_that_fails_unexpectedly_keeps_its_lease_and_is_not_given_back(clocked: tuple[House, Clocked]) -> None:
    house, _ = clocked
    house.push(ANN)
    writing = partial(house.parts.store.writing, house.tenant, actor="t")

    def fail() -> None:
        with leased(writing, "refresh", limit=9, seconds=5) as claimed:
            assert len(claimed) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with leased(writing, "refresh", limit=9, seconds=5) as claimed:
        assert claimed == []


@pytest.mark.parametrize("error", [ValueError("odd"), StoreCorrupt("bits")])
def test_what_no_second_try_can_help_is_set_aside_alone(
    house: House, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    real = refreshing.linking_view

    def breaks(known: Known) -> Any:
        if known.gathered.candidate.source == "c2":
            raise error
        return real(known)

    monkeypatch.setattr(refreshing, "linking_view", breaks)
    house.push(ANN, BOB, {**ANN, "id": "c3"})
    house.drain()
    assert len(house.find("zuk")) == 2
    with house.parts.store.reading(house.tenant) as tx:
        assert outbox.buried(tx) == {"refresh/refresh_failed": 1}
        assert len(links.all(tx, None, 10)) == 2


def test_what_may_pass_is_never_set_aside(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any) -> Any:
        raise StoreBusy

    house.push(ANN, BOB)
    with monkeypatch.context() as patch:
        patch.setattr(refreshing, "linking_view", busy)
        with pytest.raises(StoreBusy):
            house.worker.drain()
    with house.parts.store.reading(house.tenant) as tx:
        assert outbox.buried(tx) == {}
    house.drain()
    assert len(house.find("zuk")) == 2


def test_progress_counts_up_stage_by_stage(parts: Parts) -> None:
    said: list[tuple[str, int]] = []
    house = House(parts, "acme", Worker(parts, HereParser(), lambda stage, done, _: said.append((stage, done))))
    house.push(ANN, BOB)
    house.members({"id": "m1", "name": "Mia"})
    house.drain()
    house.push({**ANN, "id": "c3"})
    house.drain()
    last = dict(said)
    assert last == {"index members": 1, "link and project": 3 + 0, "index people": 3}
    for stage in last:
        counts = [done for name, done in said if name == stage]
        assert counts == sorted(counts)

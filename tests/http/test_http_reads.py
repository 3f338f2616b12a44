"""What is read stands in the trail within a second, in order, whatever the store does; nothing is read unnoted."""

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from entities.errors import StoreBusy, StoreError
from entities.ids import TenantKey
from service.http import reads
from service.http.reads import ReadLog, Seen
from service.settings import Settings
from service.wiring import open_parts
from store import audit
from tests.http.conftest import Town
from tests.service.conftest import House

START = datetime(2026, 1, 2, tzinfo=UTC)
PATIENCE = 30.0  # seconds a loaded machine may take


def seen(house: House, number: int, *, ids: int = 1, reason: str = "") -> Seen:
    names = tuple(f"r{number}-{one}" for one in range(ids))
    return Seen(house.tenant, f"cl_{number}", "s1", "candidate", names, f"q{number}", START, reason)


def actors(town: Town, house: House) -> list[str]:
    with town.parts.store.reading(house.tenant) as tx:
        return [one.actor for one in audit.read(tx, limit=10_000) if one.action == reads.ACTION]


def until(true: object) -> None:
    """Wait for something that another thread does."""
    assert callable(true)
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def house(shared_town: Town, request: pytest.FixtureRequest) -> House:
    return shared_town.house(request.node.name)


def test_an_entry_says_who_for_whom_what_when_and_why(shared_town: Town, house: House) -> None:
    log = ReadLog(shared_town.parts)
    log.add(seen(house, 1, ids=2))
    log.add(seen(house, 2, reason="ticket 17"))
    assert log.flush() == 2
    with shared_town.parts.store.reading(house.tenant) as tx:
        first, second = audit.read(tx)
        subjects = (tx.vault.pseudonym("r1-0"), tx.vault.pseudonym("r1-1"))
        assert audit.verify(tx) == 2
    assert first == audit.Entry(
        1, START, "cl_1", "record.read", "candidate", 2, subjects, {"for": "s1", "request": "q1"}
    )
    assert second.details == {"for": "s1", "request": "q2", "reason": "ticket 17"}
    assert log.flush() == 0


def test_many_entries_are_few_statements_in_order(shared_town: Town, house: House) -> None:
    log, calls = ReadLog(shared_town.parts), []
    for number in range(reads.BATCH + 7):
        log.add(seen(house, number))
    shared_town.parts.store.on_call = calls.append
    try:
        assert log.flush() == reads.BATCH + 7
    finally:
        shared_town.parts.store.on_call = None
    assert calls.count("tenant.commit") == 2
    assert calls.count("tenant.execute") == 6
    assert actors(shared_town, house) == [f"cl_{number}" for number in range(reads.BATCH + 7)]


def test_what_the_store_refused_waits_and_comes_first_later(shared_town: Town, house: House) -> None:
    log, store = ReadLog(shared_town.parts), shared_town.parts.store

    def fail(name: str) -> None:
        if name == "tenant.commit":
            raise StoreBusy

    log.add(seen(house, 1))
    store.on_call = fail
    try:
        assert log.flush() == 0
        log.add(seen(house, 2))
        assert log.flush() == 0
    finally:
        store.on_call = None
    assert actors(shared_town, house) == []
    assert log.flush() == 2
    assert actors(shared_town, house) == ["cl_1", "cl_2"]


def test_beyond_the_bound_a_read_is_refused_and_others_tenants_go_on(shared_town: Town, house: House) -> None:
    other = shared_town.house("another busy one")
    log = ReadLog(shared_town.parts, most=24, most_of_tenant=10)
    for number in range(4):
        log.add(seen(house, number, ids=2))  # 12 in all: the bound is looked at before
    with pytest.raises(StoreError) as refused:
        log.add(seen(house, 4))
    assert refused.value.code == "store_failed"
    for number in range(4):
        log.add(seen(other, number))
    log.add(seen(other, 4, ids=3))
    with pytest.raises(StoreError):  # by the bound of all together
        log.add(seen(shared_town.house("a third one"), 0))
    assert log.flush() == 9
    log.add(seen(house, 4))
    log.flush()
    assert actors(shared_town, house) == [f"cl_{number}" for number in range(5)]


def test_a_read_that_can_not_be_noted_is_not_answered(shared_town: Town, house: House) -> None:
    house.push({"kind": "candidate", "id": "c1", "name": "Ann Smith"})
    token, log = shared_town.token(house), shared_town.service.reads
    most, log._most_of_tenant = log._most_of_tenant, 0
    try:
        refused = shared_town.call("GET", "/v1/candidates/c1", token)
    finally:
        log._most_of_tenant = most
    assert (refused.status_code, refused.json()["code"]) == (503, "store_failed")
    assert "Ann" not in refused.text
    assert shared_town.call("GET", "/v1/candidates/c1", token).status_code == 200


def test_the_background_writes_by_itself_and_a_held_tenant_holds_up_nobody(shared_town: Town, house: House) -> None:
    free, log = shared_town.house("free one"), ReadLog(shared_town.parts)
    log.start()
    log.start()  # a second time changes nothing
    try:
        with shared_town.parts.store.writing(house.tenant, actor="bulk") as tx:
            audit.append(tx, action="held", kind="job", ids=[], details={})
            for number in range(3):
                log.add(seen(house, number))
                log.add(seen(free, number))
            until(lambda: len(actors(shared_town, free)) == 3)
            assert actors(shared_town, house) == []
        until(lambda: len(actors(shared_town, house)) == 3)
        log.add(seen(house, 3))
    finally:
        assert log.close() == 0
    assert actors(shared_town, house) == [f"cl_{number}" for number in range(4)]


def test_many_threads_lose_and_double_nothing(shared_town: Town, house: House) -> None:
    log = ReadLog(shared_town.parts)
    log.start()
    threads = [
        threading.Thread(target=lambda first=first: [log.add(seen(house, first + one)) for one in range(200)])
        for first in range(0, 1_600, 200)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.close() == 0
    told = actors(shared_town, house)
    assert sorted(told) == sorted(f"cl_{number}" for number in range(1_600))
    of_one = [int(one.removeprefix("cl_")) for one in told if int(one.removeprefix("cl_")) < 200]
    assert of_one == list(range(200))  # each thread's own order is kept
    with shared_town.parts.store.reading(house.tenant) as tx:
        assert audit.verify(tx) == 1_600


def test_closing_says_what_could_not_be_written_and_a_gone_tenant_is_no_loss(shared_town: Town, house: House) -> None:
    log = ReadLog(shared_town.parts)
    log.add(Seen(TenantKey("t" + "a" * 16), "cl_1", "", "candidate", ("r1",), "q1", START))
    assert log.close() == 0
    log.add(seen(house, 1))
    shared_town.parts.store.on_call = lambda _: (_ for _ in ()).throw(StoreBusy())
    try:
        assert log.close() == 1
    finally:
        shared_town.parts.store.on_call = None


KILLED = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from entities.ids import TenantKey
from service.http.reads import ReadLog, Seen
from service.settings import Settings
from service.wiring import open_parts
with open_parts(Settings(data=Path(sys.argv[1])), clock=lambda: datetime.now(UTC)) as parts:
    log = ReadLog(parts)
    log.start()
    for number in range(10_000):
        log.add(Seen(TenantKey(sys.argv[2]), "cl", "s", "candidate", (f"r{number}",), str(number), parts.clock()))
        print(number, flush=True)
        time.sleep(0.01)
"""


def test_a_kill_loses_only_the_end(tmp_path: Path) -> None:
    """Entries come while the child goes on; what is kept is a whole beginning of what it noted."""
    settings = Settings(data=tmp_path / "data")
    with open_parts(settings, clock=lambda: datetime.now(UTC)) as parts:
        house = House(parts)
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(settings.data), house.tenant], stdout=subprocess.PIPE, text=True
        )

        def kept() -> list[str]:
            with parts.store.reading(house.tenant) as tx:
                return [str(one.details["request"]) for one in audit.read(tx, limit=10_000)]

        until(lambda: len(kept()) > 60)
        child.kill()
        noted = [line for line in child.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]
        names = kept()
        with parts.store.reading(house.tenant) as tx:
            assert audit.verify(tx) == len(names)
    assert names == [str(number) for number in range(len(names))]
    print(f"\nlost {len(noted) - len(names)} entries, of 100 a second")

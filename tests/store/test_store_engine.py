"""Turn full disks, locks, broken files and lost connections into errors of our own, with nothing half written."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, text

from entities.errors import SettingsError, StoreBusy, StoreCorrupt, StoreError, StoreFull
from entities.ids import Sequence as ChangeSequence
from entities.ids import TenantKey
from store import Store, StoreSettings, changes, records
from tests.store.conftest import MASTER, Clock
from tests.store.samples import ATS, candidate, merge

SHARED_STORE = True
DURABLE = True  # what is checked here is what a power cut would show
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> StoreSettings:
    """Name a new store in SQLite."""
    return StoreSettings(tmp_path / "store", master_key=MASTER, busy_seconds=0.1)


def put(store: Store, tenant: TenantKey, *sources: str, text_length: int = 10) -> list[records.PutResult]:
    items = [candidate(source, tags=["x" * min(text_length, 200)] * (text_length // 200 + 1)) for source in sources]
    with store.writing(tenant, actor="test") as tx:
        return records.put_many(tx, instance=ATS, origin="push", records=items, merge=merge)


def events(store: Store, tenant: TenantKey) -> int:
    with store.reading(tenant) as tx:
        return len(changes.feed(tx, ChangeSequence(0), 10_000))


def test_files_are_opened_to_last(sqlite_settings: StoreSettings, clock: Clock) -> None:
    with Store.open(sqlite_settings, clock=clock) as store:
        tenant = store.add_tenant("acme")
        with store._places.use(tenant) as place:
            for engine in (place.records, place.keys, *store._shared.values()):
                with engine.connect() as connection:
                    found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in PRAGMAS}
                assert found == PRAGMAS


def test_full_disk_refuses_the_whole_batch(sqlite_settings: StoreSettings, clock: Clock) -> None:
    with Store.open(sqlite_settings, clock=clock) as store:
        tenant = store.add_tenant("acme")
        put(store, tenant, "c0")
        with store._places.use(tenant) as place:

            @event.listens_for(place.records, "begin")
            def _fill_the_disk(connection: object) -> None:
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar()  # type: ignore[attr-defined] # a connection
                connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")  # type: ignore[attr-defined] # a connection

            with pytest.raises(StoreFull):
                put(store, tenant, *[f"c{number}" for number in range(50)], text_length=4000)
            assert events(store, tenant) == 1
            event.remove(place.records, "begin", _fill_the_disk)

            @event.listens_for(place.records, "begin")
            def _free_the_disk(connection: object) -> None:
                connection.exec_driver_sql("PRAGMA max_page_count = 1000000")  # type: ignore[attr-defined] # a connection

            again = put(store, tenant, *[f"c{number}" for number in range(50)], text_length=4000)
        assert [one.outcome for one in again] == ["changed", *["created"] * 49]


def test_locked_file_is_busy_then_works(sqlite_settings: StoreSettings, clock: Clock) -> None:
    with Store.open(sqlite_settings, clock=clock) as store:
        tenant = store.add_tenant("acme")
        put(store, tenant, "c0")
        with store.writing(tenant, actor="slow") as slow:
            slow.sequence()
            failures: list[StoreError] = []

            def other() -> None:
                try:
                    put(store, tenant, "c1")
                except StoreError as error:
                    failures.append(error)

            thread = threading.Thread(target=other)
            thread.start()
            thread.join()
        assert [type(failure) for failure in failures] == [StoreBusy]
        assert put(store, tenant, "c1")[0].outcome == "created"


def test_file_of_other_bytes_is_corrupt(sqlite_settings: StoreSettings, clock: Clock) -> None:
    with Store.open(sqlite_settings, clock=clock) as store:
        tenant = store.add_tenant("acme")
    (store.folder(tenant) / "records.db").write_bytes(b"not a database, whatever its name says" * 200)
    for leftover in store.folder(tenant).glob("records.db-*"):
        leftover.unlink()
    with pytest.raises(StoreCorrupt):
        Store.open(sqlite_settings, clock=clock)


def test_few_files_stay_open_however_many_tenants(sqlite_settings: StoreSettings, clock: Clock) -> None:
    with Store.open(replace(sqlite_settings, open_tenants=3), clock=clock) as store:
        tenants = [store.add_tenant(f"tenant {number}") for number in range(8)]
        for _ in range(2):
            for tenant in tenants:
                put(store, tenant, "c0")
            assert len(store._places) == 3
        with store.reading(tenants[0]) as kept:
            for tenant in tenants[1:]:
                put(store, tenant, "c1")
            assert records.count_by_kind(kept) == {"candidate": 1}


@pytest.mark.parametrize("wrong", [{"master_key": b"short"}, {"url": "mysql://x"}])
def test_wrong_settings_are_named(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        StoreSettings(**{"root": tmp_path, "master_key": MASTER, **wrong})  # type: ignore[arg-type] # wrong on purpose


def test_settings_show_no_secret(tmp_path: Path) -> None:
    shown = repr(StoreSettings(tmp_path, admin_url="postgresql://owner:hidden@host/x", master_key=MASTER))
    assert "hidden" not in shown
    assert "master_key" not in shown


def test_database_that_is_away_is_a_store_error(tmp_path: Path, clock: Clock) -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    with pytest.raises(StoreError) as caught:
        Store.open(StoreSettings(tmp_path, url, url, MASTER, busy_seconds=1), clock=clock)
    assert caught.value.retry == "later"


class _Killed(BaseException):
    """What a test raises where a process would have been killed."""


def test_failing_at_any_call_leaves_all_or_nothing(store: Store, tenant: TenantKey) -> None:
    """For every n: fail at the n-th call of a push, then push again; the end is that of an unhindered push."""
    reached = 0
    while True:
        calls = 0

        def fail_at(_name: str, at: int = reached) -> None:
            nonlocal calls
            calls += 1
            if calls == at + 1:
                raise _Killed

        source = f"c{reached}"
        store.on_call = fail_at
        try:
            put(store, tenant, source)
        except _Killed:
            store.on_call = None
            assert events(store, tenant) == reached
            assert put(store, tenant, source)[0].outcome == "created"
            assert put(store, tenant, source)[0].outcome == "unchanged"
        else:
            store.on_call = None
            break
        reached += 1
        assert events(store, tenant) == reached
    assert reached > 10


def test_lost_connection_is_an_error_once(store: Store, tenant: TenantKey) -> None:
    if not store.settings.on_postgres:
        pytest.skip("PostgreSQL only: SQLite has no connection to lose")

    def lose_it() -> None:
        with store.writing(tenant, actor="test") as tx:
            driver = tx.connection.connection.driver_connection
            assert driver is not None
            driver.close()
            tx.sequence()

    with pytest.raises(StoreError):
        lose_it()
    assert put(store, tenant, "c1")[0].outcome == "created"

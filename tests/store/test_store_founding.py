"""Turn a crash at any call of making a tenant into a list that a retry makes whole."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from entities.errors import NotFound, StoreError, StoreFull
from entities.ids import TenantKey
from store import Store, control, records
from store.founding import LOCK_FILE, MARKS, founding
from store.tables.control import tenant as listed
from store.tables.keys import tenant_key
from tests.store.samples import ATS, candidate, merge

SHARED_STORE = True  # every test looks at what it made itself


class Killed(BaseException):
    """A kill, as near as one process can come to it: nothing may clean up behind it."""


def tenants(store: Store) -> set[str]:
    with store.control_reading() as tx:
        return set(tx.execute(select(listed.c.key)).scalars())


def folders(store: Store) -> set[str]:
    return {place.name for place in (store.settings.root / "tenants").iterdir()} - {MARKS}


def marks(store: Store) -> set[str]:
    return {place.name for place in (store.settings.root / "tenants" / MARKS).iterdir()} - {LOCK_FILE}


def failing(at: int, error: BaseException) -> Callable[[str], None]:
    calls = iter(range(10_000))

    def hook(_name: str) -> None:
        if next(calls) == at:
            raise error

    return hook


def made(store: Store, name: str, at: int, error: BaseException) -> bool:
    """Try to make a tenant and fail at the n-th call; False when there was no such call."""
    store.on_call = failing(at, error)
    try:
        control.add_tenant(store, name)
    except type(error):
        return True
    finally:
        store.on_call = None
    return False


def usable(store: Store, tenant: TenantKey) -> bool:
    with store.writing(tenant, actor="test") as tx:
        put = records.put(tx, instance=ATS, origin="push", record=candidate("c1"), merge=merge)
    with store.reading(tenant) as tx:
        return records.get(tx, put.id) is not None


def test_a_kill_at_any_call_leaves_what_the_next_sweeps_away(store: Store, tenant: TenantKey) -> None:
    reached = 0
    while True:
        before, name = tenants(store), f"killed at {reached} {tenant}"
        if not made(store, name, reached, Killed()):
            break
        new = tenants(store) - before
        left = folders(store) - tenants(store)
        assert left <= marks(store), "what is left of it must be marked"
        assert not new
        again = control.add_tenant(store, name)
        assert folders(store) == tenants(store)
        assert marks(store) == set()
        reached += 1
    assert usable(store, again)
    assert reached > 4


def test_a_failure_at_any_call_leaves_nothing_at_all(store: Store, tenant: TenantKey) -> None:
    reached = 0
    while True:
        before, name = (tenants(store), folders(store)), f"failed at {reached} {tenant}"
        if not made(store, name, reached, StoreFull()):
            break
        assert (tenants(store), folders(store)) == before
        reached += 1
    assert marks(store) == set()
    assert reached > 4


def test_a_failed_tenants_keys_are_gone(store: Store, tenant: TenantKey, monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []

    def watch(name: str) -> None:
        if name == "control.commit":
            keys.extend(marks(store))
            store.on_call = None
            raise StoreFull

    with store.control_reading():  # the look whether the name is taken commits too
        pass
    monkeypatch.setattr(control, "add_tenant", lambda of, name: of.add_tenant(name))
    store.on_call = watch
    with pytest.raises(StoreFull):
        control.add_tenant(store, f"keyless {tenant}")
    (failed,) = keys
    with pytest.raises(NotFound), store.reading(TenantKey(failed)):
        pass
    if store.settings.on_postgres:
        with store._places.use(tenant) as place, store._keys(place, TenantKey(failed), writing=False) as connection:
            assert connection.execute(select(tenant_key)).all() == []
    assert not store.folder(TenantKey(failed)).exists()


def test_a_mark_left_behind_a_listed_tenant_costs_it_nothing(store: Store, tenant: TenantKey) -> None:
    """Killed between the commit and the end: it is on the list, so it exists."""
    assert usable(store, tenant)
    (store.settings.root / "tenants" / MARKS / tenant).touch()
    other = store.add_tenant(f"other {tenant}")
    assert marks(store) == set()
    assert usable(store, tenant)
    assert usable(store, other)
    with store.reading(tenant) as tx:
        assert records.count_by_kind(tx) == {"candidate": 1}


def test_a_folder_without_a_mark_is_nobodys_to_remove(store: Store, tenant: TenantKey) -> None:
    """A restored list may lack tenants whose folders are there: no sweep may take them for leftovers."""
    stray = store.settings.root / "tenants" / f"tstray{tenant}"
    stray.mkdir()
    (stray / "records.db").write_bytes(b"somebody's")
    store.add_tenant(f"other {tenant}")
    assert (stray / "records.db").read_bytes() == b"somebody's"
    (stray / "records.db").unlink()
    stray.rmdir()


def test_tenants_made_at_once_sweep_none_of_each_other(store: Store, tenant: TenantKey) -> None:
    keys: list[TenantKey] = []
    threads = [
        threading.Thread(target=lambda number=number: keys.append(store.add_tenant(f"at once {number} {tenant}")))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 6
    assert set(keys) <= tenants(store)
    assert all(usable(store, key) for key in keys)


def test_founding_settles_every_mark_before_it_makes_its_own(tmp_path: Path) -> None:
    (tmp_path / MARKS).mkdir()
    for name in ("tb", "ta"):
        (tmp_path / MARKS / name).touch()
    told: list[str] = []
    with founding(tmp_path, TenantKey("tnew"), told.append):
        assert told == ["ta", "tb"]
        assert {place.name for place in (tmp_path / MARKS).iterdir()} == {LOCK_FILE, "tnew"}
        assert (tmp_path / "tnew").stat().st_mode & 0o777 == 0o700
    assert told == ["ta", "tb"]
    assert {place.name for place in (tmp_path / MARKS).iterdir()} == {LOCK_FILE}


@pytest.mark.parametrize("how", [StoreError, OSError])
def test_what_cannot_be_settled_keeps_its_mark(tmp_path: Path, how: type[Exception]) -> None:
    def refuse(_tenant: TenantKey) -> None:
        raise how

    def fail() -> None:
        with founding(tmp_path, TenantKey("tnew"), refuse):
            raise StoreFull

    with pytest.raises(StoreFull):
        fail()
    assert (tmp_path / MARKS / "tnew").exists()
    told: list[str] = []
    with founding(tmp_path, TenantKey("tnext"), told.append):
        assert told == ["tnew"]


def test_a_place_where_nothing_can_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "tenants").write_text("not a folder")
    with pytest.raises(StoreError), founding(tmp_path / "tenants", TenantKey("tnew"), lambda _key: None):
        pass

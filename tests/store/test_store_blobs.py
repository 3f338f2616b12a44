"""Turn the promises about stored files into checks."""

import contextlib
import errno
import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import NotFound, StoreCorrupt, StoreError, StoreFull, TooLarge
from entities.ids import Origin, SourceId, TenantKey, record_id
from store import Store, blobs, records
from tests.store import samples
from tests.store.conftest import Clock

SHARED_STORE = True
CONTENT = b"Ann Example, baker"
HOUR = timedelta(hours=1)


def folder(store: Store, tenant: TenantKey) -> Path:
    return store.folder(tenant) / blobs.FOLDER


def attach(store: Store, tenant: TenantKey, *names: str, origin: Origin = "push") -> None:
    files = [{**samples.attachment(name, candidate="c1"), "blob": name} for name in names]
    with store.writing(tenant, actor="test") as tx:
        records.put_many(tx, instance=samples.ATS, origin=origin, records=files, merge=samples.merge)


def place(store: Store, tenant: TenantKey, name: str) -> Path:
    return folder(store, tenant) / name[:2] / name


@given(content=st.binary(max_size=2000))
@settings(max_examples=15)
def test_bytes_come_back(store: Store, tenant: TenantKey, content: bytes) -> None:
    assert blobs.get(store, tenant, blobs.put(store, tenant, content)) == content


def test_equal_bytes_are_kept_once_and_under_a_name_that_tells_nothing(store: Store, tenant: TenantKey) -> None:
    first, second, third = blobs.put_many(store, tenant, [CONTENT, b"other", CONTENT])
    assert first == third == blobs.put(store, tenant, CONTENT)
    assert len({first, second}) == 2
    other = store.add_tenant(f"other {tenant}")
    assert blobs.put(store, other, CONTENT) != first
    with store.reading(tenant) as tx:
        assert blobs.known(tx, [first, second, blobs.BlobHash("f" * 64)]) == {first, second}
    assert blobs.put_many(store, tenant, []) == []


def test_files_are_sealed_and_private(store: Store, tenant: TenantKey) -> None:
    kept = place(store, tenant, blobs.put(store, tenant, CONTENT))
    assert CONTENT not in kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert folder(store, tenant).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("damage", [b"", b"\x01", b"x" * 400])
def test_bytes_that_went_bad_are_never_given_out(store: Store, tenant: TenantKey, damage: bytes) -> None:
    name = blobs.put(store, tenant, CONTENT)
    place(store, tenant, name).write_bytes(damage)
    with pytest.raises(StoreCorrupt):
        blobs.get(store, tenant, name)
    blobs.put(store, tenant, CONTENT)  # sent again, it is whole again
    assert blobs.get(store, tenant, name) == CONTENT


def test_another_files_bytes_are_noticed(store: Store, tenant: TenantKey) -> None:
    name, other = blobs.put_many(store, tenant, [CONTENT, b"other"])
    place(store, tenant, name).write_bytes(place(store, tenant, other).read_bytes())
    with pytest.raises(StoreCorrupt):
        blobs.get(store, tenant, name)


def test_bytes_are_checked_against_their_name_even_if_they_open(store: Store, tenant: TenantKey) -> None:
    name = blobs.put(store, tenant, CONTENT)
    with store.reading(tenant) as tx:
        sealed = tx.vault.seal(blobs.KIND, name, b"other", subject=f"{blobs.KIND}:{name}")
    place(store, tenant, name).write_bytes(sealed)
    with pytest.raises(StoreCorrupt):
        blobs.get(store, tenant, name)


def test_a_lost_file_is_told_from_one_never_kept(store: Store, tenant: TenantKey) -> None:
    name = blobs.put(store, tenant, CONTENT)
    assert blobs.missing(store, tenant) == []
    place(store, tenant, name).unlink()
    assert blobs.missing(store, tenant) == [name]
    with pytest.raises(StoreCorrupt):
        blobs.get(store, tenant, name)
    for unknown in ("0" * 64, "../../control.db", ""):
        with pytest.raises(NotFound):
            blobs.get(store, tenant, blobs.BlobHash(unknown))


def test_too_much_is_refused_before_anything_is_written(
    store: Store, tenant: TenantKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "BYTES_MOST", 10)
    with pytest.raises(TooLarge):
        blobs.put_many(store, tenant, [b"small", b"12345678901"])
    assert not folder(store, tenant).exists()


@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, StoreFull), (errno.EIO, StoreError)])
def test_a_full_disk_leaves_nothing_behind(
    store: Store, tenant: TenantKey, monkeypatch: pytest.MonkeyPatch, number: int, error: type[StoreError]
) -> None:
    def broken(_handle: int) -> None:
        raise OSError(number, "no")

    blobs.put(store, tenant, b"before")
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(error) as caught:
        blobs.put(store, tenant, CONTENT)
    monkeypatch.undo()
    assert caught.type is error
    assert [path.name for path in folder(store, tenant).rglob("*") if path.name.startswith(blobs.DRAFT)] == []
    name = blobs.put(store, tenant, CONTENT)
    assert blobs.get(store, tenant, name) == CONTENT


def test_the_file_is_durable_before_its_row(store: Store, tenant: TenantKey, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    sync, rename = os.fsync, Path.rename
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("fsync"), sync(handle))[1])
    monkeypatch.setattr(Path, "rename", lambda path, to: (order.append("rename"), rename(path, to))[1])
    store.on_call = order.append
    blobs.put(store, tenant, CONTENT)
    named = order.index("rename")
    assert "keys.commit" in order[:named]
    assert (order[named - 1], order[named + 1]) == ("fsync", "fsync")
    assert order[-1] == "tenant.commit"


class Stop(BaseException):
    """A kill, as near as one process can come to it."""


def test_whatever_call_a_kill_hits_the_next_put_is_whole(store: Store, tenant: TenantKey, clock: Clock) -> None:
    for nth in range(100):
        content, calls = f"{CONTENT!r} {nth}".encode(), iter(range(100))

        def kill(_name: str, nth: int = nth, calls: Iterator[int] = calls) -> None:
            if next(calls) == nth:
                raise Stop

        store.on_call = kill
        try:
            blobs.put(store, tenant, content)
        except Stop:
            store.on_call = None
            assert blobs.get(store, tenant, blobs.put(store, tenant, content)) == content
        else:
            break
    assert nth > 5
    store.on_call = None
    clock.forward(hours=2)
    blobs.sweep(store, tenant, older_than=HOUR)
    assert [path for path in folder(store, tenant).glob("*/*")] == []  # noqa: C416 - a generator is never equal


def test_orphans_go_once_they_are_old(store: Store, tenant: TenantKey, clock: Clock) -> None:
    kept, orphan, young = blobs.put_many(store, tenant, [b"kept", b"orphan", b"young"])
    attach(store, tenant, kept)
    (folder(store, tenant) / orphan[:2] / f"{blobs.DRAFT}1").write_bytes(b"half")
    clock.forward(hours=2)
    blobs.put(store, tenant, b"young")  # sent again: its record is on the way
    assert blobs.sweep(store, tenant, older_than=HOUR) == [orphan]
    assert blobs.sweep(store, tenant, older_than=HOUR) == []
    assert blobs.get(store, tenant, kept) == b"kept"
    assert blobs.get(store, tenant, young) == b"young"
    with pytest.raises(NotFound):
        blobs.get(store, tenant, orphan)
    assert sorted(path.name for path in folder(store, tenant).glob("*/*")) == sorted([kept, young])
    assert blobs.get(store, tenant, blobs.put(store, tenant, b"orphan")) == b"orphan"


def test_a_file_stays_for_an_origin_that_is_off_and_goes_with_the_person(
    store: Store, tenant: TenantKey, clock: Clock
) -> None:
    (kept,) = blobs.put_many(store, tenant, [b"pulled"])
    attach(store, tenant, kept, origin="pull")
    clock.forward(hours=2)
    assert blobs.sweep(store, tenant, older_than=HOUR) == []
    with store.writing(tenant, actor="test") as tx:
        assert blobs.referenced(tx) == {kept}
        tx.vault.shred([record_id(tenant, samples.ATS, "candidate", SourceId("c1"))])
    assert blobs.sweep(store, tenant, older_than=HOUR) == [kept]


def test_a_sweep_cut_short_loses_nothing(store: Store, tenant: TenantKey, clock: Clock) -> None:
    done = False
    for nth in range(100):
        kept, _orphan = blobs.put_many(store, tenant, [b"kept", b"orphan"])
        attach(store, tenant, kept)
        clock.forward(hours=2)
        calls = iter(range(100))

        def kill(_name: str, nth: int = nth, calls: Iterator[int] = calls) -> None:
            if next(calls) == nth:
                raise Stop

        store.on_call = kill
        with contextlib.suppress(Stop):
            blobs.sweep(store, tenant, older_than=HOUR)
            done = True
        store.on_call = None
        assert blobs.get(store, tenant, kept) == b"kept"
        assert blobs.get(store, tenant, blobs.put(store, tenant, b"orphan")) == b"orphan"
        assert blobs.missing(store, tenant) == []
        if done:
            break
    assert done
    assert nth > 5


def test_a_sweep_waits_for_a_put_under_way(store: Store, tenant: TenantKey, clock: Clock) -> None:
    """A file without its row yet must not be taken for an orphan."""
    written, go_on = threading.Event(), threading.Event()

    def pause(name: str) -> None:
        on_the_way = threading.current_thread().name == "putting"
        if on_the_way and name == "tenant.begin" and list(folder(store, tenant).glob("*/*")):
            written.set()
            go_on.wait(10)

    names: list[blobs.BlobHash] = []
    store.on_call = pause
    putting = threading.Thread(target=lambda: names.append(blobs.put(store, tenant, CONTENT)), name="putting")
    putting.start()
    assert written.wait(10)
    sweeping = threading.Thread(target=lambda: blobs.sweep(store, tenant, older_than=HOUR))
    sweeping.start()
    sweeping.join(0.2)
    assert sweeping.is_alive()
    go_on.set()
    putting.join()
    sweeping.join()
    store.on_call = None
    assert blobs.get(store, tenant, names[0]) == CONTENT


def test_a_shredded_key_makes_the_file_noise(store: Store, tenant: TenantKey) -> None:
    name = blobs.put(store, tenant, CONTENT)
    with store.writing(tenant, actor="erase") as tx:
        tx.vault.shred([f"{blobs.KIND}:{name}"])
    with pytest.raises(blobs.KeyMissing):
        blobs.get(store, tenant, name)
    blobs.put(store, tenant, CONTENT)
    assert blobs.get(store, tenant, name) == CONTENT

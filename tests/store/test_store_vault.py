"""Turn sealed bytes back into plain ones, where, and only where, they belong."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from entities.errors import KeyMissing, StoreCorrupt
from entities.ids import TenantKey
from store import Store, records
from store.tables import keys
from store.tables.records import layer, record
from store.vault import OperatorVault
from tests.store.conftest import Clock
from tests.store.samples import ATS, candidate, merge

SHARED_STORE = True  # a tenant of its own is enough for each test
SECRET = b"Ada Byron, 12 St James Square"
MASTER = bytes(32)


def sealed(store: Store, tenant: TenantKey, subject: str = "r1") -> bytes:
    with store.writing(tenant, actor="test") as tx:
        return tx.vault.seal("note", "n1", SECRET, subject=subject)


def test_sealed_opens_where_it_belongs(store: Store, tenant: TenantKey) -> None:
    kept = sealed(store, tenant)
    assert SECRET not in kept
    assert kept != sealed(store, tenant), "a nonce must never come twice"
    with store.reading(tenant) as tx:
        assert tx.vault.open("note", "n1", kept, subject="r1") == SECRET


@pytest.mark.parametrize(("kind", "name"), [("note", "n2"), ("record", "n1"), ("not", "en1")])
def test_sealed_doesnt_open_elsewhere(store: Store, tenant: TenantKey, kind: str, name: str) -> None:
    kept = sealed(store, tenant)
    with store.reading(tenant) as tx, pytest.raises(StoreCorrupt):
        tx.vault.open(kind, name, kept, subject="r1")


def test_sealed_doesnt_open_for_another_subject_or_tenant(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    kept = sealed(store, tenant)
    sealed(store, tenant, "r2")
    other = another_tenant()
    sealed(store, other)
    with store.reading(tenant) as tx, pytest.raises(StoreCorrupt):
        tx.vault.open("note", "n1", kept, subject="r2")
    with store.reading(other) as tx, pytest.raises(StoreCorrupt):
        tx.vault.open("note", "n1", kept, subject="r1")


@pytest.mark.parametrize("place", [0, 5, 20, -1])
def test_changed_byte_is_noticed(store: Store, tenant: TenantKey, place: int) -> None:
    kept = bytearray(sealed(store, tenant))
    kept[place] ^= 1
    with store.reading(tenant) as tx, pytest.raises(StoreCorrupt):
        tx.vault.open("note", "n1", bytes(kept), subject="r1")


def test_shredded_never_opens_again(store: Store, clock: Clock, tenant: TenantKey) -> None:
    kept, other = sealed(store, tenant), sealed(store, tenant, "r2")
    with Store.open(store.settings, clock=clock, migrate=False) as elsewhere:
        with elsewhere.reading(tenant) as tx:  # another process has the key in memory
            assert tx.vault.open("note", "n1", kept, subject="r1") == SECRET
        with store.writing(tenant, actor="test") as tx:
            assert tx.vault.shred(["r1", "unknown"]) == 1
        for one in (store, elsewhere):
            with one.reading(tenant) as tx, pytest.raises(KeyMissing):
                tx.vault.open("note", "n1", kept, subject="r1")
    sealed(store, tenant)
    with store.reading(tenant) as tx:
        assert tx.vault.open("note", "n1", other, subject="r2") == SECRET
        with pytest.raises(StoreCorrupt):
            tx.vault.open("note", "n1", kept, subject="r1")


def test_wrong_master_key_opens_nothing(store: Store, clock: Clock, tenant: TenantKey) -> None:
    kept = sealed(store, tenant)
    wrong = replace(store.settings, master_key=MASTER)
    with Store.open(wrong, clock=clock, migrate=False) as other, other.reading(tenant) as tx, pytest.raises(KeyMissing):
        tx.vault.open("note", "n1", kept, subject="r1")


def test_tenant_without_its_key_fails_by_name(store: Store, tenant: TenantKey) -> None:
    if store.settings.on_postgres:
        pytest.skip("SQLite only: there the keys are a file that may be lost alone")
    with store._places.use(tenant) as place, place.keys.connect() as connection:
        connection.execute(keys.tenant_key.delete())
        connection.commit()
    with store.reading(tenant) as tx, pytest.raises(KeyMissing):
        tx.vault.pseudonym("r1")


def test_many_keys_are_made_and_fetched_at_once(store: Store, tenant: TenantKey) -> None:
    subjects = [f"r{number}" for number in range(1200)]
    calls: list[str] = []
    with store.writing(tenant, actor="test") as tx:
        tx.vault.load(subjects, make=True)
        store.on_call = calls.append
        kept = {subject: tx.vault.seal("note", subject, SECRET, subject=subject) for subject in subjects}
    assert [call for call in calls if call.startswith("keys")] == []
    store.on_call = None
    with store.reading(tenant) as tx:
        tx.vault.load(subjects)
        assert {tx.vault.open("note", one, kept[one], subject=one) for one in subjects} == {SECRET}


def test_hashes_differ_by_tenant_and_by_label(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    with store.reading(tenant) as mine, store.reading(another_tenant()) as theirs:
        assert mine.vault.blind("email", "a@b.org") == mine.vault.blind("email", "a@b.org")
        assert mine.vault.blind("email", "a@b.org") != mine.vault.blind("phone", "a@b.org")
        assert mine.vault.blind("email", "a@b.org") != theirs.vault.blind("email", "a@b.org")


def test_rows_hold_no_plain_payload(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        item = candidate("c1", name="Xaverina Quisling", emails=["xq@example.org"])
        records.put(tx, instance=ATS, origin="push", record=item, merge=merge)
    with store.reading(tenant) as tx:
        rows = [str(tuple(row)) for table in (layer, record) for row in tx.execute(select(table))]
    assert not any("Quisling" in row or "example.org" in row for row in rows)
    root = store.settings.root
    files = [path for path in (*root.glob("*.db*"), *store.folder(tenant).rglob("*")) if path.is_file()]
    assert len(files) >= (0 if store.settings.on_postgres else 4)
    assert not any(b"Quisling" in path.read_bytes() for path in files)


@given(plain=st.binary(max_size=200), kind=st.text(max_size=8), name=st.text(max_size=8))
def test_operator_vault_opens_what_it_sealed(plain: bytes, kind: str, name: str) -> None:
    vault = OperatorVault(MASTER)
    kept = vault.seal(kind, name, plain)
    assert vault.open(kind, name, kept) == plain
    with pytest.raises(StoreCorrupt):
        OperatorVault(bytes(31) + b"x").open(kind, name, kept)
    with pytest.raises(StoreCorrupt):
        vault.open(kind, name + "x", kept)

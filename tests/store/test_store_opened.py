"""What was opened once: served only as it lives in the store, bounded, and gone with its keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.errors import KeyMissing
from entities.ids import TenantKey
from store import Store, documents
from store.documents import DocumentKey
from store.opened import OBJECT_BYTES, TEXT_TIMES, Opened
from store.vault import Vault
from tests.store.conftest import Clock

SHARED_STORE = True
P = DocumentKey("p1", shadow=False)


def doc(name: str, version: int = 0, number: int = 1) -> PersonDocument:
    return PersonDocument(key="p1", version=version, number=number, name=name)


def put(store: Store, tenant: TenantKey, name: str) -> None:
    with store.writing(tenant, actor="worker") as tx:
        documents.put_many(tx, [doc(name)])


def read(store: Store, tenant: TenantKey) -> PersonDocument | None:
    with store.reading(tenant) as tx:
        return documents.get_many(tx, [P], often=True).get(P)


def come_to_nothing(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="worker") as tx:
        documents.put_many(tx, [doc("Nobody")])
        assert documents.get_many(tx, [P], often=True) == {P: doc("Nobody", 2)}
        raise ZeroDivisionError


@pytest.fixture
def openings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which names are opened."""
    names: list[str] = []
    real = Vault.open

    def opened(vault: Vault, kind: str, name: str, sealed: bytes, *, subject: str = "") -> bytes:
        names.append(name)
        return real(vault, kind, name, sealed, subject=subject)

    monkeypatch.setattr(Vault, "open", opened)
    return names


def test_a_document_is_opened_once_for_each_of_its_versions(
    store: Store, tenant: TenantKey, openings: list[str]
) -> None:
    put(store, tenant, "Ann")
    assert [read(store, tenant) for _ in range(3)] == [doc("Ann", 1)] * 3
    assert len(openings) == 1
    put(store, tenant, "Ben")
    assert [read(store, tenant) for _ in range(3)] == [doc("Ben", 2)] * 3
    assert len(openings) == 2
    with store.reading(tenant) as tx:
        assert documents.get_many(tx, [P]) == {P: doc("Ben", 2)}
    assert len(openings) == 3
    with store.writing(tenant, actor="worker") as tx:
        documents.remove_many(tx, [P])
    assert read(store, tenant) is None


def test_a_version_that_came_to_nothing_and_one_that_is_counted_anew_are_not_served(
    store: Store, tenant: TenantKey
) -> None:
    put(store, tenant, "Ann")
    assert read(store, tenant) == doc("Ann", 1)
    with pytest.raises(ZeroDivisionError):
        come_to_nothing(store, tenant)
    put(store, tenant, "Ben")
    assert read(store, tenant) == doc("Ben", 2)
    with store.writing(tenant, actor="worker") as tx:
        documents.remove_many(tx, [P])
        documents.purge_gone(tx, [P])
    for number, name in ((2, "Cy"), (3, "Cy"), (4, "Dee")):  # each is the first version again
        put(store, tenant, name)
        assert read(store, tenant) == doc(name, 1, number)
        with store.writing(tenant, actor="worker") as tx:
            documents.remove_many(tx, [P])
            documents.purge_gone(tx, [P])


def test_a_snapshot_is_served_what_it_sees(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, "Ann")
    with store.reading(tenant) as before:
        assert documents.get_many(before, [P], often=True) == {P: doc("Ann", 1)}
        put(store, tenant, "Ben")
        assert read(store, tenant) == doc("Ben", 2)
        assert documents.get_many(before, [P], often=True) == {P: doc("Ann", 1)}
    assert read(store, tenant) == doc("Ben", 2)


def test_what_is_read_by_number_is_opened_once_a_version(store: Store, tenant: TenantKey, openings: list[str]) -> None:
    for name, version in (("Ann", 1), ("Ben", 2)):
        put(store, tenant, name)
        for _ in range(3):
            with store.reading(tenant) as tx:
                assert documents.by_numbers(tx, [1]) == {1: doc(name, version)}
        assert len(openings) == version


def test_destroyed_keys_take_what_they_opened_along(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, "Ann")
    assert read(store, tenant) == doc("Ann", 1)
    assert store._opened._shelves[tenant].documents
    with store.writing(tenant, actor="worker") as tx:
        tx.vault.shred(["p1"])
    assert tenant not in store._opened._shelves
    with pytest.raises(KeyMissing):
        read(store, tenant)


def test_keys_that_another_process_destroyed_do_so_too(store: Store, clock: Clock, tenant: TenantKey) -> None:
    put(store, tenant, "Ann")
    assert read(store, tenant) == doc("Ann", 1)
    with Store.open(store.settings, clock=clock) as other, other.writing(tenant, actor="worker") as tx:
        tx.vault.shred(["p1"])
    with pytest.raises(KeyMissing):
        read(store, tenant)
    assert not store._opened._shelves[tenant].documents


@given(st.lists(st.tuples(st.sampled_from("tuv"), st.integers(0, 5), st.integers(0, 3)), max_size=60))
def test_it_stays_in_its_bounds_whatever_comes(given_: list[tuple[str, int, int]]) -> None:
    most = 5 * OBJECT_BYTES
    opened = Opened(most)
    for tenant in "tuv":
        opened.begin(tenant, 1)
    for tenant, key, size in given_:
        opened.keep(tenant, 1, (str(key), False), (b"hash", doc(str(key), 1), size))
        held = [kept.weight for shelf in opened._shelves.values() for kept in shelf.documents.values()]
        assert sum(held) == opened._weight <= most
        assert opened.find(tenant, (str(key), False), 1, b"hash") is not None or len(held) >= 4
        assert opened.find(tenant, (str(key), False), 2, b"hash") is None
        assert opened.find(tenant, (str(key), False), 1, b"other") is None


def test_a_tenant_with_much_makes_room_for_one_with_little_and_late_openings_are_not_kept() -> None:
    opened = Opened(4 * (OBJECT_BYTES + TEXT_TIMES))
    for tenant in ("small", "large"):
        opened.begin(tenant, 1)
    opened.keep("small", 1, ("a", False), (b"", doc("a", 1), 1))
    for number in range(9):
        opened.keep("large", 1, (str(number), False), (b"", doc("b", 1), 1))
    assert opened.find("small", ("a", False), 1, b"") is not None
    assert [name for name, _ in opened._shelves["large"].documents] == ["6", "7", "8"]
    opened.begin("large", 2)
    opened.keep("large", 1, ("late", False), (b"", doc("c", 1), 1))
    opened.keep("unknown", 1, ("late", False), (b"", doc("c", 1), 1))
    assert opened.find("large", ("late", False), 1, b"") is None
    assert opened.find("unknown", ("late", False), 1, b"") is None
    opened.forget("small")
    assert opened._weight == 0

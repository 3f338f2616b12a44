"""Answers are kept for the client and key that asked, sealed, until they are forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from entities.errors import StillRunning, StoreError
from entities.ids import TenantKey
from store import Store, replays
from store.replays import Replay
from store.tables.flow import replay
from tests.store.conftest import Clock

SHARED_STORE = True  # a tenant of its own is enough for each test
ANSWER = b'{"name": "Ann"}'


def keep(store: Store, tenant: TenantKey, client: str, key: str, answer: bytes = ANSWER) -> None:
    with store.writing(tenant, actor=client) as tx:
        replays.keep(tx, client, key, b"asked", answer)


def test_an_answer_is_found_by_its_client_and_key_only(store: Store, tenant: TenantKey) -> None:
    keep(store, tenant, "a", "k1")
    keep(store, tenant, "b", "k1", b"other")
    with store.reading(tenant) as tx:
        assert replays.find(tx, "a", "k1") == Replay(b"asked", ANSWER)
        assert replays.find(tx, "b", "k1") == Replay(b"asked", b"other")
        assert replays.find(tx, "a", "k2") is None
        assert replays.find(tx, "", "k1") is None


def test_an_answer_is_another_tenants_never(store: Store, tenant: TenantKey) -> None:
    keep(store, tenant, "a", "k1")
    with store.reading(store.add_tenant(f"beside {tenant}")) as tx:
        assert replays.find(tx, "a", "k1") is None


def test_an_answer_lies_sealed_and_stays_out_of_texts(store: Store, tenant: TenantKey) -> None:
    keep(store, tenant, "a", "k1")
    with store.reading(tenant) as tx:
        row = tx.execute(select(replay)).one()
        assert b"Ann" not in row.payload
        assert "Ann" not in repr(replays.find(tx, "a", "k1"))


def test_a_second_answer_is_refused_whole(store: Store, tenant: TenantKey) -> None:
    keep(store, tenant, "a", "k1")
    with pytest.raises(StoreError):
        keep(store, tenant, "a", "k1", b"second")
    with store.reading(tenant) as tx:
        assert replays.find(tx, "a", "k1") == Replay(b"asked", ANSWER)


def test_what_is_old_is_forgotten_and_nothing_else(store: Store, tenant: TenantKey, clock: Clock) -> None:
    keep(store, tenant, "a", "old")
    clock.forward(hours=1)
    keep(store, tenant, "a", "new")
    with store.writing(tenant, actor="test") as tx:
        assert replays.forget(tx, before=tx.now - timedelta(minutes=30)) == 1
        assert replays.forget(tx, before=tx.now - timedelta(minutes=30)) == 0
        assert replays.find(tx, "a", "old") is None
        assert replays.find(tx, "a", "new") is not None


def test_a_key_is_held_by_one_transaction_at_a_time(store: Store, tenant: TenantKey) -> None:
    if not store.settings.on_postgres:
        pytest.skip("SQLite has one writer at a time")
    other = store.add_tenant(f"another {tenant}")
    with store.writing(tenant, actor="a") as first:
        replays.hold(first, "a", "k1")
        replays.hold(first, "a", "k1")  # by itself it may be held again
        with store.writing(tenant, actor="a") as second:
            replays.hold(second, "a", "k2")
            replays.hold(second, "b", "k1")
            with pytest.raises(StillRunning):
                replays.hold(second, "a", "k1")
        with store.writing(other, actor="a") as third:
            replays.hold(third, "a", "k1")
    with store.writing(tenant, actor="a") as later:
        replays.hold(later, "a", "k1")

"""Turn the promises about kept answers into checks."""

import threading
import uuid
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import StillRunning, StoreError
from entities.ids import TenantKey
from store import Store, TenantTx, replays
from tests.store.conftest import START, Clock

SHARED_STORE = True
PRINT = bytes(32)


def test_an_answer_is_found_by_its_client_and_key_only(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        replays.keep(tx, "cl_1", "key", PRINT, b"answer")
        found = replays.find(tx, "cl_1", "key")
        assert found == replays.Replay(PRINT, b"answer")
        for client, key in (("cl_2", "key"), ("cl_1", "other"), ("cl_1/key", ""), ("", "cl_1/key")):
            assert replays.find(tx, client, key) is None


def test_an_answer_is_of_one_tenant_and_sealed(store: Store, tenant: TenantKey) -> None:
    other = store.add_tenant(f"beside {tenant}")
    with store.writing(tenant, actor="test") as tx:
        replays.keep(tx, "cl_1", "key", PRINT, b"canary-answer")
        found = replays.find(tx, "cl_1", "key")
        assert "canary" not in repr(found)
    with store.reading(other) as tx:
        assert replays.find(tx, "cl_1", "key") is None
    for file in store.settings.root.glob("**/*.db*"):
        assert b"canary-answer" not in file.read_bytes()


def test_a_key_has_one_answer(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        replays.keep(tx, "cl_1", "key", PRINT, b"answer")
    with pytest.raises(StoreError), store.writing(tenant, actor="test") as tx:
        replays.keep(tx, "cl_1", "key", PRINT, b"another")
    with store.reading(tenant) as tx:
        assert replays.find(tx, "cl_1", "key") == replays.Replay(PRINT, b"answer")


def test_an_answer_comes_and_goes_with_its_transaction(store: Store, tenant: TenantKey) -> None:
    with pytest.raises(StillRunning), store.writing(tenant, actor="test") as tx:
        _keep_and_fail(tx)
    with store.reading(tenant) as tx:
        assert replays.find(tx, "cl_1", "key") is None


def test_old_answers_are_forgotten(store: Store, tenant: TenantKey, clock: Clock) -> None:
    for number in range(4):
        with store.writing(tenant, actor="test") as tx:
            replays.keep(tx, "cl_1", f"key {number}", PRINT, b"answer")
        clock.forward(hours=1)
    with store.writing(tenant, actor="test") as tx:
        assert replays.forget(tx, before=START + timedelta(hours=2)) == 2
        assert [replays.find(tx, "cl_1", f"key {number}") is None for number in range(4)] == [True, True, False, False]


def test_a_key_is_held_by_one_request_at_a_time(store: Store, tenant: TenantKey) -> None:
    """On SQLite the second waits for the first's transaction; on PostgreSQL it is told."""
    if store.settings.on_postgres:
        with store.writing(tenant, actor="test") as tx:
            replays.hold(tx, "cl_1", "key")
            refused: list[bool] = []
            thread = threading.Thread(target=lambda: refused.append(_is_refused(store, tenant, "key")))
            thread.start()
            thread.join()
            assert refused == [True]
            assert not _is_refused(store, tenant, "another key")
    assert not _is_refused(store, tenant, "key")


def _keep_and_fail(tx: TenantTx) -> None:
    replays.keep(tx, "cl_1", "key", PRINT, b"answer")
    raise StillRunning


def _is_refused(store: Store, tenant: TenantKey, key: str) -> bool:
    try:
        with store.writing(tenant, actor="test") as tx:
            replays.hold(tx, "cl_1", key)
    except StillRunning:
        return True
    return False


@settings(max_examples=20)
@given(answer=st.binary(max_size=300), fingerprint=st.binary(min_size=32, max_size=32))
def test_any_answer_comes_back(store: Store, tenant: TenantKey, answer: bytes, fingerprint: bytes) -> None:
    key = uuid.uuid4()
    with store.writing(tenant, actor="test") as tx:
        replays.keep(tx, "cl_1", str(key), fingerprint, answer)
        assert replays.find(tx, "cl_1", str(key)) == replays.Replay(fingerprint, answer)

"""Turn drivers' errors into ours, one by one."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from entities.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull
from store.engine import guarded
from store.faults import translate

STATES = {
    psycopg.errors.DiskFull: StoreFull,
    psycopg.errors.OutOfMemory: StoreFull,
    psycopg.errors.DeadlockDetected: StoreBusy,
    psycopg.errors.SerializationFailure: StoreBusy,
    psycopg.errors.LockNotAvailable: StoreBusy,
    psycopg.errors.QueryCanceled: StoreBusy,
    psycopg.errors.TooManyConnections: StoreBusy,
    psycopg.errors.DataCorrupted: StoreCorrupt,
    psycopg.errors.UndefinedTable: StoreError,
}
CODES = {
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_IOERR_WRITE: StoreFull,
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_BUSY_SNAPSHOT: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_CORRUPT: StoreCorrupt,
    sqlite3.SQLITE_CORRUPT_INDEX: StoreCorrupt,
    sqlite3.SQLITE_NOTADB: StoreCorrupt,
    sqlite3.SQLITE_READONLY: StoreError,
}


@pytest.mark.parametrize(("original", "ours"), STATES.items())
def test_postgres_states(original: type[psycopg.Error], ours: type[StoreError]) -> None:
    found = translate(OperationalError("SELECT secret", {}, original("value 'secret'")))
    assert type(found) is ours
    assert "secret" not in str(found)


@pytest.mark.parametrize(("code", "ours"), CODES.items())
def test_sqlite_codes(code: int, ours: type[StoreError]) -> None:
    original = sqlite3.OperationalError("secret")
    original.sqlite_errorcode = code
    original.sqlite_errorname = "SQLITE_X"
    found = translate(OperationalError("SELECT secret", {}, original))
    assert type(found) is ours
    assert "secret" not in str(found)


def test_pool_without_a_free_connection_is_busy() -> None:
    assert type(translate(PoolTimeout())) is StoreBusy


def test_guarded_call_chains_nothing_of_the_driver() -> None:
    def fail() -> None:
        raise ProgrammingError("SELECT secret", {}, sqlite3.ProgrammingError("secret"))

    with pytest.raises(StoreError) as caught:
        guarded(fail)
    assert caught.value.__context__ is None
    assert guarded(lambda: 7) == 7

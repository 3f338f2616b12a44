"""Turn a database driver's error into one of our own, without SQL or values in it."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from entities.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull

SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC}
SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
SQLITE_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
PRIMARY = 0xFF  # an extended result code holds the primary one in its low byte
STATES_FULL = ("53100", "53200")  # disk_full, out_of_memory
STATES_BUSY = ("40001", "40P01", "55P03", "57014", "53300", "57P03")  # serialisation, deadlock, lock, timeout, too many
STATES_CORRUPT = ("XX001", "XX002")


def translate(error: SQLAlchemyError) -> StoreError:
    """Choose the class of our tree that a driver's error belongs to."""
    if isinstance(error, PoolTimeout):
        return StoreBusy()
    original = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(original, sqlite3.Error):
        return of_sqlite(original)
    state = getattr(original, "sqlstate", None)
    if state in STATES_FULL:
        return StoreFull()
    if state in STATES_BUSY:
        return StoreBusy()
    if state in STATES_CORRUPT:
        return StoreCorrupt()
    return StoreError(f"the store could not answer ({state or type(original or error).__name__})")


def of_sqlite(error: sqlite3.Error) -> StoreError:
    """Choose the class of our tree that an error of SQLite belongs to."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & PRIMARY
    if code in SQLITE_FULL or primary in SQLITE_FULL:
        return StoreFull()
    if primary in SQLITE_BUSY:
        return StoreBusy()
    if primary in SQLITE_CORRUPT:
        return StoreCorrupt()
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StoreError(f"the store could not answer ({name})")

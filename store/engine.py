"""Turn a place (a SQLite file or a PostgreSQL schema) into an engine whose transactions mean the same on both."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from entities.errors import StoreError
from store.faults import translate

Hook = Callable[[str], None]
T = TypeVar("T")

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL may lose the last commits on power loss
    "PRAGMA secure_delete=ON",  # deleted bytes are overwritten, not left in free pages
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    # Pages; keys are random, so batch after batch changes the same pages of an index: copy them back once for several.
    "PRAGMA wal_autocheckpoint=16000",
    "PRAGMA cache_size=-64000",  # KiB at most, for each open connection
)
POOLED, OVERFLOW = 2, 30  # connections kept and allowed beyond
STATEMENTS = 500  # compiled statements kept per engine
SQLITE_STATEMENTS = 2_000  # compiled statements kept for all SQLite files


@cache
def _sqlite() -> tuple[Dialect, LRUCache[Any, Any]]:
    """Make what all SQLite files share: a dialect, and the statements compiled for it.

    An installation has two files a tenant; were each to compile for itself, the first call of each would be slow.
    """
    mould = create_engine("sqlite://")
    mould.connect().close()  # only a connection tells a dialect what it can do
    return mould.dialect, LRUCache(SQLITE_STATEMENTS)


def sqlite_engine(path: Path, *, busy_seconds: float) -> Engine:
    """Make the engine of one SQLite file; its folder must exist."""
    dialect, compiled = _sqlite()

    def connect() -> Any:  # the driver's connection
        return sqlite3.connect(path, timeout=busy_seconds, check_same_thread=False, isolation_level=None)

    pool = QueuePool(connect, pool_size=POOLED, max_overflow=OVERFLOW, timeout=busy_seconds, dialect=dialect)
    engine = Engine(
        pool,
        dialect,
        URL.create("sqlite", database=str(path)),
        hide_parameters=True,
        execution_options={"compiled_cache": compiled},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:  # the driver's connection
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def postgres_engine(url: str, schema: str, *, busy_seconds: float) -> Engine:
    """Make the engine of one PostgreSQL schema; every connection sees that schema only."""
    wait = int(busy_seconds * 1000)
    # A plan for whatever values would compare every row with each of 500 keys; one made for these values hashes them.
    plan = "-c plan_cache_mode=force_custom_plan"
    options = f"-c search_path={schema} -c lock_timeout={wait} -c timezone=UTC {plan}"
    return create_engine(
        url,
        pool_size=POOLED,
        max_overflow=OVERFLOW,
        pool_timeout=busy_seconds,
        connect_args={"options": options, "connect_timeout": max(2, int(busy_seconds))},
        hide_parameters=True,
        query_cache_size=STATEMENTS,
    )


def guarded(call: Callable[[], T]) -> T:
    """Make a call to the driver; raises StoreFull, StoreBusy, StoreCorrupt or StoreError, never the driver's own."""
    failure: StoreError
    try:
        return call()
    except SQLAlchemyError as error:
        failure = translate(error)
    raise failure  # outside the handler: the driver's error holds SQL and values, so it isn't chained


@contextmanager
def transaction(engine: Engine, *, writing: bool, hook: Hook, name: str) -> Iterator[Connection]:
    """Run one transaction: commit on leaving, roll back on any error; reading gives one snapshot.

    `hook` is told the name of the begin and of the commit before each.
    """
    hook(f"{name}.begin")
    connection = guarded(engine.connect)
    try:
        yield _begun(connection, writing=writing)
        hook(f"{name}.commit")
        guarded(connection.commit if writing else connection.rollback)
    finally:
        _end(connection)


def _begun(connection: Connection, *, writing: bool) -> Connection:
    if connection.dialect.name == "sqlite":
        connection = connection.execution_options(writing=writing)
    elif not writing:
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    guarded(connection.begin)
    return connection


def _end(connection: Connection) -> None:
    """Give the connection back; closing rolls back what was not committed."""
    try:
        connection.close()
    except SQLAlchemyError:
        connection.invalidate()

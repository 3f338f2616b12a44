"""Turn a store left by any earlier version, with rows in it, into one of today that lost none of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, create_engine, insert, inspect, select, text

from entities.errors import MigrationNeeded
from store import migrate
from store.migrate import HEADS, VERSION_TABLE, check, scripts, upgrade, version
from store.tables import METADATA, SCHEMAS, Chain
from tests.postgres import PostgresUrls
from tests.store.conftest import START, Dialect

CHAINS: tuple[Chain, ...] = ("control", "members", "tenant", "keys")
REVISIONS = [(chain, one.revision) for chain in CHAINS for one in reversed(list(scripts(chain).walk_revisions()))]
SAMPLES: dict[type, Any] = {str: "x", int: 1, bytes: b"x", bool: False, float: 0.5}


@pytest.fixture
def place(dialect: Dialect, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[Chain], Connection]]:
    """Give connections to an empty database of the dialect, as its owner."""
    opened: list[Any] = []

    def connect(chain: Chain) -> Connection:
        url = f"sqlite:///{tmp_path / chain}.db"
        if dialect == "postgresql":
            urls: PostgresUrls = request.getfixturevalue("postgres")()
            url = urls.admin
        engine = create_engine(url)
        connection = engine.connect()
        if dialect == "postgresql":
            connection.execute(text(f"CREATE SCHEMA {SCHEMAS[chain]}"))
            connection.execute(text(f"SET search_path = {SCHEMAS[chain]}"))
            connection.execute(text("SELECT set_config('talentjoin.tenant', 't1', false)"))
        opened.append((connection, engine))
        return connection

    yield connect
    for connection, engine in opened:
        connection.close()
        engine.dispose()


@contextmanager
def as_of(monkeypatch: pytest.MonkeyPatch, chain: Chain, revision: str) -> Iterator[None]:
    """Be the program whose newest script is that revision."""
    with monkeypatch.context() as patch:
        directory = scripts(chain)
        real = directory._upgrade_revs
        patch.setattr(directory, "_upgrade_revs", lambda _to, known: real(revision, known))
        patch.setitem(HEADS, chain, revision)
        patch.setattr(migrate, "_moulds", {})
        yield


def tables_of(connection: Connection) -> dict[str, Table]:
    found = MetaData()
    found.reflect(connection)
    return {name: table for name, table in found.tables.items() if name != VERSION_TABLE}


def fill(connection: Connection, chain: Chain) -> dict[str, list[Any]]:
    """Put one row into every table that there is."""
    for name, table in tables_of(connection).items():
        typed = METADATA[chain].tables[name]
        row = {column.name: _sample(typed.c[column.name]) for column in table.columns}
        connection.execute(insert(typed), {**row, **({"tenant": "t1"} if "tenant" in row else {})})
    return contents(connection, chain)


def _sample(column: Any) -> Any:
    try:
        return SAMPLES.get(column.type.python_type, START)
    except NotImplementedError:
        return START


def contents(connection: Connection, chain: Chain) -> dict[str, list[Any]]:
    found = {}
    for name, table in sorted(tables_of(connection).items()):
        typed = METADATA[chain].tables[name].c
        rows = connection.execute(select(*(typed[column.name] for column in table.columns)))
        found[name] = [row._asdict() for row in rows]
    return found


def shape(connection: Connection) -> dict[str, Any]:
    """Say all that can be seen of a schema: columns, keys, indexes."""
    look = inspect(connection)
    return {
        name: (
            [(one["name"], str(one["type"]), one["nullable"]) for one in look.get_columns(name)],
            look.get_pk_constraint(name)["constrained_columns"],
            sorted((str(one["name"]), str(one["column_names"]), bool(one["unique"])) for one in look.get_indexes(name)),
        )
        for name in look.get_table_names()
    }


@pytest.mark.parametrize(("chain", "revision"), REVISIONS)
def test_an_upgrade_from_any_version_keeps_every_row_and_ends_alike(
    place: Callable[[Chain], Connection], monkeypatch: pytest.MonkeyPatch, chain: Chain, revision: str
) -> None:
    connection = place(chain)
    with as_of(monkeypatch, chain, revision):
        upgrade(connection, chain)
        assert version(connection) == revision
        check(connection, chain)
    before = fill(connection, chain)
    assert before
    assert all(len(rows) == 1 for rows in before.values())
    if revision != HEADS[chain]:
        with pytest.raises(MigrationNeeded, match=revision):
            check(connection, chain)
    upgrade(connection, chain)
    check(connection, chain)
    after = contents(connection, chain)
    kept = {
        name: [{column: new[column] for column in old} for old, new in zip(rows, after[name], strict=True)]
        for name, rows in before.items()
    }
    assert kept == before  # a later version may have added columns
    assert set(after) == set(METADATA[chain].tables)
    upgrade(connection, chain)
    assert contents(connection, chain) == after


@pytest.mark.parametrize("chain", CHAINS)
def test_a_file_cast_from_the_mould_is_what_the_scripts_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chain: Chain
) -> None:
    monkeypatch.setattr(migrate, "_moulds", {})
    ran: list[Chain] = []
    run = migrate._run
    monkeypatch.setattr(migrate, "_run", lambda connection, of: (ran.append(of), run(connection, of)))
    made = []
    for number in range(3):
        engine = create_engine(f"sqlite:///{tmp_path / str(number)}.db")
        with engine.begin() as connection:
            upgrade(connection, chain)
            check(connection, chain)
            rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name")
            made.append(([tuple(row) for row in rows], shape(connection), contents(connection, chain)))
            upgrade(connection, chain)
        engine.dispose()
    assert ran == [chain]
    assert made[0] == made[1] == made[2]
    assert not any(rows for _, _, kept in made for rows in kept.values())


def test_a_file_that_is_not_empty_is_never_cast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_(name: str) -> Connection:
        return create_engine(f"sqlite:///{tmp_path / name}.db").connect()

    with open_("mould") as connection:
        upgrade(connection, "tenant")
    old = open_("old")
    with as_of(monkeypatch, "tenant", "0002"):
        upgrade(old, "tenant")
    before = fill(old, "tenant")
    upgrade(old, "tenant")
    assert {name: rows for name, rows in contents(old, "tenant").items() if name in before} == before
    assert version(old) == HEADS["tenant"]
    engine = old.engine
    old.close()
    engine.dispose()
    connection.engine.dispose()


@pytest.mark.parametrize("chain", CHAINS)
def test_a_version_of_the_future_is_refused_and_left_as_it_is(
    place: Callable[[Chain], Connection], chain: Chain
) -> None:
    connection = place(chain)
    upgrade(connection, chain)
    connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608 - a constant
    before = shape(connection)
    for call in (check, upgrade):
        with pytest.raises(MigrationNeeded, match="9999"):
            call(connection, chain)
    assert (shape(connection), version(connection)) == (before, "9999")


@pytest.mark.parametrize("chain", CHAINS)
def test_revisions_are_one_line_without_a_fork(chain: Chain) -> None:
    revisions = [revision for of, revision in REVISIONS if of == chain]
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    assert revisions[-1] == HEADS[chain]
    assert [one.down_revision for one in reversed(list(scripts(chain).walk_revisions()))] == [None, *revisions[:-1]]

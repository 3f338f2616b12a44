"""Turn migrations run from nothing into a schema equal to the typed tables, on both dialects."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    inspect,
    text,
    update,
)

from entities.errors import MigrationNeeded, SettingsError
from entities.ids import TenantKey
from store import Store, StoreSettings, migrate
from store.tables import METADATA, SCHEMAS, Chain
from tests.postgres import PostgresUrls
from tests.store.conftest import MASTER, Clock, Dialect

SHARED_STORE = True  # but for the tests that ask for settings: these have a store of their own
CHAINS: tuple[Chain, ...] = ("control", "members", "tenant", "keys")
FAMILIES = (Boolean, LargeBinary, Float, Integer, Text)


@contextmanager
def places(store: Store, tenant: TenantKey) -> Iterator[dict[Chain, Engine]]:
    """Give the engine of each chain."""
    with store._places.use(tenant) as place:
        shared = store._shared
        yield {"control": shared["control"], "members": shared["members"], "tenant": place.records, "keys": place.keys}


def family(kind: Any) -> str:
    found = next((one for one in FAMILIES if isinstance(kind, one)), None)
    return found.__name__ if found else family(kind.impl)


def columns(connection: Connection, table: str) -> dict[str, tuple[str, bool]]:
    return {one["name"]: (family(one["type"]), one["nullable"]) for one in inspect(connection).get_columns(table)}


def indexes(connection: Connection, table: str) -> set[tuple[str, tuple[str, ...], bool]]:
    found = inspect(connection).get_indexes(table)
    return {(str(one["name"]), tuple(map(str, one["column_names"])), bool(one["unique"])) for one in found}


@pytest.mark.parametrize("chain", CHAINS)
def test_typed_tables_mirror_what_migrations_make(store: Store, tenant: TenantKey, chain: Chain) -> None:
    with places(store, tenant) as engines, engines[chain].connect() as connection:
        made = set(inspect(connection).get_table_names()) - {migrate.VERSION_TABLE}
        assert made == set(METADATA[chain].tables)
        for name, table in METADATA[chain].tables.items():
            kept = {column.name: (family(column.type), bool(column.nullable)) for column in table.columns}
            assert columns(connection, name) == kept, name
            keys = inspect(connection).get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key], name
            known = {(str(one.name), tuple(one.columns.keys()), bool(one.unique)) for one in table.indexes}
            assert indexes(connection, name) == known, name


@pytest.mark.parametrize("chain", CHAINS)
def test_known_head_is_the_last_script(chain: Chain) -> None:
    assert migrate.scripts(chain).get_heads() == [migrate.HEADS[chain]]


@pytest.mark.parametrize("chain", migrate.SCOPED_CHAINS)
def test_tenant_comes_first_in_every_key_and_index(chain: Chain) -> None:
    for table in METADATA[chain].tables.values():
        assert next(iter(table.columns)).name == "tenant", table.name
        assert next(iter(table.primary_key)).name == "tenant", table.name
        for index in table.indexes:
            assert index.columns.keys()[0] == "tenant", index.name


def test_two_jobs_of_one_key_can_neither_run_nor_wait(store: Store, tenant: TenantKey, dialect: Dialect) -> None:
    with places(store, tenant) as engines, engines["tenant"].connect() as connection:
        found = {one["name"]: one["dialect_options"] for one in inspect(connection).get_indexes("job")}
    for state in ("running", "waiting"):
        assert state in str(found[f"job_{state}"][f"{dialect}_where"])


def test_opening_without_migrating_names_what_is_needed(settings: StoreSettings, clock: Clock) -> None:
    Store.open(settings, clock=clock).close()
    Store.open(settings, clock=clock, migrate=False).close()
    engine = create_engine(settings.admin_url or f"sqlite:///{settings.root / 'members.db'}")
    schema = "members" if settings.on_postgres else None
    version = Table(migrate.VERSION_TABLE, MetaData(), Column("version_num"), schema=schema)
    with engine.begin() as connection:
        connection.execute(update(version).values(version_num="9999"))
    try:
        for wanted in (False, True):
            with pytest.raises(MigrationNeeded, match="9999"):
                Store.open(settings, clock=clock, migrate=wanted)
    finally:
        with engine.begin() as connection:
            connection.execute(update(version).values(version_num=migrate.HEADS["members"]))
        engine.dispose()


def test_empty_place_is_refused_without_migrating(settings: StoreSettings, clock: Clock) -> None:
    if settings.on_postgres:
        pytest.skip("the database of the fixture is migrated; the next test has an empty one")
    with pytest.raises(MigrationNeeded, match="none"):
        Store.open(settings, clock=clock, migrate=False)


def test_empty_database_is_made_by_its_owner_only(
    postgres: Callable[..., PostgresUrls], clock: Clock, tmp_path: Any
) -> None:
    urls = postgres()
    settings = StoreSettings(tmp_path, urls.app, urls.admin, MASTER)
    with pytest.raises(SettingsError):
        Store.open(replace(settings, admin_url=None), clock=clock)
    with pytest.raises(MigrationNeeded):
        Store.open(settings, clock=clock, migrate=False)
    with Store.open(settings, clock=clock) as store:
        tenant = store.add_tenant("acme")
    with (
        Store.open(replace(settings, admin_url=None), clock=clock, migrate=False) as store,
        store.reading(tenant) as tx,
    ):
        assert tx.head() == 0


def test_migrating_twice_changes_nothing(settings: StoreSettings, clock: Clock) -> None:
    with Store.open(settings, clock=clock) as store:
        tenant = store.add_tenant("acme")
        with store.writing(tenant, actor="test") as tx:
            tx.sequence()
    with Store.open(settings, clock=clock) as store, store.reading(tenant) as tx:
        assert tx.head() == 1


def test_application_role_owns_nothing_and_row_security_binds_everybody(store: Store, tenant: TenantKey) -> None:
    if not store.settings.on_postgres:
        pytest.skip("PostgreSQL only: in SQLite each tenant has files of its own")
    statement = text(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, pg_get_userbyid(c.relowner) = current_user"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = :schema"
    )
    for chain in migrate.SCOPED_CHAINS:
        with store._shared[chain].connect() as connection:
            rows = connection.execute(statement, {"schema": SCHEMAS[chain]}).all()
        assert {row[0] for row in rows} == {*METADATA[chain].tables, migrate.VERSION_TABLE}
        assert {row[0] for row in rows if not row[1]} == {migrate.VERSION_TABLE}
        assert not any(row[2] for row in rows)

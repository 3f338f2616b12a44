"""Turn an empty or older database into one of the current schema."""

import warnings
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from entities.errors import MigrationNeeded
from store.tables import SCHEMAS, Chain

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

VERSION_TABLE = "alembic_version"
HEADS: dict[Chain, str] = {"control": "0004", "members": "0001", "tenant": "0009", "keys": "0001"}
_SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
_moulds: dict[tuple[Chain, str], tuple[str, ...]] = {}  # what the scripts make of an empty SQLite file, once they ran
SCOPED_CHAINS: tuple[Chain, ...] = ("tenant", "keys")  # their tables have a tenant column and a row policy


@cache
def scripts(chain: Chain) -> "ScriptDirectory":
    """Read the migration scripts of a chain."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to import, needed only to migrate

    return ScriptDirectory(str(resources.files("store") / "migrations" / chain))


def version(connection: Connection) -> str | None:
    """Read the version of the database, None when it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant


def check(connection: Connection, chain: Chain) -> None:
    """Make sure that the database is of the current version; raises MigrationNeeded."""
    found = version(connection)
    if found != HEADS[chain]:
        raise MigrationNeeded(
            f"the {chain} schema is at version {found or 'none'}, this program needs {HEADS[chain]}",
            hint="open the store with migrate=True, or with the program that made it",
        )


def upgrade(connection: Connection, chain: Chain, *, app_role: str | None = None) -> None:
    """Bring the database to the current version; `app_role` gets its rights on PostgreSQL.

    Raises MigrationNeeded when the database is of a version that this program doesn't know.
    """
    found = version(connection)
    if found == HEADS[chain] and _may(connection, chain, app_role):
        return
    mould = (chain, HEADS[chain])
    fresh = found is None and connection.dialect.name == "sqlite"
    if fresh and mould in _moulds:
        _cast(connection, chain)
        return
    known = {script.revision for script in scripts(chain).walk_revisions()}
    if found is not None and found not in known:
        check(connection, chain)
    _run(connection, chain)
    if fresh:
        _moulds[mould] = tuple(connection.exec_driver_sql(_SCHEMA).scalars())
    if connection.dialect.name == "postgresql" and app_role is not None:
        _grant(connection, chain, app_role)


def _cast(connection: Connection, chain: Chain) -> None:
    """Make an empty SQLite file like the one that the scripts made before: every tenant has two of its own."""
    for statement in _moulds[chain, HEADS[chain]]:
        connection.exec_driver_sql(statement)
    row = {"version": HEADS[chain]}
    connection.execute(text(f"INSERT INTO {VERSION_TABLE} (version_num) VALUES (:version)"), row)  # noqa: S608 - a constant


def _run(connection: Connection, chain: Chain) -> None:
    from alembic.config import Config  # noqa: PLC0415 - slow to import, needed only to migrate
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415 - the same

    directory = scripts(chain)

    def steps(revision: Any, _context: Any) -> Any:  # alembic gives these no public type
        return directory._upgrade_revs("head", revision)  # noqa: SLF001 - what alembic's own upgrade command does

    with EnvironmentContext(Config(), directory, fn=steps) as environment, warnings.catch_warnings():
        environment.configure(connection=connection, transactional_ddl=False)  # the caller holds the transaction
        environment.run_migrations()


def _may(connection: Connection, chain: Chain, role: str | None) -> bool:
    """Tell whether the application role has its rights: a restored database may have lost them."""
    if connection.dialect.name != "postgresql" or role is None:
        return True
    asked = text("SELECT has_schema_privilege(:role, :schema, 'USAGE')")
    return bool(connection.execute(asked, {"role": role, "schema": SCHEMAS[chain]}).scalar())


def _grant(connection: Connection, chain: Chain, role: str) -> None:
    """Give the application role what it needs, and row-level security to every table of tenants."""
    quote = connection.dialect.identifier_preparer.quote
    schema, name = SCHEMAS[chain], quote(role)
    connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {name}"))
    connection.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {name}"))
    connection.execute(text(f"REVOKE INSERT, UPDATE, DELETE ON {schema}.{VERSION_TABLE} FROM {name}"))
    if chain == "tenant":
        connection.execute(text(f"REVOKE UPDATE, DELETE ON {schema}.audit FROM {name}"))

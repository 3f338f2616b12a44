"""Turn rules that SQLAlchemy can't say into statements for the migrations."""

from collections.abc import Sequence

from alembic import op

SETTING = "current_setting('talentjoin.tenant', true)"  # true: no tenant set means NULL, which equals no row's tenant
SQLITE_REFUSES = "CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'append only'); END"
POSTGRES_FUNCTION = (
    "CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'append only'; END $$"
)
POSTGRES_REFUSES = (
    "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
)


def keep_apart(tables: Sequence[str]) -> None:
    """Give each table of tenants its row policy on PostgreSQL; in SQLite each tenant has files of its own."""
    if op.get_context().dialect.name != "postgresql":
        return
    for table in tables:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY tenant_only ON {table} USING (tenant = {SETTING}) WITH CHECK (tenant = {SETTING})")


def append_only(table: str) -> None:
    """Refuse every change of a table's rows and their deletion."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(POSTGRES_FUNCTION.format(table=table))
        op.execute(POSTGRES_REFUSES.format(table=table))
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(SQLITE_REFUSES.format(table=table, verb=verb))

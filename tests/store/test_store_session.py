"""Turn each way around a tenant's walls into a refusal, one wall at a time."""

import sqlite3
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from sqlalchemy import CompoundSelect, Select, delete, exists, func, insert, select, text, union_all, update
from sqlalchemy.exc import DBAPIError

from entities.errors import NotFound, StoreError
from entities.ids import TenantKey
from store import Store, records
from store.scope import SCOPE, scoped
from store.tables import METADATA
from store.tables.flow import change, outbox
from store.tables.records import record, reference
from tests.store.samples import ATS, application, candidate, merge

SHARED_STORE = True  # a tenant of its own is enough for each test
later = record.alias("later")


def fill(store: Store, tenant: TenantKey, many: int) -> None:
    with store.writing(tenant, actor="test") as tx:
        items = [candidate(f"c{number}") for number in range(many)] + [application("a1", "c1", "j1")]
        records.put_many(tx, instance=ATS, origin="push", records=items, merge=merge)


def test_session_needs_a_tenant_that_exists(store: Store) -> None:
    for open_session in (store.reading, lambda key: store.writing(key, actor="test")):
        with pytest.raises(NotFound), open_session(TenantKey("tnobody")):  # type: ignore[operator] # two context managers
            pass


def test_plain_statement_gets_the_tenant(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    other = another_tenant()
    fill(store, tenant, 3)
    fill(store, other, 5)
    with store.reading(tenant) as tx:
        assert tx.execute(select(func.count()).select_from(record)).scalar() == 4
    with store.writing(tenant, actor="test") as tx:
        assert tx.execute(update(record).values(retention_until=tx.now)).rowcount == 4
        assert tx.execute(delete(outbox)).rowcount == 3
    with store.reading(other) as tx:
        assert tx.execute(select(func.count()).select_from(outbox)).scalar() == 5


UNSCOPED: dict[str, Any] = {
    "subquery": select(record.c.id).where(record.c.id.in_(select(reference.c.to_id))),
    "exists": select(record.c.id).where(exists(select(reference.c.to_id).where(reference.c.to_id == record.c.id))),
    "join": select(record.c.id).join(reference, reference.c.to_id == record.c.id),
    "half a join": select(record.c.id)
    .join(reference, reference.c.to_id == record.c.id)
    .where(record.c.tenant == SCOPE),
    "alias": select(later.c.id),
    "alias beside the table": select(record.c.id)
    .join(later, later.c.id == record.c.id)
    .where(record.c.tenant == SCOPE),
    "derived table": select(select(record.c.id).subquery()),
    "common table": select(select(record.c.id).cte()),
    "union": union_all(select(record.c.id), select(reference.c.to_id)),
    "scalar": select(select(func.count(record.c.id)).scalar_subquery()),
    "another constant": select(later.c.id).where(later.c.tenant == "tother"),
    "unequal": select(later.c.id).where(later.c.tenant != SCOPE),
    "update by subquery": update(record).where(record.c.id.in_(select(reference.c.to_id))).values(kind="job"),
    "delete by subquery": delete(record).where(record.c.id.in_(select(reference.c.to_id))),
    "insert from selection": insert(record).from_select(["id"], select(reference.c.to_id)),
}


@pytest.mark.parametrize("how", UNSCOPED)
def test_statement_without_the_tenant_is_refused(how: str) -> None:
    with pytest.raises(StoreError):
        scoped(UNSCOPED[how])


SCOPED: dict[str, Select[Any] | CompoundSelect[Any]] = {
    "plain": select(record.c.id),
    "two tables": select(record.c.id, change.c.sequence).where(record.c.id == change.c.id),
    "join": select(record.c.id)
    .join(reference, (reference.c.tenant == record.c.tenant) & (reference.c.to_id == record.c.id))
    .where(record.c.tenant == SCOPE),
    "alias": select(later.c.id).where(later.c.tenant == SCOPE),
    "subquery": select(record.c.id).where(
        record.c.id.in_(select(reference.c.to_id).where(reference.c.tenant == SCOPE))
    ),
    "union": union_all(
        select(record.c.id).where(record.c.tenant == SCOPE),
        select(reference.c.to_id).where(reference.c.tenant == SCOPE),
    ),
}


@pytest.mark.parametrize("how", SCOPED)
def test_scoped_statement_sees_one_tenant(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey], how: str
) -> None:
    other = another_tenant()
    fill(store, other, 5)
    with store.reading(tenant) as tx:
        assert tx.execute(SCOPED[how]).all() == []
    with store.reading(other) as tx:
        assert tx.execute(SCOPED[how]).all() != []


def test_row_of_another_tenant_is_refused_on_writing(store: Store, tenant: TenantKey) -> None:
    row = {"tenant": "tother", "sequence": 1, "kind": "job", "id": "r1", "what": "added", "version": 1}
    with store.writing(tenant, actor="test") as tx:
        for rows in (row, [row]):
            with pytest.raises(StoreError):
                tx.execute(insert(change), rows)


def test_reading_session_writes_nothing(store: Store, tenant: TenantKey) -> None:
    with store.reading(tenant) as tx, pytest.raises(StoreError):
        tx.execute(delete(outbox))
    with store.reading(tenant) as tx, pytest.raises(StoreError):
        tx.sequence()


def test_counters_count_by_name(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        assert [tx.sequence(), tx.sequence(), tx.allocate("other", 5), tx.allocate("other")] == [1, 2, 1, 6]
        assert tx.head() == 2
    with store.members_writing() as tx:
        first = tx.sequence()
        assert (tx.sequence(), tx.head()) == (first + 1, first + 1)


def test_errors_name_neither_statement_nor_value(store: Store, tenant: TenantKey) -> None:
    row = {"sequence": 1, "kind": "job", "id": "Quillfeather", "what": "added", "version": 1}
    with pytest.raises(StoreError) as caught, store.writing(tenant, actor="test") as tx:
        tx.execute(insert(change), [row, row])
    error = caught.value
    assert "Quillfeather" not in str(error)
    assert "INSERT" not in str(error)
    assert error.__cause__ is None
    assert error.__context__ is None


# The walls below stand even if the session above them did not.


@pytest.fixture
def raw(store: Store, tenant: TenantKey) -> Any:
    """Give a plain connection of the application's role."""
    if not store.settings.on_postgres:
        pytest.skip("PostgreSQL only: in SQLite each tenant has files of its own")
    fill(store, tenant, 3)
    with store._shared["tenant"].connect() as connection:
        yield connection


def test_database_shows_nothing_without_a_tenant(raw: Any) -> None:
    for table in METADATA["tenant"].tables.values():
        assert raw.execute(select(func.count()).select_from(table)).scalar() == 0


def test_database_shows_a_tenant_its_rows_only(
    raw: Any, store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    fill(store, another_tenant(), 7)
    raw.execute(text("SELECT set_config('talentjoin.tenant', :tenant, true)"), {"tenant": tenant})
    assert raw.execute(text("SELECT count(*) FROM record")).scalar() == 4
    assert raw.execute(text("UPDATE record SET version = 9")).rowcount == 4
    raw.rollback()
    assert raw.execute(text("SELECT count(*) FROM record")).scalar() == 0


@pytest.mark.parametrize("schema", ["tenants", "keys"])
def test_database_refuses_a_row_of_another_tenant(raw: Any, tenant: TenantKey, schema: str) -> None:
    statements = {
        "tenants": "INSERT INTO tenants.member_cursor (tenant, sequence) VALUES ('tother', 1)",
        "keys": "INSERT INTO keys.record_key (tenant, subject, wrapped) VALUES ('tother', 'r1', '')",
    }
    raw.execute(text("SELECT set_config('talentjoin.tenant', :tenant, true)"), {"tenant": tenant})
    with pytest.raises(DBAPIError, match="row-level security"):
        raw.execute(text(statements[schema]))


def test_pooled_connections_leak_no_tenant(store: Store, tenant: TenantKey) -> None:
    if not store.settings.on_postgres:
        pytest.skip("PostgreSQL only: there connections are shared between tenants")
    fill(store, tenant, 1)

    def fail() -> None:
        with store.writing(tenant, actor="test") as tx:
            tx.sequence()
            raise NotFound

    for failing in (False, True):
        with pytest.raises(NotFound) if failing else nullcontext():
            fail() if failing else fill(store, tenant, 2)
        for _ in range(3):
            with store._shared["tenant"].connect() as connection:
                assert connection.execute(text("SELECT current_setting('talentjoin.tenant', true)")).scalar() in (
                    "",
                    None,
                )
                assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 0


def test_each_tenant_has_a_file_of_its_own(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    if store.settings.on_postgres:
        pytest.skip("SQLite only")
    fill(store, tenant, 2)
    other = another_tenant()
    with sqlite3.connect(store.folder(other) / "records.db") as connection:
        assert connection.execute("SELECT count(*) FROM record").fetchone() == (0,)
    connection.close()
    assert (store.folder(tenant).stat().st_mode & 0o077) == 0

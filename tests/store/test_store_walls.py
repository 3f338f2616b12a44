"""Turn off one wall between tenants at a time: the other one alone must show and change nothing of another tenant."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    CompoundSelect,
    Delete,
    Select,
    Table,
    Update,
    create_engine,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    union,
    union_all,
    update,
)
from sqlalchemy.dialects import sqlite

from entities.errors import StoreError
from entities.ids import MemberNumber, RecordId, TenantKey
from entities.link import Link
from store import Store, links, members, records, session
from store.scope import SCOPE, rows_of, scoped
from store.tables import METADATA
from store.tables.flow import change, outbox
from store.tables.people import link
from store.tables.records import contact, record, reference
from tests.store.conftest import START
from tests.store.samples import ATS, application, attachment, candidate, job, merge, note

SHARED_STORE = True  # a tenant of its own is enough for each test
TABLES = sorted(METADATA["tenant"].tables.values(), key=lambda table: table.name)
CANARY = "Canary Quisling"
one, two = record.alias("one"), reference.alias("two")


def fill(store: Store, tenant: TenantKey) -> None:
    items = [candidate("c1", name=CANARY, emails=["c@example.org"]), job("j1"), application("a1", "c1", "j1")]
    items += [note("n1", candidate="c1", text=CANARY), attachment("f1", candidate="c1")]
    with store.writing(tenant, actor="test") as tx:
        put = records.put_many(tx, instance=ATS, origin="push", records=items, merge=merge)
        found = Link(candidate=put[0].id, profile="7", probability=1, none_probability=0, decision="match")
        links.put_many(tx, [(put[0].id, found)])


# Statements of every shape that reads, none of which names the tenant.
SHAPES: dict[str, Select[Any] | CompoundSelect[Any]] = {
    "all": select(record),
    "columns": select(record.c.id, record.c.kind),
    "where": select(record.c.id).where(record.c.kind == "candidate"),
    "count": select(func.count()).select_from(record),
    "grouped": select(record.c.kind, func.count()).group_by(record.c.kind),
    "having": select(record.c.kind).group_by(record.c.kind).having(func.count() > 0),
    "distinct": select(record.c.kind).distinct(),
    "ordered and cut": select(record.c.id).order_by(record.c.id.desc()).limit(3).offset(0),
    "two tables": select(record.c.id, change.c.sequence).where(record.c.id == change.c.id),
    "join": select(record.c.id).join(reference, reference.c.to_id == record.c.id),
    "outer join": select(record.c.id).outerjoin(reference, reference.c.from_id == record.c.id),
    "full outer join": select(record.c.id).join(reference, reference.c.from_id == record.c.id, full=True),
    "join to an alias": select(record.c.id).join(two, two.c.to_id == record.c.id),
    "alias": select(one.c.id),
    "alias joined with itself": select(one.c.id).join(record, record.c.id == one.c.id),
    "in a selection": select(record.c.id).where(record.c.id.in_(select(reference.c.to_id))),
    "not in a selection": select(record.c.id).where(record.c.id.not_in(select(contact.c.candidate))),
    "exists": select(record.c.id).where(exists(select(reference.c.to_id).where(reference.c.to_id == record.c.id))),
    "scalar": select(select(func.count(record.c.id)).scalar_subquery()),
    "scalar beside": select(change.c.id, select(func.count(record.c.id)).scalar_subquery()),
    "derived": select(select(record.c.id).subquery()),
    "derived twice": select(select(select(record.c.id).subquery()).subquery()),
    "lateral": select(record.c.id).join(select(reference.c.to_id).subquery(), text("1 = 1")),
    "common table": select(select(record.c.id).cte()),
    "union": union(select(record.c.id), select(reference.c.to_id)),
    "union all": union_all(select(record.c.id), select(link.c.candidate)),
    "union in a selection": select(union(select(record.c.id), select(reference.c.to_id)).subquery()),
    "negated": select(record.c.id).where(~(record.c.kind == "job")),
    "or": select(record.c.id).where((record.c.kind == "job") | (record.c.tenant == SCOPE)),
}
CHANGES: dict[str, Update | Delete] = {
    "update": update(record).values(kind="job"),
    "update some": update(record).where(record.c.kind == "candidate").values(version=99),
    "update by a selection": update(record).where(record.c.id.in_(select(reference.c.to_id))).values(kind="job"),
    "delete": delete(outbox),
    "delete some": delete(contact).where(contact.c.candidate != ""),
    "delete by a selection": delete(reference).where(reference.c.to_id.in_(select(record.c.id))),
}


@pytest.fixture
def unscoped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the first wall down: statements go to the database as they are."""
    monkeypatch.setattr(session, "scoped", lambda statement: statement)


@pytest.fixture
def beside(store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]) -> Iterator[TenantKey]:
    """Give an empty tenant beside a full one, whose rows must be what they were, whatever the test does."""
    fill(store, tenant)
    before = everything(store, tenant)
    yield another_tenant()
    assert everything(store, tenant) == before


def everything(store: Store, tenant: TenantKey) -> dict[str, list[str]]:
    with store.reading(tenant) as tx:
        return {table.name: sorted(str(tuple(row)) for row in tx.execute(select(table))) for table in TABLES}


def nothing(rows: list[Any]) -> bool:
    """No row, or one that counts none."""
    return all(not any(row) for row in rows)


def test_row_policies_alone_show_nothing_of_another_tenant(store: Store, beside: TenantKey, unscoped: None) -> None:
    with store.reading(beside) as tx:
        shown = {how: tx.execute(shape, {"scope": beside}).all() for how, shape in SHAPES.items()}
    assert {how: rows for how, rows in shown.items() if not nothing(rows)} == {}


def test_row_policies_alone_let_nothing_of_another_tenant_be_changed(
    store: Store, beside: TenantKey, unscoped: None
) -> None:
    with store.writing(beside, actor="test") as tx:
        changed = {how: tx.execute(change_all).rowcount for how, change_all in CHANGES.items()}
    assert {how: rows for how, rows in changed.items() if rows} == {}


@pytest.mark.parametrize("how", SHAPES)
def test_the_session_alone_refuses_a_shape_or_binds_all_of_it(how: str) -> None:
    """Both tenants' rows in one database without policies: what the rewritten statement finds is one tenant's."""
    empty, full = TenantKey("tempty"), TenantKey("tfull")
    try:
        safe = scoped(SHAPES[how])
    except StoreError:
        return
    engine = create_engine("sqlite://")
    METADATA["tenant"].create_all(engine)
    with engine.connect() as connection:
        for table, row in ROWS.items():
            connection.execute(insert(table), {**row, "tenant": full})
        assert nothing([tuple(row) for row in connection.execute(safe, {"scope": empty})])
        assert not nothing([tuple(row) for row in connection.execute(safe, {"scope": full})]) or how in EMPTY
    engine.dispose()


EMPTY = {"not in a selection"}  # shapes that find nothing in the rows below
ROWS: dict[Table, dict[str, Any]] = {}


def _rows() -> None:
    """One row for each table, of which the references point at the record."""
    kinds: dict[type, Any] = {str: "r1", int: 1, bytes: b"x", bool: False, float: 0.5}
    for table in TABLES:
        columns = [column for column in table.columns if column.name != "tenant" and not column.nullable]
        ROWS[table] = {column.name: kinds.get(_python(column)) for column in columns}
        for column in columns:
            if ROWS[table][column.name] is None:
                ROWS[table][column.name] = START
    ROWS[record]["kind"] = "candidate"


def _python(column: Any) -> type:
    try:
        found: type = column.type.python_type
    except NotImplementedError:
        return type(None)
    return found


_rows()


@pytest.mark.parametrize("how", CHANGES)
def test_the_session_alone_changes_one_tenant_only(how: str) -> None:
    mine, theirs = TenantKey("tmine"), TenantKey("ttheirs")
    try:
        safe = scoped(CHANGES[how])
    except StoreError:
        return
    engine = create_engine("sqlite://")
    METADATA["tenant"].create_all(engine)
    with engine.connect() as connection:
        for table, row in ROWS.items():
            connection.execute(insert(table), [{**row, "tenant": mine}, {**row, "tenant": theirs}])
        held = select(safe.table).where(safe.table.c.tenant == theirs)  # type: ignore[union-attr] # updates and deletes
        before = connection.execute(held).all()
        connection.execute(safe, {"scope": mine})
        assert connection.execute(held).all() == before
        assert len(before) == 1
    engine.dispose()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_bound_by_name(table: Table) -> None:
    for statement in (select(table), delete(table), update(table).values(tenant="x")):
        compiled = str(scoped(statement).compile(dialect=sqlite.dialect()))
        name = f'"{table.name}"' if f'"{table.name}"' in compiled else table.name
        assert f"{name}.tenant = ?" in compiled


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_for_another_tenant_is_refused_by_every_table(store: Store, tenant: TenantKey, table: Table) -> None:
    with store.writing(tenant, actor="test") as tx:
        for rows in ({**ROWS[table], "tenant": "tother"}, [ROWS[table], {**ROWS[table], "tenant": "tother"}]):
            with pytest.raises(StoreError, match="another tenant"):
                tx.execute(insert(table), rows)
        tx.execute(insert(table), [ROWS[table]])
        assert ROWS[table].items() <= dict(tx.execute(select(table)).mappings().one()).items()


@given(
    tenant=st.text(min_size=1, max_size=5),
    rows=st.lists(st.dictionaries(st.sampled_from(["tenant", "id", "kind"]), st.text(max_size=5)), max_size=4),
)
@settings(max_examples=60)
def test_rows_get_their_tenant_or_are_refused(tenant: str, rows: list[dict[str, str]]) -> None:
    foreign = any(row.get("tenant", tenant) != tenant for row in rows)
    before = [dict(row) for row in rows]
    if foreign:
        with pytest.raises(StoreError):
            rows_of(tenant, rows)
    else:
        assert rows_of(tenant, rows) == [{**row, "tenant": tenant} for row in before]
    assert rows == before


def test_a_statement_once_refused_stays_refused() -> None:
    statement = SHAPES["join"]
    for _ in range(3):
        with pytest.raises(StoreError):
            scoped(statement)
    plain = SHAPES["all"]
    assert scoped(plain) is scoped(plain)


def test_the_same_ids_in_two_tenants_never_meet(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    other = another_tenant()
    for mine in (tenant, other):
        with store.writing(mine, actor="test") as tx:
            shared = Link(candidate="r1", profile="7", probability=1, none_probability=0, reason=mine, decision="match")
            links.put_many(tx, [(RecordId("r1"), shared)])
            links.correct(tx, RecordId("r1"), "linked", MemberNumber(len(mine)), mine)
            members.set_member_cursor(tx, tx.sequence())
    with store.reading(tenant) as mine_tx, store.reading(other) as theirs:
        assert links.get_many(mine_tx, [RecordId("r1")])[RecordId("r1")].reason == tenant
        assert links.get_many(theirs, [RecordId("r1")])[RecordId("r1")].reason == other
        assert mine_tx.execute(select(func.count()).select_from(link)).scalar() == 1


def test_a_session_shows_no_other_tenant_through_any_verb(store: Store, beside: TenantKey) -> None:
    with store.reading(beside) as tx:
        assert records.count_by_kind(tx) == {}
        assert records.unresolved(tx) == {}
        assert records.find_by_email(tx, "c@example.org") == []
        assert links.all(tx, None, 10) == []
        assert links.naming(tx, [MemberNumber(7)]) == set()
        assert tx.head() == 0

"""Turn every way to bend an audit chain of many entries into the place that its reader names."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text

from entities.errors import StoreCorrupt
from entities.ids import TenantKey
from store import Store, audit
from store.session import TenantTx

SHARED_STORE = True  # a tenant of its own is enough for each test
MANY = 24
COLUMNS = ("at", "actor", "action", "kind", "count", "subjects", "details", "previous", "hash")


def write(store: Store, tenant: TenantKey, many: int = MANY) -> None:
    for start in range(0, many, 6):
        with store.writing(tenant, actor=f"actor {start}") as tx:
            for number in range(start, min(start + 6, many)):
                audit.append(tx, action=f"act {number}", kind="job", ids=[f"r{number}"], details={"n": number})


@contextmanager
def owner(store: Store, tenant: TenantKey) -> Iterator[Connection]:
    """Give the connection of somebody who may do everything to the database, and whom no trigger stops."""
    place = store.settings.admin_url or f"sqlite:///{store.folder(tenant) / 'records.db'}"
    engine = create_engine(place, connect_args={} if store.settings.on_postgres else {"isolation_level": None})
    with engine.connect() as connection, connection.begin() as transaction:
        if store.settings.on_postgres:
            for statement in (
                "SET search_path = tenants",
                f"SELECT set_config('talentjoin.tenant', '{tenant}', true)",
                "ALTER TABLE audit DISABLE TRIGGER USER",
            ):
                connection.execute(text(statement))
        else:
            connection.exec_driver_sql("BEGIN")
            for verb in ("UPDATE", "DELETE"):
                connection.execute(text(f"DROP TRIGGER audit_{verb}"))
        yield connection
        transaction.rollback()
    engine.dispose()


def seen(store: Store, tenant: TenantKey, connection: Connection) -> str:
    """Say what the reader of the chain says, over the bender's own connection: nothing of it is ever committed."""
    with store.reading(tenant) as tx:
        bent = TenantTx(connection, tx.now, "", False, lambda _name: None, tenant=tenant, vault=tx.vault)  # noqa: FBT003 - the field `writing`
        try:
            return f"{audit.verify(bent)} whole"
        except StoreCorrupt as error:
            return str(error)


def rows_of(connection: Connection, tenant: TenantKey) -> list[dict[str, Any]]:
    statement = text("SELECT * FROM audit WHERE tenant = :tenant ORDER BY number")
    return [dict(row) for row in connection.execute(statement, {"tenant": tenant}).mappings()]


def replace(connection: Connection, tenant: TenantKey, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(text("DELETE FROM audit WHERE tenant = :tenant"), {"tenant": tenant})
    names = ("tenant", "number", *COLUMNS)
    values = ", ".join(f":{name}" for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    if rows:
        connection.execute(text(f"INSERT INTO audit ({listed}) VALUES ({values})"), list(rows))  # noqa: S608 - names of columns


def bent_value(value: Any, pick: random.Random) -> Any:
    if isinstance(value, int):
        return value ^ (1 << pick.randrange(20))
    if isinstance(value, str):
        return value + "x"
    raw = bytearray(bytes(value))
    raw[pick.randrange(len(raw))] ^= 1 << pick.randrange(8)
    return bytes(raw)


def test_a_chain_nobody_touched_is_whole(store: Store, tenant: TenantKey) -> None:
    write(store, tenant)
    with owner(store, tenant) as connection:
        assert seen(store, tenant, connection) == f"{MANY} whole"
        replace(connection, tenant, rows_of(connection, tenant))
        assert seen(store, tenant, connection) == f"{MANY} whole"


@pytest.mark.parametrize("column", COLUMNS)
def test_a_flip_in_any_column_of_any_entry_is_named(store: Store, tenant: TenantKey, column: str) -> None:
    write(store, tenant)
    pick = random.Random(column)
    with owner(store, tenant) as connection:
        kept = rows_of(connection, tenant)
        for number in range(1, MANY + 1):
            rows = [dict(row) for row in kept]
            rows[number - 1][column] = bent_value(rows[number - 1][column], pick)
            replace(connection, tenant, rows)
            assert seen(store, tenant, connection) == f"audit entry {number} is not what was written"


def test_any_entry_taken_out_is_missed(store: Store, tenant: TenantKey) -> None:
    write(store, tenant)
    with owner(store, tenant) as connection:
        kept = rows_of(connection, tenant)
        for number in range(1, MANY + 1):
            replace(connection, tenant, [row for row in kept if row["number"] != number])
            assert seen(store, tenant, connection) == f"audit entry {number} is missing"


def test_an_entry_taken_out_and_the_rest_renumbered_is_seen(store: Store, tenant: TenantKey) -> None:
    write(store, tenant)
    with owner(store, tenant) as connection:
        kept = rows_of(connection, tenant)
        for number in range(1, MANY + 1):
            left = [row for row in kept if row["number"] != number]
            replace(connection, tenant, [{**row, "number": place} for place, row in enumerate(left, 1)])
            told = "missing" if number == MANY else "not what was written"
            assert seen(store, tenant, connection) == f"audit entry {number} is {told}"


def test_a_chain_cut_off_anywhere_is_seen(store: Store, tenant: TenantKey) -> None:
    write(store, tenant)
    with owner(store, tenant) as connection:
        kept = rows_of(connection, tenant)
        for length in range(MANY):
            replace(connection, tenant, kept[:length])
            assert seen(store, tenant, connection) == f"audit entry {length + 1} is missing"


@settings(max_examples=10)
@given(pair=st.tuples(st.integers(1, MANY), st.integers(1, MANY)).filter(lambda pair: pair[0] != pair[1]))
def test_any_two_entries_swapped_are_seen_at_the_first(store: Store, tenant: TenantKey, pair: tuple[int, int]) -> None:
    with store.reading(tenant) as tx:
        known = audit.verify(tx)
    if not known:
        write(store, tenant)
    with owner(store, tenant) as connection:
        rows = rows_of(connection, tenant)
        one, other = rows[pair[0] - 1], rows[pair[1] - 1]
        one["number"], other["number"] = other["number"], one["number"]
        replace(connection, tenant, rows)
        assert seen(store, tenant, connection) == f"audit entry {min(pair)} is not what was written"


def test_an_entry_told_twice_or_added_behind_is_seen(store: Store, tenant: TenantKey) -> None:
    write(store, tenant)
    with owner(store, tenant) as connection:
        kept = rows_of(connection, tenant)
        replace(connection, tenant, [*kept, {**kept[-1], "number": MANY + 1}])
        assert seen(store, tenant, connection) == f"audit entry {MANY + 1} is not what was written"


def test_an_entry_forged_with_a_right_hash_breaks_the_next(store: Store, tenant: TenantKey) -> None:
    """Who knows how hashes are made can forge one entry, but has to forge every entry behind it too."""
    write(store, tenant)
    with owner(store, tenant) as connection:
        rows = rows_of(connection, tenant)
        forged = {**rows[9], "actor": "somebody else"}
        with store.reading(tenant) as tx:
            real = audit._rows(tx, 9, 1)[0]
        forged["hash"] = audit._hash({**real, "actor": "somebody else"})
        assert forged["hash"] != real["hash"]
        replace(connection, tenant, [*rows[:9], forged, *rows[10:]])
        assert seen(store, tenant, connection) == "audit entry 11 is not what was written"


def test_a_shredded_person_leaves_the_chain_whole(store: Store, tenant: TenantKey) -> None:
    write(store, tenant)
    with store.writing(tenant, actor="erase") as tx:
        tx.vault.shred([f"r{number}" for number in range(MANY)])
        audit.append(tx, action="erase", kind="candidate", ids=["r1"], details={})
    with store.reading(tenant) as tx:
        assert audit.verify(tx) == MANY + 1
        first, last = audit.read(tx)[1], audit.read(tx)[-1]
        assert first.subjects == last.subjects == (tx.vault.pseudonym("r1"),)


def test_a_chain_longer_than_a_page_is_followed_to_its_end(
    store: Store, tenant: TenantKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "PAGE", 5)
    write(store, tenant)
    with owner(store, tenant) as connection:
        assert seen(store, tenant, connection) == f"{MANY} whole"
        rows = rows_of(connection, tenant)
        rows[-1]["actor"] = "nobody"
        replace(connection, tenant, rows)
        assert seen(store, tenant, connection) == f"audit entry {MANY} is not what was written"


def test_no_entry_holds_an_id_or_a_value(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        audit.append(tx, action="test", kind="candidate", ids=["rquisling"], details={"outcome": "created"})
    with owner(store, tenant) as connection:
        row = rows_of(connection, tenant)[0]
    assert not any(
        b"rquisling" in (value if isinstance(value, bytes) else str(value).encode()) for value in row.values()
    )
    assert json.loads(row["details"]) == {"outcome": "created"}

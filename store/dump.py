"""Turn all that is kept of one tenant, or of the members, into lines that are equal where the content is."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Table, select

from entities.document import person_key
from entities.errors import KeyMissing
from store import derived, documents, links, members, parses, product, replays, seats, state
from store.canonical import canonical
from store.chunks import in_chunks
from store.documents import DocumentKey
from store.scope import SCOPE
from store.session import MembersTx, TenantTx
from store.tables import METADATA, Chain, flow, people, records
from store.tables import members as member_tables
from store.tables import product as product_tables
from store.vault import OperatorVault, Vault

WORK = frozenset({"outbox", "job", "counter"})  # says what is due or which number comes next, not what is known
SHREDDED = {"shredded": True}  # stands for what nobody can open any more
ROWS_AT_ONCE = 1_000

Named = Callable[[Row[Any]], str]


@dataclass(frozen=True, slots=True)
class Sealed:
    """How one column of a table is sealed: its kind, and from the row its name and its subject."""

    column: str
    kind: str
    name: Named
    subject: Named = lambda _row: ""


def _entity(row: Row[Any]) -> str:
    return DocumentKey(row.key, row.shadow).entity


SEALED: Mapping[Table, Sealed] = {
    records.layer: Sealed("payload", state.LAYER, lambda row: f"{row.id}/{row.origin}", lambda row: row.subject),
    records.record: Sealed("payload", state.RECORD, lambda row: row.id, lambda row: row.subject),
    records.history: Sealed(
        "entry", derived.ENTRY, lambda row: f"{row.record}/{row.role}/{row.place}", lambda row: row.subject
    ),
    people.parse: Sealed("outcome", parses.KIND, lambda row: row.attachment, lambda row: row.subject),
    people.link: Sealed("payload", links.LINK_KIND, lambda row: row.candidate, lambda row: row.candidate),
    people.weights: Sealed("payload", links.WEIGHTS_KIND, lambda row: str(row.number)),
    people.document: Sealed("payload", documents.KIND, _entity, lambda row: person_key(row.key)),
    product_tables.seat: Sealed("payload", seats.KIND, lambda row: row.id, lambda row: f"{seats.KIND}:{row.id}"),
    **{
        table: Sealed("payload", kind, lambda row: str(row.number), lambda row: row.about)
        for kind, table in product.TABLES.items()
    },
    flow.replay: Sealed("payload", replays.KIND, lambda row: f"{row.client}/{row.key}"),
    member_tables.member: Sealed("payload", members.KIND, lambda row: str(row.number)),
}


def tenant_lines(tx: TenantTx, tables: Collection[str] | None = None) -> Iterator[bytes]:
    """Write everything known of a tenant, decrypted, as lines of canonical JSON, table by table in sorted order.

    `tables` names what to write; by default that is all but the rows of work. What was shredded says so.
    """
    for table in _chosen("tenant", tables):
        yield from _lines(tx, table, _with_subject(table))


def members_lines(tx: MembersTx, tables: Collection[str] | None = None) -> Iterator[bytes]:
    """Write everything known of the members, in the same form as a tenant."""
    for table in _chosen("members", tables):
        yield from _lines(tx, table, select(table))


def _chosen(chain: Chain, tables: Collection[str] | None) -> list[Table]:
    known = METADATA[chain].tables
    return [
        known[name] for name in sorted(known if tables is None else tables) if tables is not None or name not in WORK
    ]


@cache
def _with_subject(table: Table) -> Any:
    """Read a table's rows; a history's entries are sealed for the subject of their record."""
    if table is not records.history:
        return select(table)
    record = records.record
    same = (record.c.tenant == table.c.tenant) & (record.c.id == table.c.record)
    return select(table, record.c.subject).select_from(table.join(record, same)).where(table.c.tenant == SCOPE)


def _lines(tx: TenantTx | MembersTx, table: Table, statement: Any) -> Iterator[bytes]:
    lines = []
    for rows in in_chunks(tx.execute(statement), ROWS_AT_ONCE):
        sealed = SEALED.get(table)
        if sealed is not None and isinstance(tx.vault, Vault):
            tx.vault.load(sealed.subject(row) for row in rows)
        lines += [canonical({"table": table.name, **_columns(tx.vault, table, row)}) + b"\n" for row in rows]
    yield from sorted(lines)  # sorted here: databases sort text each in their own way


def _columns(vault: Vault | OperatorVault, table: Table, row: Row[Any]) -> dict[str, Any]:
    kept = row._mapping  # noqa: SLF001 - the public way to columns that are named like a tuple's methods (count)
    columns = {column.name: _plain(kept[column.name]) for column in table.c}
    sealed = SEALED.get(table)
    if sealed is not None:
        columns[sealed.column] = _opened(vault, sealed, row)
    return columns


def _opened(vault: Vault | OperatorVault, sealed: Sealed, row: Row[Any]) -> Any:
    content: bytes = getattr(row, sealed.column)
    if not content:
        return None
    try:
        if isinstance(vault, OperatorVault):
            return json.loads(vault.open(sealed.kind, sealed.name(row), content))
        return json.loads(vault.open(sealed.kind, sealed.name(row), content, subject=sealed.subject(row)))
    except KeyMissing:
        return SHREDDED


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, datetime) else value

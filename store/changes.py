"""Turn commits into a feed that a reader can follow without missing one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import and_, insert, select

from entities.ids import InstanceId, RecordId, RecordKind, SourceId
from entities.ids import Sequence as ChangeSequence
from store.scope import SCOPE
from store.session import TenantTx
from store.tables.flow import change
from store.tables.records import record

What = Literal["added", "updated", "deleted"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record."""

    sequence: ChangeSequence
    kind: RecordKind
    id: RecordId
    what: What
    version: int


def append(tx: TenantTx, changes: Sequence[Change]) -> None:
    """Write changes whose sequences were taken in this transaction."""
    if changes:
        rows = [
            {"sequence": one.sequence, "kind": one.kind, "id": one.id, "what": one.what, "version": one.version}
            for one in changes
        ]
        tx.execute(insert(change), rows)


def feed(tx: TenantTx, after: ChangeSequence, limit: int) -> list[Change]:
    """Read up to `limit` changes behind a sequence, in the order in which they were committed."""
    statement = select(change).where(change.c.sequence > after).order_by(change.c.sequence).limit(limit)
    return [Change(row.sequence, row.kind, row.id, row.what, row.version) for row in tx.execute(statement)]


def feed_of(tx: TenantTx, instance: InstanceId, after: ChangeSequence, limit: int) -> list[tuple[Change, SourceId]]:
    """Read up to `limit` changes of one instance's records behind a sequence, each with the record's source id."""
    same = and_(record.c.tenant == change.c.tenant, record.c.id == change.c.id)
    statement = (
        select(change, record.c.source)
        .join_from(change, record, same)
        .where(change.c.tenant == SCOPE, change.c.sequence > after, record.c.instance == instance)
        .order_by(change.c.sequence)
        .limit(limit)
    )
    return [
        (Change(row.sequence, row.kind, row.id, row.what, row.version), SourceId(row.source))
        for row in tx.execute(statement)
    ]

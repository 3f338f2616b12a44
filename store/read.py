"""Turn stored rows back into merged records."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, and_, bindparam, func, select

from entities.ids import InstanceId, Origin, RecordId, RecordKind, SourceId, record_id
from entities.ids import Sequence as ChangeSequence
from store.chunks import read_in_chunks
from store.scope import SCOPE
from store.session import TenantTx
from store.state import LAYER, RECORD, unpack_origins
from store.tables.records import layer, record, reference

LIVE = record.c.deleted_at.is_(None)
PAGE = 500  # records opened at once

_VALUES: BindParameter[Any] = bindparam("values", expanding=True)
_BY_ID = select(record).where(record.c.id.in_(_VALUES), LIVE).order_by(record.c.id)
_SAID = select(layer).where(layer.c.id.in_(_VALUES))
_POINTING = (
    select(reference.c.to_id, record)
    .join_from(reference, record, and_(record.c.tenant == reference.c.tenant, record.c.id == reference.c.from_id))
    .where(reference.c.tenant == SCOPE, reference.c.to_id.in_(_VALUES), LIVE)
    .order_by(reference.c.to_id, record.c.id)
)


@dataclass(frozen=True, slots=True)
class Stored:
    """One merged record as it is kept; `origins` names the layer of each field."""

    id: RecordId
    instance: InstanceId
    kind: RecordKind
    source: SourceId
    payload: dict[str, Any]
    origins: dict[str, Origin]
    version: int
    sequence: ChangeSequence
    modified: datetime
    received_at: datetime


def get(tx: TenantTx, id_: RecordId) -> Stored | None:
    """Read one record; None when it is unknown or deleted."""
    return get_many(tx, [id_]).get(id_)


def get_many(tx: TenantTx, ids: Iterable[RecordId]) -> dict[RecordId, Stored]:
    """Read the records that exist of these."""
    return {one.id: one for one in _opened(tx, list(read_in_chunks(tx, _BY_ID, ids)))}


def by_source(tx: TenantTx, instance: InstanceId, kind: RecordKind, source: SourceId) -> Stored | None:
    """Read one record by the name that its ATS gives it."""
    return get(tx, record_id(tx.tenant, instance, kind, source))


def by_kind(tx: TenantTx, kind: RecordKind, *, after: RecordId | None = None, limit: int = PAGE) -> list[Stored]:
    """Read up to `limit` records of a kind behind an id, in the order of their ids."""
    statement = select(record).where(record.c.kind == kind, LIVE, record.c.id > (after or ""))
    return _opened(tx, tx.execute(statement.order_by(record.c.id).limit(limit)).all())


def page(
    tx: TenantTx,
    instance: InstanceId,
    kind: RecordKind,
    *,
    after: ChangeSequence,
    limit: int,
    updated_after: datetime | None = None,
) -> list[Stored]:
    """Read up to `limit` records of an instance and kind that changed behind a sequence, in the order of changes.

    `updated_after` leaves out what was received at that time or before. A record that changes moves to the end.
    """
    statement = select(record).where(
        record.c.kind == kind, record.c.instance == instance, record.c.sequence > after, LIVE
    )
    if updated_after is not None:
        statement = statement.where(record.c.received_at > updated_after)
    return _opened(tx, tx.execute(statement.order_by(record.c.sequence).limit(limit)).all())


def said_by(tx: TenantTx, origin: Origin, ids: Iterable[RecordId]) -> dict[RecordId, dict[str, Any]]:
    """Read what one origin says of these records, of those that it says anything of."""
    rows = [row for row in read_in_chunks(tx, _SAID, ids) if row.origin == origin]
    tx.vault.load({row.subject for row in rows})
    return {
        row.id: json.loads(tx.vault.open(LAYER, f"{row.id}/{row.origin}", row.payload, subject=row.subject))
        for row in rows
    }


def standing(tx: TenantTx, instance: InstanceId) -> dict[RecordKind, tuple[int, datetime]]:
    """Count an instance's records by kind, each with the time at which the last of them was received."""
    statement = (
        select(record.c.kind, func.count(), func.max(record.c.received_at))
        .where(record.c.instance == instance, LIVE)
        .group_by(record.c.kind)
    )
    return {row[0]: (row[1], row[2]) for row in tx.execute(statement)}


def count_by_kind(tx: TenantTx) -> dict[RecordKind, int]:
    """Count the records of each kind."""
    statement = select(record.c.kind, func.count()).where(LIVE).group_by(record.c.kind)
    return {row[0]: row[1] for row in tx.execute(statement)}


def pointing_at(tx: TenantTx, ids: Iterable[RecordId]) -> dict[RecordId, list[Stored]]:
    """Read the records that name these, by the one they name; a deleted or missing one may still be named."""
    rows = list(read_in_chunks(tx, _POINTING, ids))
    opened = _opened(tx, rows)
    found: dict[RecordId, list[Stored]] = {}
    for row, one in zip(rows, opened, strict=True):
        found.setdefault(RecordId(row.to_id), []).append(one)
    return found


def unresolved(tx: TenantTx) -> dict[str, int]:
    """Count, by role, the references whose target hasn't arrived or is gone."""
    found = and_(record.c.tenant == reference.c.tenant, record.c.id == reference.c.to_id, LIVE)
    statement = (
        select(reference.c.role, func.count())
        .select_from(reference)
        .join(record, found, isouter=True)
        .where(reference.c.tenant == SCOPE, record.c.id.is_(None))
        .group_by(reference.c.role)
    )
    return {row[0]: row[1] for row in tx.execute(statement)}


def _opened(tx: TenantTx, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Stored]:
    tx.vault.load({row.subject for row in rows})
    return [
        Stored(
            row.id,
            row.instance,
            row.kind,
            row.source,
            json.loads(tx.vault.open(RECORD, row.id, row.payload, subject=row.subject)),
            unpack_origins(row.origins),
            row.version,
            row.sequence,
            row.modified,
            row.received_at,
        )
        for row in rows
    ]

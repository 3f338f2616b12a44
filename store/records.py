"""Turn what each origin says into kept records: put, delete, switch origins, read.

All that a call changes (layer, merged record, references, change, due work, audit) goes into the caller's transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from entities.ids import InstanceId, Origin, RecordId, RecordKind, SourceId, record_id
from store.contacts import find_by_email, find_by_phone
from store.keep import Batch, Event, keep
from store.kinds import Reference, kind_of, references
from store.layering import Merge, Outcome, PutResult, State, accept, forget, layer_of, remerge
from store.origins import grant_origins, origins_on
from store.read import (
    Stored,
    by_kind,
    by_source,
    count_by_kind,
    get,
    get_many,
    page,
    pointing_at,
    said_by,
    standing,
    unresolved,
)
from store.session import TenantTx
from store.state import load, lock, open_layers, write_tombstone
from store.tables.records import layer

__all__ = [
    "Merge",
    "Outcome",
    "PutResult",
    "Reference",
    "Stored",
    "by_kind",
    "by_source",
    "count_by_kind",
    "delete",
    "find_by_email",
    "find_by_phone",
    "get",
    "get_many",
    "origins_on",
    "page",
    "pointing_at",
    "put",
    "put_many",
    "references",
    "said_by",
    "set_origins",
    "standing",
    "unresolved",
]

PAGE = 1_000  # records merged at once when an origin is switched
SILENT: tuple[Outcome, ...] = ("unchanged",)  # outcomes that leave no trace: re-sending changes nothing


def put(tx: TenantTx, *, instance: InstanceId, origin: Origin, record: Mapping[str, Any], merge: Merge) -> PutResult:
    """Take one validated record of an origin; raises InvalidItem for an unknown kind."""
    return put_many(tx, instance=instance, origin=origin, records=[record], merge=merge)[0]


def put_many(
    tx: TenantTx, *, instance: InstanceId, origin: Origin, records: Sequence[Mapping[str, Any]], merge: Merge
) -> list[PutResult]:
    """Take many validated records of an origin, to the same effect as one by one in their order.

    Raises InvalidItem for an unknown kind, before anything is written.
    """
    layers = [layer_of(origin, item, tx.now) for item in records]
    named = [(kind_of(item), SourceId(item["id"])) for item in records]
    ids = [record_id(tx.tenant, instance, kind, source) for kind, source in named]
    lock(tx, instance)
    on = origins_on(tx, instance)
    batch = Batch(instance, load(tx, dict(zip(ids, named, strict=True))))
    heard: list[tuple[RecordId, Outcome, int, int | None]] = []
    for id_, item in zip(ids, layers, strict=True):
        state = batch.states[id_]
        outcome = accept(state, item)
        place: int | None = None
        if outcome == "changed":
            outcome, place = _merge(tx, batch, state, merge, on)
        if outcome not in SILENT:
            batch.heard.setdefault((outcome, state.kind), []).append(id_)
        heard.append((id_, outcome, state.version, place))
    numbers = keep(tx, batch, f"record.{origin}")
    return [
        PutResult(id_, outcome, version, None if place is None else numbers[place])
        for id_, outcome, version, place in heard
    ]


def delete(
    tx: TenantTx, *, instance: InstanceId, origin: Origin, kind: RecordKind, source: SourceId, deleted_at: datetime
) -> PutResult:
    """Take the news that a record is gone: what was pushed as created after `deleted_at` stays ("stale").

    The tombstone stands for every origin, also for a record that never arrived. Under a legal hold the record can't be
    read any more, but nothing of it goes.
    """
    id_ = record_id(tx.tenant, instance, kind_of({"kind": kind}), source)
    lock(tx, instance)
    batch = Batch(instance, load(tx, {id_: (kind, source)}))
    state = batch.states[id_]
    outcome = forget(state, deleted_at)
    if outcome != "changed":
        return PutResult(id_, outcome, state.version, None)
    write_tombstone(tx, state, origin)
    if state.merged_anew:
        batch.events.append(Event(state, "deleted", state.version))
    batch.heard[outcome, kind] = [id_]
    numbers = keep(tx, batch, "record.delete")
    return PutResult(id_, outcome, state.version, numbers[0] if numbers else None)


def set_origins(tx: TenantTx, instance: InstanceId, on: frozenset[Origin], merge: Merge) -> int:
    """Say which origins count for an instance and merge its records anew; returns how many of them changed.

    Layers stay whatever is switched, so switching back gives byte-equal records.
    """
    lock(tx, instance)
    switched = grant_origins(tx, instance, on)
    changed = 0
    after = ""
    while switched and (page := _layered(tx, instance, switched, after)):
        batch = Batch(instance, load(tx, page))
        for state in batch.states.values():
            outcome, place = _merge(tx, batch, state, merge, on)
            if place is not None:
                batch.heard.setdefault((outcome, state.kind), []).append(state.id)
        changed += len(keep(tx, batch, "record.origins"))
        after = max(page)
    return changed


def _merge(tx: TenantTx, batch: Batch, state: State, merge: Merge, on: frozenset[Origin]) -> tuple[Outcome, int | None]:
    """Merge one state anew; says what it came to, and the place of its event."""
    open_layers(tx, state)
    what = remerge(state, merge, on)
    if what is None:
        return "changed", None
    batch.events.append(Event(state, what, state.version))
    return "created" if what == "added" else "changed", len(batch.events) - 1


def _layered(
    tx: TenantTx, instance: InstanceId, origins: frozenset[Origin], after: str
) -> dict[RecordId, tuple[RecordKind, SourceId]]:
    """Find the next records that have a layer of these origins."""
    statement = (
        select(layer.c.id, layer.c.kind, layer.c.source)
        .where(layer.c.instance == instance, layer.c.origin.in_(sorted(origins)), layer.c.id > after)
        .distinct()
        .order_by(layer.c.id)
        .limit(PAGE)
    )
    return {row.id: (row.kind, row.source) for row in tx.execute(statement)}

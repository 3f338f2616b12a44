"""Turn stored rows into the states that a batch works on, and rows again."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, select

from entities.ids import InstanceId, Origin, RecordId, RecordKind, SourceId
from store.chunks import read_in_chunks, write_in_chunks
from store.kinds import subject_of, targets
from store.layering import Layer, State, moment
from store.session import TenantTx
from store.tables.records import layer, record, tombstone

Wanted = Mapping[RecordId, tuple[RecordKind, SourceId]]
RECORD, LAYER = "record", "layer"  # what a sealed payload is bound to, beside its id

_VALUES: BindParameter[Any] = bindparam("values", expanding=True)
_RECORDS = select(record).where(record.c.id.in_(_VALUES))
_LAYERS = select(layer).where(layer.c.id.in_(_VALUES))
_TOMBSTONES = select(tombstone.c.id, tombstone.c.deleted_at).where(tombstone.c.id.in_(_VALUES))
_DROP_LAYERS = delete(layer).where(layer.c.id.in_(_VALUES))
_DROP_TOMBSTONES = delete(tombstone).where(tombstone.c.id.in_(_VALUES))
LAYER_CHANGES = ("subject", "payload", "content_hash", "source_created", "source_modified", "received_at")
RECORD_CHANGES = (
    *("subject", "payload", "content_hash", "origins", "version", "sequence"),
    *("modified", "received_at", "deleted_at"),
)


def lock(tx: TenantTx, instance: InstanceId) -> None:
    """Let one writer at a time work on the records of an instance; SQLite has one writer anyway."""
    if tx.dialect == "postgresql":
        digest = hashlib.blake2b(f"{tx.tenant}\x1f{instance}".encode(), digest_size=8).digest()
        tx.execute(select(func.pg_advisory_xact_lock(int.from_bytes(digest, "big", signed=True))))


def load(tx: TenantTx, wanted: Wanted) -> dict[RecordId, State]:
    """Read the states of records, known or not; their layers stay sealed."""
    states = {id_: State(id_, kind, source) for id_, (kind, source) in wanted.items()}
    for row in read_in_chunks(tx, _RECORDS, wanted):
        state = states[row.id]
        state.stored, state.live, state.version = True, row.deleted_at is None, row.version
        state.hash, state.held, state.sequence = row.content_hash, row.legal_hold, row.sequence
        state.origins = unpack_origins(row.origins)
    for row in read_in_chunks(tx, _LAYERS, wanted):
        state = states[row.id]
        state.layers[row.origin] = Layer(
            row.origin, b"", None, row.content_hash, row.source_created, row.source_modified
        )
        state.sealed[row.origin] = (row.payload, row.subject)
    for row in read_in_chunks(tx, _TOMBSTONES, wanted):
        states[row.id].deleted_at = row.deleted_at
    return states


def open_layers(tx: TenantTx, state: State) -> None:
    """Open the layers of a state that are still sealed."""
    for origin, (sealed, subject) in state.sealed.items():
        text = tx.vault.open(LAYER, f"{state.id}/{origin}", sealed, subject=subject)
        known = state.layers[origin]
        state.layers[origin] = Layer(origin, text, json.loads(text), known.hash, known.created, known.modified)
    state.sealed.clear()


def write_layers(tx: TenantTx, instance: InstanceId, states: Iterable[State]) -> None:
    """Write the layers that a batch touched."""
    states = list(states)
    write_in_chunks(tx, _DROP_LAYERS, [state.id for state in states if state.emptied])
    rows = [_layer_row(tx, instance, state, origin) for state in states for origin in sorted(state.touched)]
    if rows:
        tx.execute(tx.upsert(layer, change=LAYER_CHANGES), rows)


def write_records(tx: TenantTx, instance: InstanceId, states: Iterable[State]) -> None:
    """Write the merged records that a batch changed; their sequences must be known."""
    states = list(states)
    write_in_chunks(tx, _DROP_TOMBSTONES, [state.id for state in states if state.raised])
    rows = [_record_row(tx, instance, state) for state in states if state.merged_anew]
    if rows:
        tx.execute(tx.upsert(record, change=RECORD_CHANGES), rows)


def write_tombstone(tx: TenantTx, state: State, origin: Origin) -> None:
    """Write that a record was deleted, and when."""
    row = {
        "id": state.id,
        "kind": state.kind,
        "origin": origin,
        "deleted_at": state.deleted_at,
        "received_at": tx.now,
    }
    tx.execute(tx.upsert(tombstone, change=("origin", "deleted_at", "received_at")), row)


def subject(tx: TenantTx, instance: InstanceId, state: State, payload: Mapping[str, Any]) -> RecordId:
    """Name the record whose key seals a payload of this state."""
    return subject_of(state.kind, state.id, targets(tx.tenant, instance, state.kind, payload))


def pack_origins(origins: Mapping[str, Origin]) -> str:
    """Write which field came from where, grouped by origin."""
    grouped: dict[str, list[str]] = {}
    for name, origin in sorted(origins.items()):
        grouped.setdefault(origin, []).append(name)
    return json.dumps(grouped, sort_keys=True, separators=(",", ":"))


def unpack_origins(text: str) -> dict[str, Origin]:
    """Read which field came from where."""
    grouped: dict[Origin, list[str]] = json.loads(text)
    return {name: origin for origin, names in grouped.items() for name in names}


def _layer_row(tx: TenantTx, instance: InstanceId, state: State, origin: Origin) -> dict[str, Any]:
    known = state.layers[origin]
    assert known.payload is not None
    owner = subject(tx, instance, state, known.payload)
    return {
        "id": state.id,
        "origin": origin,
        "instance": instance,
        "kind": state.kind,
        "source": state.source,
        "subject": owner,
        "payload": tx.vault.seal(LAYER, f"{state.id}/{origin}", known.text, subject=owner),
        "content_hash": known.hash,
        "source_created": known.created,
        "source_modified": known.modified,
        "received_at": tx.now,
    }


def _record_row(tx: TenantTx, instance: InstanceId, state: State) -> dict[str, Any]:
    owner = subject(tx, instance, state, state.payload) if state.live else state.id
    said = moment(state.payload.get("modified")) if state.live else None  # by the layers that are on, not by all kept
    latest = said or max((known.modified for known in state.layers.values()), default=tx.now)
    return {
        "id": state.id,
        "instance": instance,
        "kind": state.kind,
        "source": state.source,
        "subject": owner,
        "payload": tx.vault.seal(RECORD, state.id, state.text, subject=owner) if state.live else b"",
        "content_hash": state.hash,
        "origins": pack_origins(state.origins),
        "version": state.version,
        "sequence": state.sequence,
        "modified": latest,
        "received_at": tx.now,
        "legal_hold": state.held,
        "deleted_at": None if state.live else tx.now,
    }

"""Turn merged records into rows that can be asked: who points at whom, who has this address, what was, who may see."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, bindparam, delete, insert

from entities.ids import InstanceId, RecordKind
from store.canonical import canonical
from store.chunks import write_in_chunks
from store.contacts import hashes
from store.kinds import KINDS, histories, targets
from store.layering import State, moment
from store.session import TenantTx
from store.state import subject
from store.tables.records import access, contact, history, posting, reference

Rows = list[dict[str, Any]]
POINTING: frozenset[RecordKind] = frozenset(kind for kind, rules in KINDS.items() if rules.points or rules.about)
HISTORICAL: frozenset[RecordKind] = frozenset(kind for kind, rules in KINDS.items() if rules.histories) | {
    "stage_entry"
}
ENTRY = "history"  # what a sealed entry is bound to, beside its place


def _references(tx: TenantTx, instance: InstanceId, state: State) -> Rows:
    pointed = targets(tx.tenant, instance, state.kind, state.payload)
    return [{"from_id": state.id, "role": role, "to_id": target} for role, target in pointed]


def _contacts(tx: TenantTx, _instance: InstanceId, state: State) -> Rows:
    return [{"hash": hashed, "candidate": state.id} for hashed in sorted(hashes(tx.vault, state.payload))]


def _histories(tx: TenantTx, instance: InstanceId, state: State) -> Rows:
    found = histories(state.kind, state.payload)
    owner = subject(tx, instance, state, state.payload) if found else ""
    return [
        {
            "record": state.id,
            "role": role,
            "place": place,
            "entry": tx.vault.seal(ENTRY, f"{state.id}/{role}/{place}", canonical(entry), subject=owner),
            "at": moment(entry["at"]),
        }
        for role, place, entry in found
    ]


def _postings(_tx: TenantTx, _instance: InstanceId, state: State) -> Rows:
    return [
        {
            "job": state.id,
            "place": place,
            "url": one.get("url") or "",
            "state": one.get("state") or "listed",
            "listed_at": moment(one.get("listed_at")),
        }
        for place, one in enumerate(state.payload.get("postings") or ())
    ]


def _access(tx: TenantTx, instance: InstanceId, state: State) -> Rows:
    return [
        {
            "about": target,
            "entry": state.id,
            "about_kind": state.payload["about_kind"],
            "state": state.payload["state"],
            "seats": json.dumps(list(state.payload.get("seats") or ()), separators=(",", ":")),
        }
        for _, target in targets(tx.tenant, instance, state.kind, state.payload)
    ]


@dataclass(frozen=True, slots=True)
class Derived:
    """One table of derived rows: of which kinds, found again by which column, made how."""

    table: Table
    key: Column[Any]
    kinds: frozenset[RecordKind]
    rows: Callable[[TenantTx, InstanceId, State], Rows]


DERIVED = (
    Derived(reference, reference.c.from_id, POINTING, _references),
    Derived(contact, contact.c.candidate, frozenset({"candidate"}), _contacts),
    Derived(history, history.c.record, HISTORICAL, _histories),
    Derived(posting, posting.c.job, frozenset({"job"}), _postings),
    Derived(access, access.c.entry, frozenset({"access_entry"}), _access),
)
_DROPS = {one.table: delete(one.table).where(one.key.in_(bindparam("values", expanding=True))) for one in DERIVED}
_INSERTS = {one.table: insert(one.table) for one in DERIVED}


def write_derived(tx: TenantTx, instance: InstanceId, states: Iterable[State]) -> None:
    """Replace the derived rows of every state whose merged record changed."""
    changed = [state for state in states if state.merged_anew]
    for one in DERIVED:
        mine = [state for state in changed if state.kind in one.kinds]
        stored = [state.id for state in mine if state.stored]
        if stored:
            write_in_chunks(tx, _DROPS[one.table], stored)
        rows = [row for state in mine if state.live for row in one.rows(tx, instance, state)]
        if rows:
            tx.execute(_INSERTS[one.table], _distinct(one.table, rows))


def _distinct(table: Table, rows: Sequence[dict[str, Any]]) -> Rows:
    keys = [column.name for column in table.primary_key if column.name != "tenant"]
    found = {tuple(row[name] for name in keys): row for row in rows}
    return [found[key] for key in sorted(found)]

"""Turn the states that a batch changed into rows: layers, records, derived rows, changes, due work and audit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from entities.ids import InstanceId, RecordId, RecordKind
from entities.ids import Sequence as ChangeSequence
from store import audit, changes, outbox, routes
from store.derived import write_derived
from store.layering import State
from store.session import SEQUENCE, TenantTx
from store.state import subject, write_layers, write_records


@dataclass(frozen=True, slots=True)
class Event:
    """What can be seen of one change from outside."""

    state: State
    what: changes.What
    version: int


@dataclass(slots=True)
class Batch:
    """What one call changes, gathered before anything is written."""

    instance: InstanceId
    states: dict[RecordId, State] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    heard: dict[tuple[str, RecordKind], list[RecordId]] = field(default_factory=dict)  # ids by outcome and kind


def keep(tx: TenantTx, batch: Batch, action: str) -> list[ChangeSequence]:
    """Write a batch; returns the sequence of each of its events, in their order.

    Everything that takes time comes before the sequences are taken: from there on the tenant's writers queue.
    """
    # In the order of their keys: the pages of an index are touched one after the other, rows locked in one order.
    states = sorted((state for state in batch.states.values() if _to_write(state)), key=lambda state: state.id)
    _make_keys(tx, batch.instance, states)
    before = routes.pointed_now(tx, [state.id for state in states if state.stored and state.merged_anew])
    write_layers(tx, batch.instance, states)
    write_derived(tx, batch.instance, states)
    numbers = _number(tx, batch.events)
    write_records(tx, batch.instance, states)
    _tell(tx, batch.events, numbers, before)
    for (outcome, kind), ids in sorted(batch.heard.items()):
        audit.append(tx, action=action, kind=kind, ids=ids, details={"outcome": outcome, "instance": batch.instance})
    return numbers


def _to_write(state: State) -> bool:
    return bool(state.touched) or state.merged_anew or state.raised or state.emptied


def _make_keys(tx: TenantTx, instance: InstanceId, states: Sequence[State]) -> None:
    needed = {
        subject(tx, instance, state, known.payload)
        for state in states
        for known in state.layers.values()
        if known.payload is not None
    }
    needed.update(subject(tx, instance, state, state.payload) for state in states if state.live and state.payload)
    tx.vault.load(needed, make=True)


def _number(tx: TenantTx, events: Sequence[Event]) -> list[ChangeSequence]:
    if not events:
        return []
    first = tx.allocate(SEQUENCE, len(events))
    numbers = [ChangeSequence(first + place) for place in range(len(events))]
    for event, number in zip(events, numbers, strict=True):
        event.state.sequence = number
    return numbers


def _tell(
    tx: TenantTx,
    events: Sequence[Event],
    numbers: Sequence[ChangeSequence],
    before: dict[RecordId, list[tuple[str, RecordId]]],
) -> None:
    changes.append(
        tx,
        [
            changes.Change(number, event.state.kind, event.state.id, event.what, event.version)
            for event, number in zip(events, numbers, strict=True)
        ],
    )
    changed: dict[RecordId, tuple[RecordKind, outbox.Numbers]] = {}
    for event, number in zip(events, numbers, strict=True):
        oldest = changed[event.state.id][1][1] if event.state.id in changed else number
        changed[event.state.id] = (event.state.kind, (number, oldest))
    outbox.add_numbered(tx, "refresh", routes.candidates(tx, changed, before))

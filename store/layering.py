"""Turn the layers of one record and one more item into what becomes of the record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from entities.ids import Origin, RecordId, RecordKind, Sequence, SourceId
from store.canonical import canonical, content_hash

Payload = Mapping[str, Any]
Merge = Callable[[Mapping[Origin, Payload]], tuple[dict[str, Any], dict[str, Origin]]]
Outcome = Literal["created", "changed", "unchanged", "stale", "erased"]


@dataclass(frozen=True, slots=True)
class PutResult:
    """What became of one item; `sequence` is None where no change could be seen from outside."""

    id: RecordId
    outcome: Outcome
    version: int
    sequence: Sequence | None


@dataclass(frozen=True, slots=True)
class Layer:
    """What one origin says of a record; `text` is the payload as canonical JSON, empty while the layer is sealed."""

    origin: Origin
    text: bytes
    payload: Payload | None
    hash: bytes
    created: datetime | None
    modified: datetime


@dataclass(slots=True)
class State:
    """One record while a batch works on it: as it was read, then as it is to be written."""

    id: RecordId
    kind: RecordKind
    source: SourceId
    layers: dict[Origin, Layer] = field(default_factory=dict)
    version: int = 0
    live: bool = False
    stored: bool = False  # a row exists, of a live record or of a deleted one
    hash: bytes = b""
    held: bool = False  # a legal hold: nothing may go
    deleted_at: datetime | None = None  # a tombstone stands
    payload: Payload = field(default_factory=dict)
    text: bytes = b""
    origins: dict[str, Origin] = field(default_factory=dict)
    sequence: Sequence | None = None
    sealed: dict[Origin, tuple[bytes, str]] = field(default_factory=dict)  # layers not opened yet: bytes and subject
    touched: set[Origin] = field(default_factory=set)  # layers to write
    merged_anew: bool = False  # the record row and what derives from it are to be written
    raised: bool = False  # the tombstone is to go
    emptied: bool = False  # every layer is to go


def moment(value: Any) -> datetime | None:
    """Read a time of a validated payload."""
    if value is None or isinstance(value, datetime):
        return value
    read = datetime.fromisoformat(value)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read


def layer_of(origin: Origin, payload: Payload, received: datetime) -> Layer:
    """Make a layer of a validated payload; one without a time of change is taken to have changed when received."""
    text = canonical(payload)
    modified = moment(payload.get("modified")) or received
    return Layer(origin, text, payload, content_hash(text), moment(payload.get("created")), modified)


def accept(state: State, layer: Layer) -> Outcome:
    """Take one layer into a state, or say why not; nothing is merged yet.

    A tombstone gives way only to a push that was created after the deletion. Within one origin older is stale, and of
    two that are equally old the last received wins.
    """
    if state.deleted_at is not None:
        lifts = layer.origin == "push" and layer.created is not None and layer.created > state.deleted_at
        if not lifts:
            return "erased"
        state.deleted_at, state.raised = None, True
        state.layers.pop(layer.origin, None)  # a legal hold kept it; it is no measure for what is new
    known = state.layers.get(layer.origin)
    if known is not None and known.hash == layer.hash:
        return "unchanged"
    if known is not None and layer.modified < known.modified:
        return "stale"
    state.layers[layer.origin] = layer
    state.sealed.pop(layer.origin, None)
    state.touched.add(layer.origin)
    return "changed"


def remerge(state: State, merge: Merge, on: frozenset[Origin]) -> Literal["added", "updated", "deleted"] | None:
    """Merge the layers that are on; says what can be seen of it from outside, None where nothing can."""
    seen = {
        origin: layer.payload
        for origin, layer in sorted(state.layers.items())
        if origin in on and layer.payload is not None
    }
    if not seen:
        return _hide(state)
    payload, origins = merge(seen)
    text = canonical(payload)
    now = content_hash(text)
    if state.live and now == state.hash:
        if origins != state.origins:  # the same is now said by another: kept, but nobody sees a change
            state.payload, state.text, state.origins, state.merged_anew = payload, text, origins, True
        return None
    what: Literal["added", "updated"] = "updated" if state.live else "added"
    state.payload, state.text, state.origins, state.hash = payload, text, origins, now
    state.live = True
    state.version += 1
    state.merged_anew = True
    return what


def _hide(state: State) -> Literal["deleted"] | None:
    if not state.live:
        return None
    state.live = False
    state.version += 1
    state.merged_anew = True
    state.payload, state.text, state.hash, state.origins = {}, b"", b"", {}
    return "deleted"


def forget(state: State, deleted_at: datetime) -> Outcome:
    """Let a deletion take its effect on a state, or say why not.

    A push created after the deletion would have lifted its tombstone, so it stands: either order ends alike.
    """
    if state.deleted_at is not None and deleted_at <= state.deleted_at:
        return "unchanged"
    pushed = state.layers.get("push")
    if pushed is not None and pushed.created is not None and pushed.created > deleted_at:
        return "stale"
    state.deleted_at = deleted_at
    if not state.held:
        state.emptied = True
        state.layers.clear()
        state.sealed.clear()
    _hide(state)
    return "changed"

"""Turn index names into states that stay as they are, and let go of those nobody holds any more."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from entities.errors import EngineBusy, EngineDown, EngineError
from indexing.engine import Slot
from indexing.opensearch.places import Place
from indexing.opensearch.refusals import PlaceGone
from indexing.opensearch.snapshot import OpenSearchSnapshot, Pin
from indexing.opensearch.wire import Wire

KEEP_ALIVE = "2m"  # for a snapshot that is never let go of
LET_GO_AT = 16  # states at once
LET_GO_SECONDS = 10.0
THREADS = 4
LOOKED_UP = 5_000  # documents in one request


class Pins:
    """Opens points in time, of several indices at the same time, and closes them in the background."""

    def __init__(self, wire: Wire, clock: Callable[[], float]) -> None:
        self._wire = wire
        self._clock = clock
        self._free: deque[str] = deque()  # no lock: memory is freed at any moment
        self._last = clock()
        self._closed = False
        self._threads = ThreadPoolExecutor(THREADS, "opensearch-pins")

    def snapshot(self, indices: Sequence[str], clauses: int) -> OpenSearchSnapshot:
        """Give a state of some indices to ask."""
        return OpenSearchSnapshot(self._wire, indices, clauses, self)

    def pin(self, indices: Sequence[str]) -> Mapping[str, Pin]:
        """Pin indices as they are now."""
        if self._closed:
            raise EngineDown("the engine is closed")
        if len(self._free) >= LET_GO_AT or (self._free and self._clock() - self._last > LET_GO_SECONDS):
            self._threads.submit(self._close_some)
        first, *others = dict.fromkeys(indices)
        later = [(index, self._threads.submit(self._pin, index)) for index in others]
        pins = {first: self._pin(first)}
        return pins | {index: pin.result() for index, pin in later}

    def let_go(self, marks: Sequence[str]) -> None:
        """Take note that nobody holds these states any more; may be called at any moment, in any thread."""
        self._free.extend(marks)

    def standing(self, place: Place, slots: Sequence[Slot]) -> Mapping[Slot, int]:
        """Look up the numbers under which those documents of a place stand that are there."""
        found: dict[Slot, int] = {}
        for at in range(0, len(slots), LOOKED_UP):
            names = {place.id_of(slot): slot for slot in slots[at : at + LOOKED_UP]}
            told = self._wire.call("POST", place.write, "_mget", body={"ids": list(names)})
            found |= {names[one["_id"]]: int(one["_version"]) for one in told["docs"] if one.get("found")}
        return found

    def close(self) -> None:
        """Let go of every state."""
        self._closed = True
        self._close_some()
        self._threads.shutdown(wait=True)

    def _pin(self, index: str) -> Pin:
        try:
            return self._open(index)
        except PlaceGone:
            return Pin(None)
        except EngineBusy:  # a node keeps a few hundred states: some of them may be ours
            self._close_some()
            return self._open(index)

    def _open(self, index: str) -> Pin:
        told = self._wire.call("POST", index, "_search", "point_in_time", parameters={"keep_alive": KEEP_ALIVE})
        shards = told.get("_shards") or {}
        failed, total = int(shards.get("failed") or 0), int(shards.get("total") or 0)
        partial = (f"{failed} of {total} parts of the index did not answer",) if failed else ()
        return Pin(str(told["pit_id"]), total, partial)

    def _close_some(self) -> None:
        self._last = self._clock()
        marks = []
        with suppress(IndexError):
            while True:
                marks.append(self._free.popleft())
        if marks:
            with suppress(EngineError):  # they end by themselves
                self._wire.call("DELETE", "_search", "point_in_time", body={"pit_id": marks})

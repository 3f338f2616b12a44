"""Turn an OpenSearch cluster into an engine.

Any process may read and write. A write is durable before `apply` returns, and the next snapshot sees it: what was
touched is refreshed in the same call (about 15 ms; waiting for the next refresh would take up to a second).
"""

import random
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress

from entities.errors import EngineBusy, EngineError, Locked
from indexing.engine import Action, Delete, Slot, Upsert, slot_of
from indexing.opensearch.capabilities import Capabilities, probe
from indexing.opensearch.land import KEPT_SECONDS, REPLICAS, Land
from indexing.opensearch.operations import NEWEST, Operation, put, take, take_any
from indexing.opensearch.pins import Pins
from indexing.opensearch.places import Form, Place, checked_name, find_places
from indexing.opensearch.rebuild import OpenSearchRebuild
from indexing.opensearch.refusals import PlaceGone
from indexing.opensearch.snapshot import OpenSearchSnapshot
from indexing.opensearch.wire import Cluster, Wire
from indexing.opensearch.writing import Writer
from indexing.reads import Reads

ATTEMPTS = 4  # another process may swap places between finding one and writing there
CHECKED_SECONDS = 30.0  # after which it is asked again whether an index's mapping is ours
POOLS = "tj-pool"


class OpenSearchEngine(Reads):
    """Keeps each index behind an alias of a cluster, in an index of its own or in a pool.

    `apart` names indices that never go into a pool (the members'); `shards` is of new indices, `replicas` a number or
    a range such as `0-1`. `clock` gives seconds that only grow, `now` epoch seconds.
    """

    def __init__(  # noqa: PLR0913  # all but two have a default that does
        self,
        cluster: Cluster,
        *,
        now: Callable[[], float],
        shards: int = 1,
        replicas: str = REPLICAS,
        pools: str = POOLS,
        apart: Collection[str] = (),
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
        seed: int | None = None,
    ) -> None:
        self._wire = Wire(cluster, clock)
        self._land = Land(self._wire, now, shards, replicas, pools)
        self._writer = Writer(self._wire, wait, random.Random(seed))  # noqa: S311  # jitter
        self._pins = Pins(self._wire, clock)
        self._apart = frozenset(apart)
        self._clock = clock
        self._lock = threading.Lock()
        self._owning: dict[str, threading.RLock] = {}
        self._rebuilds: dict[str, OpenSearchRebuild] = {}
        self._checked: dict[str, float] = {}
        self._late: dict[str, float] = {}  # indices with something to remove, and when
        self._known: Capabilities | None = None

    def apply(self, index: str, actions: Sequence[Action]) -> None:
        """Do the actions, durable on return and seen by every later snapshot; on a document the last one wins."""
        changed = {slot_of(action): action for action in actions}
        if not changed:
            return
        checked_name(index)
        self._capable()
        with self._owned(index):
            for _ in range(ATTEMPTS):
                with suppress(PlaceGone, Locked):  # places were swapped, or made by somebody else: look again
                    self._write(index, changed)
                    return
        raise EngineBusy("the index is being moved", hint="try again in a moment")

    def snapshot(self, *indices: str) -> OpenSearchSnapshot:
        """Pin indices as they are now, all at once."""
        known = self._capable()
        for index in indices:
            self._check(checked_name(index))
        return self._pins.snapshot(indices, known.clauses)

    def rebuild(self, index: str) -> OpenSearchRebuild:
        """Begin a new generation; raises Locked while another one is in the making."""
        return self._begin(index, None)

    def move(self, index: str, form: Form) -> OpenSearchRebuild:
        """Begin a new generation in a pool or in an index of its own; raises Locked while another one is in the making.

        It is a rebuild in every way: filled from the store while the old one serves, it takes its place in one call.
        """
        if form == "pooled" and index in self._apart:
            raise EngineError("this index never shares one with others")
        if form == "pooled" and not self._capable().pools:
            raise EngineError("the cluster lacks what pools need", hint="install OpenSearch's module reindex")
        return self._begin(index, form)

    def form(self, index: str) -> Form | None:
        """Tell how an index lies in the cluster; None where it was never written."""
        current = find_places(self._wire, index).current
        return None if current is None else _form(current)

    def drop(self, index: str) -> None:
        """Forget the index and all its generations; snapshots in use end."""
        with self._owned(index):
            rebuild = self._rebuilds.pop(index, None)
            places = find_places(self._wire, index)
            for place in places.all:
                self._land.remove(places, place)
            self._checked.pop(index, None)
        if rebuild is not None:
            rebuild.end()

    def health(self) -> Mapping[str, str]:
        """Describe the cluster; raises EngineDown where it can't answer, EngineError where it isn't one for us."""
        known = self._capable()
        told = self._wire.call("GET", "_cluster", "health")
        self._tidy_late()
        return {
            "engine": "opensearch",
            "version": known.version,
            "status": str(told.get("status")),
            "nodes": str(told.get("number_of_nodes")),
            "breaker": self._wire.breaker.state,
        }

    def close(self) -> None:
        """Let go of connections; rebuilds under way end."""
        rebuilds, self._rebuilds = list(self._rebuilds.values()), {}
        for rebuild in rebuilds:
            rebuild.end()
        self._pins.close()
        self._wire.close()

    def _write(self, index: str, changed: Mapping[Slot, Action]) -> None:
        places = self._land.tidy(find_places(self._wire, index))
        current = places.current
        if current is None:
            current = self._land.make(places)
            self._checked[current.physical] = self._clock()
        self._check(current.physical)
        standing = self._pins.standing(current, [slot for slot, one in changed.items() if _unversioned(one)])
        self._writer.write(current.write, _operations(current, changed, standing), refresh=True)
        rebuild = self._rebuilds.get(index)
        if rebuild is not None:
            rebuild.applied(changed)
        for place, _, _ in places.building:
            with suppress(PlaceGone):  # a rebuild that was given up; one that was committed would still be there
                self._writer.write(place.write, _operations(place, changed, standing), refresh=False)
        if places.gone:
            self._late.setdefault(index, self._clock() + KEPT_SECONDS)
        self._tidy_late()

    def _begin(self, index: str, form: Form | None) -> OpenSearchRebuild:
        self._capable()
        with self._owned(checked_name(index)):
            places = self._land.tidy(find_places(self._wire, index))
            if places.building or index in self._rebuilds:
                raise Locked("a rebuild of this index is under way")
            place = self._land.prepare(places, form or _form(places.current))
            others = [one for one, _, _ in find_places(self._wire, index).building if one != place]
            if others:  # begun at the same time: whoever looks last gives way
                self._land.remove(places, place)
                raise Locked("a rebuild of this index is under way")
            rebuild = OpenSearchRebuild(
                index, self._land, self._writer, place, turn=lambda: self._owned(index), over=self._over
            )
            self._rebuilds[index] = rebuild
            return rebuild

    def _over(self, index: str, *, committed: bool) -> None:
        self._rebuilds.pop(index, None)
        if committed:
            self._checked.pop(index, None)
            self._late[index] = self._clock() + KEPT_SECONDS + 1

    def _tidy_late(self) -> None:
        """Remove what was replaced long enough ago, whichever index was written to."""
        now = self._clock()
        for index in [index for index, at in list(self._late.items()) if at < now]:
            with self._owned(index):
                self._late.pop(index, None)
                self._land.tidy(find_places(self._wire, index))

    def _check(self, name: str) -> None:
        """Raise EngineDown where an index's mapping is not ours; mostly it is known that it is."""
        now = self._clock()
        if now - self._checked.get(name, -CHECKED_SECONDS) >= CHECKED_SECONDS:
            self._land.check(name)
            self._checked[name] = now

    def _capable(self) -> Capabilities:
        """Ask the cluster once what it is."""
        if self._known is None:
            self._known = probe(self._wire)
        return self._known

    def _owned(self, index: str) -> threading.RLock:
        with self._lock:
            return self._owning.setdefault(index, threading.RLock())


def _form(place: Place | None) -> Form:
    return "pooled" if place is not None and place.pooled else "own"


def _unversioned(action: Action) -> bool:
    return isinstance(action, Delete) and not action.version


def _operations(place: Place, changed: Mapping[Slot, Action], standing: Mapping[Slot, int]) -> Iterator[Operation]:
    """Write what is to be done in a place; a delete without a version takes what is there."""
    for slot, action in changed.items():
        if isinstance(action, Upsert):
            yield put(place.id_of(slot), action.document.version, place.body(action.document), NEWEST)
        elif action.version:
            yield take(place.id_of(slot), action.version)
        elif slot in standing:
            yield take_any(place.id_of(slot), standing[slot])

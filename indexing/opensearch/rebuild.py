"""Turn documents into a new place of an index that takes the old one's at once."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from itertools import islice
from types import TracebackType
from typing import Protocol, Self

from entities.document import PersonDocument
from entities.errors import EngineDown, EngineError
from indexing.engine import Slot
from indexing.opensearch.land import LEASE_SECONDS, Land
from indexing.opensearch.operations import NEW, Conflict, Operation, put
from indexing.opensearch.places import Place, find_places
from indexing.opensearch.refusals import PlaceGone
from indexing.opensearch.writing import Writer, chunks

IN_FLIGHT = 2  # requests under way while the next one is made
TURN = 8_000  # documents between two signs of life
ENDED = "the rebuild has ended"


class Over(Protocol):
    """Hears of a rebuild's end."""

    def __call__(self, index: str, *, committed: bool) -> None:
        """Take note."""


class OpenSearchRebuild:
    """A new place in the making; leaving the block without `commit` drops it.

    What is applied to the index meanwhile goes into both places; being at least as new, it wins over what is added.
    """

    def __init__(
        self,
        index: str,
        land: Land,
        writer: Writer,
        place: Place,
        *,
        turn: Callable[[], AbstractContextManager[object]],
        over: Over,
    ) -> None:
        self.place = place
        self._index = index
        self._land = land
        self._writer = writer
        self._turn = turn
        self._over = over
        self._alias: str | None = None
        self._renewed = 0.0
        self._applied: set[Slot] = set()
        self._sending: ThreadPoolExecutor | None = ThreadPoolExecutor(IN_FLIGHT, "opensearch-rebuild")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Drop the place unless it was committed."""
        if self._close():
            with self._turn(), suppress(EngineError):  # what stays is removed when its time is over
                self._over(self._index, committed=False)
                places = find_places(self._land.wire, self._index)
                if places.current != self.place:
                    self._land.remove(places, self.place)

    def applied(self, slots: Iterable[Slot]) -> None:
        """Remember what was written past this rebuild: it is not to be added any more."""
        self._applied.update(slots)

    def add(self, documents: Iterable[PersonDocument]) -> None:
        """Put documents into the new place; of two with one key the newer one stays."""
        waiting = iter(documents)
        while turn := list(islice(waiting, TURN)):
            self._live()
            self._send(turn)

    def commit(self) -> None:
        """Make the new place durable, then let every later snapshot see it."""
        with self._turn():
            alias = self._live()
            try:
                self._land.finish(self.place)
                self._writer.refresh(self.place.write)
                self._land.install(find_places(self._land.wire, self._index), self.place, alias)
            except PlaceGone as error:
                raise EngineDown(ENDED) from error
            self._close()
            self._over(self._index, committed=True)

    def _send(self, documents: list[PersonDocument]) -> None:
        sending = self._sending
        if sending is None:
            raise EngineDown(ENDED)
        under_way: list[Future[list[Conflict]]] = []
        try:
            for chunk in chunks(self._operations(documents)):
                if len(under_way) >= IN_FLIGHT:
                    under_way.pop(0).result()
                under_way.append(sending.submit(self._writer.send, self.place.write, chunk))
        finally:
            failures = [error for future in under_way if (error := future.exception()) is not None]
        for error in failures:
            if isinstance(error, PlaceGone):
                raise EngineDown(ENDED) from error
            raise error

    def _operations(self, documents: Iterable[PersonDocument]) -> Iterable[Operation]:
        for document in documents:
            slot = (document.key, document.shadow)
            if slot not in self._applied:
                yield put(self.place.id_of(slot), document.version, self.place.body(document), NEW)

    def _live(self) -> str:
        """Tell the others that this goes on; raises EngineDown where it doesn't."""
        if self._sending is None:
            raise EngineDown(ENDED)
        now = self._land.now()
        if self._alias is None or now - self._renewed > LEASE_SECONDS / 4:
            places = find_places(self._land.wire, self._index)
            alias = next((alias for place, alias, _ in places.building if place == self.place), None)
            if alias is None:
                raise EngineDown(ENDED)
            try:
                self._alias, self._renewed = self._land.renew(self.place, alias), now
            except PlaceGone as error:
                raise EngineDown(ENDED) from error
        return self._alias

    def _close(self) -> bool:
        """Take no more documents; tells whether any were taken until now."""
        sending, self._sending = self._sending, None
        if sending is not None:
            sending.shutdown(wait=True)
        return sending is not None

"""Turn reads of personal data into entries of each tenant's trail, a batch at least every second.

What is read is noted before it is answered, and written within a second: a kill loses that second at most. While a
tenant's trail can't be written its notes wait, in order, and are tried again. They wait in bounded memory: beyond the
bound a read is refused (503 `store_failed`), since an answer that nobody can account for is worse than none.
"""

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from entities.errors import NotFound, StoreError, TalentjoinError
from entities.ids import TenantKey
from service.telemetry import get_log
from service.wiring import Parts
from store import audit

EVERY_SECONDS = 0.5  # between looks; half of what is promised, since writing takes time too
WRITERS = 4  # threads: a tenant whose store is busy holds up one of them, not the others' tenants
BATCH = 500  # entries in one transaction: a writer of the tenant doesn't wait long behind it
MOST_OF_TENANT = 100_000  # ids and entries that wait of one tenant: about 10 MB
MOST = 1_000_000  # the same of all tenants
CLOSING_TRIES = 3
ACTION = "record.read"


@dataclass(frozen=True, slots=True)
class Seen:
    """Who saw which records of one kind when, for whom, in which request; an operator says why."""

    tenant: TenantKey
    actor: str
    seat: str
    kind: str
    ids: tuple[str, ...]
    request: str
    at: datetime
    reason: str = ""

    @property
    def weight(self) -> int:
        """Count what the note holds in memory: itself and its ids."""
        return 1 + len(self.ids)

    def deed(self) -> audit.Deed:
        """Give the entry."""
        details = {"for": self.seat, "request": self.request}
        if self.reason:
            details["reason"] = self.reason
        return audit.Deed(ACTION, self.kind, self.ids, details, self.actor, self.at)


@dataclass(slots=True)
class Lane:
    """What waits of one tenant, in order; who holds `writing` is its only writer."""

    waiting: deque[Seen] = field(default_factory=deque)
    weight: int = 0
    writing: threading.Lock = field(default_factory=threading.Lock)


class ReadLog:
    """Gathers what was seen from any thread; one of its own writes it, or whoever calls `flush`."""

    def __init__(self, parts: Parts, *, most: int = MOST, most_of_tenant: int = MOST_OF_TENANT) -> None:
        self._parts = parts
        self._most, self._most_of_tenant = most, most_of_tenant
        self._lock = threading.Lock()  # over the lanes and what waits in them; never held while writing
        self._lanes: dict[TenantKey, Lane] = {}
        self._weight = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, seen: Seen) -> None:
        """Note a read, before it is answered; raises StoreError where too many notes wait to be written."""
        with self._lock:
            lane = self._lanes.setdefault(seen.tenant, Lane())
            if lane.weight >= self._most_of_tenant or self._weight >= self._most:
                raise StoreError("the trail can't be written, so nothing can be read", hint="try again later")
            lane.waiting.append(seen)
            self._weigh(lane, seen.weight)

    def start(self) -> None:
        """Begin to write what is noted, at least every second."""
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="reads", daemon=True)
            self._thread.start()

    def close(self) -> int:
        """Write what is left and stop; returns how many notes could not be written, after some tries."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None
        for _ in range(CLOSING_TRIES):
            if not self._due():
                break
            self.flush()
        lost = sum(len(lane.waiting) for lane in self._lanes.values())
        if lost:
            get_log().error("reads.lost", count=lost)
        return lost

    def flush(self) -> int:
        """Write all that waits, tenant by tenant; returns how many entries. What can't be written stays."""
        return sum(self._drain(tenant, wait=True) for tenant in self._due())

    def _due(self) -> list[TenantKey]:
        with self._lock:
            return [tenant for tenant, lane in self._lanes.items() if lane.waiting]

    def _run(self) -> None:
        with ThreadPoolExecutor(WRITERS, thread_name_prefix="reads") as pool:
            while not self._stop.wait(EVERY_SECONDS):
                for tenant in self._due():
                    if not self._lanes[tenant].writing.locked():
                        pool.submit(self._drain, tenant, wait=False).add_done_callback(_tell)

    def _drain(self, tenant: TenantKey, *, wait: bool) -> int:
        """Write what waits of one tenant now, batch by batch, unless the store fails; returns how many entries."""
        lane, written = self._lanes[tenant], 0
        with _alone(lane, wait=wait) as alone:
            left = len(lane.waiting) if alone else 0  # no more than that: others' tenants want this thread too
            while left and (batch := self._first(lane, left)) and self._write(tenant, batch):
                self._forget(lane, batch)
                left -= len(batch)
                written += len(batch)
        return written

    def _write(self, tenant: TenantKey, batch: Sequence[Seen]) -> bool:
        try:
            with self._parts.store.writing(tenant, actor="reads") as tx:
                audit.append_many(tx, [one.deed() for one in batch])
        except NotFound:  # the tenant is gone, and its trail with it
            get_log().warning("reads.dropped", tenant=tenant, count=len(batch))
        except TalentjoinError as error:
            get_log().warning("reads.delayed", tenant=tenant, code=error.code, count=len(batch))
            return False
        return True

    def _first(self, lane: Lane, most: int) -> list[Seen]:
        with self._lock:
            return list(islice(lane.waiting, min(BATCH, most)))

    def _forget(self, lane: Lane, batch: Sequence[Seen]) -> None:
        with self._lock:
            for one in batch:
                lane.waiting.popleft()
                self._weigh(lane, -one.weight)

    def _weigh(self, lane: Lane, more: int) -> None:
        lane.weight += more
        self._weight += more


def _tell(drained: Future[int]) -> None:
    """Log a fault of our own; what could not be written is tried again."""
    error = drained.exception()
    if error is not None:
        get_log().error("reads.failed", error=type(error).__name__)


@contextmanager
def _alone(lane: Lane, *, wait: bool) -> Iterator[bool]:
    """Be the lane's only writer; who doesn't wait may hear that another is."""
    alone = lane.writing.acquire(blocking=wait)
    try:
        yield alone
    finally:
        if alone:
            lane.writing.release()


def as_ids(ids: Sequence[str]) -> tuple[str, ...]:
    """Give each id once, in order."""
    return tuple(dict.fromkeys(ids))

"""Turn requests that take much of the processor into turns, so that no tenant waits behind another's many.

A turn goes to whoever waits of the tenant that used least of late. Long work steps aside between its stages for a
tenant that used clearly less, so that nobody waits for the whole of another's search.
"""

import asyncio
import math
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from fastapi.concurrency import run_in_threadpool

from service.pausing import pausing

if TYPE_CHECKING:
    from entities.ids import TenantKey

MEMORY_SECONDS = 1.0  # what was used so long ago counts 1/e
MARGIN_SECONDS = 0.02  # of use, by which another must be behind for work under way to step aside
KEPT_TENANTS = 10_000  # whose use is remembered before what is long ago is forgotten
LONG_AGO = 30 * MEMORY_SECONDS


@dataclass(slots=True, eq=False)
class Turn:
    """One request that waits for its turn or has it, since when; `wake` tells it."""

    tenant: "TenantKey"
    wake: Callable[[], object]
    since: float = 0.0
    granted: bool = False


@dataclass(slots=True)
class Used:
    """Seconds that a tenant used, what is past counting less and less."""

    seconds: float = 0.0
    at: float = 0.0

    def by(self, now: float) -> float:
        """Tell what counts now."""
        return self.seconds * math.exp(-max(0.0, now - self.at) / MEMORY_SECONDS)

    def add(self, seconds: float, now: float) -> None:
        """Count more."""
        self.seconds, self.at = self.by(now) + seconds, now


@dataclass(slots=True)
class Turns:
    """Lets `at_once` requests run, in any thread and event loop; those who wait hold no thread until they run."""

    at_once: int = 1
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _running: int = 0
    _waiting: "dict[TenantKey, deque[Turn]]" = field(default_factory=dict)
    _used: "dict[TenantKey, Used]" = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, tenant: "TenantKey") -> AsyncIterator[Turn]:
        """Wait for a turn and have it; how many of a tenant may wait is bounded by its requests at once."""
        loop = asyncio.get_running_loop()
        told: asyncio.Future[None] = loop.create_future()
        turn = Turn(tenant, partial(loop.call_soon_threadsafe, _tell, told))
        self._ask(turn)
        try:
            if not turn.granted:
                await told
            yield turn
        finally:
            self._end(turn)

    def step_aside(self, turn: Turn) -> None:
        """Let somebody go first who used clearly less, and wait for the next turn in this thread."""
        if not self._waiting:
            return
        told = threading.Event()
        with self._lock:
            now = self.clock()
            self._charge(turn, now)
            rival = self._next(now)
            if rival is None or self._use(rival, now) + MARGIN_SECONDS > self._use(turn.tenant, now):
                return
            turn.granted, turn.wake = False, told.set
            self._running -= 1
            self._waiting.setdefault(turn.tenant, deque()).appendleft(turn)
            self._grant(now)
        told.wait()

    def _ask(self, turn: Turn) -> None:
        with self._lock:
            if self._running < self.at_once:
                self._running += 1
                turn.granted, turn.since = True, self.clock()
            else:
                self._waiting.setdefault(turn.tenant, deque()).append(turn)

    def _end(self, turn: Turn) -> None:
        with self._lock:
            now = self.clock()
            if turn.granted:
                self._charge(turn, now)
                self._running -= 1
                self._grant(now)
            elif turn in self._waiting.get(turn.tenant, ()):  # given up
                self._waiting[turn.tenant].remove(turn)
                self._drop_empty(turn.tenant)

    def _grant(self, now: float) -> None:
        """Give free turns away; the lock is held."""
        while self._running < self.at_once and (tenant := self._next(now)) is not None:
            turn = self._waiting[tenant].popleft()
            self._drop_empty(tenant)
            turn.granted, turn.since = True, now
            try:
                turn.wake()
            except RuntimeError:  # its event loop is closed: nobody is there to take it
                turn.granted = False
                continue
            self._running += 1

    def _next(self, now: float) -> "TenantKey | None":
        return min(self._waiting, key=lambda tenant: self._use(tenant, now), default=None)

    def _drop_empty(self, tenant: "TenantKey") -> None:
        """Put a tenant behind those of equal use, or forget that it waits."""
        left = self._waiting.pop(tenant)
        if left:
            self._waiting[tenant] = left

    def _use(self, tenant: "TenantKey", now: float) -> float:
        used = self._used.get(tenant)
        return 0.0 if used is None else used.by(now)

    def _charge(self, turn: Turn, now: float) -> None:
        if turn.tenant not in self._used and len(self._used) >= KEPT_TENANTS:
            self._used = {name: used for name, used in self._used.items() if now - used.at < LONG_AGO}
        self._used.setdefault(turn.tenant, Used()).add(now - turn.since, now)
        turn.since = now


def in_turn(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a route's function, which takes `call`, one that runs in a thread once it is its tenant's turn."""

    @wraps(function)
    async def run(**given: Any) -> Any:
        call = given["call"]
        turns: Turns = call.service.turns
        async with turns.turn(call.tenant) as turn:
            with pausing(partial(turns.step_aside, turn)):
                return await run_in_threadpool(function, **given)

    return run


def _tell(told: "asyncio.Future[None]") -> None:
    if not told.done():
        told.set_result(None)

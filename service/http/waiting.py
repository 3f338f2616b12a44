"""Turn a change into a wait until the index has reached it."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from entities.errors import IndexBehind, TalentjoinError
from entities.ids import Sequence as ChangeSequence
from entities.ids import TenantKey
from store import outbox

if TYPE_CHECKING:
    from service.wiring import Parts

WAIT_SECONDS = 2.0
TICK_SECONDS = 0.015  # between two looks at a tenant's outbox, however many wait
WAITING_MOST = 64


@dataclass(slots=True)
class _Waiter:
    """One request that waits for one change."""

    token: ChangeSequence
    done: "asyncio.Future[None]"


@dataclass(slots=True)
class _Watch:
    """Those who wait for one tenant in one event loop, and the task that looks for them all."""

    waiters: list[_Waiter] = field(default_factory=list)
    task: "asyncio.Task[None] | None" = None


class Waits:
    """Lets requests wait for the index: one look at a tenant's outbox a tick for all, and no pool thread held."""

    def __init__(self, parts: "Parts", *, seconds: float = WAIT_SECONDS, most: int = WAITING_MOST) -> None:
        self._parts = parts
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(most)
        self._looker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="waits")
        self._watches: dict[tuple[int, TenantKey], _Watch] = {}

    async def wait(self, tenant: TenantKey, token: ChangeSequence) -> None:
        """Return once no live outbox row of the tenant is at or below the token.

        Raises:
            IndexBehind: it took too long, or too many wait already.

        """
        loop = asyncio.get_running_loop()
        with self._place():
            key = (id(loop), tenant)
            watch = self._watches.setdefault(key, _Watch())
            waiter = _Waiter(token, loop.create_future())
            watch.waiters.append(waiter)
            if watch.task is None:
                watch.task = loop.create_task(self._look(key, watch))
            try:
                await asyncio.wait_for(waiter.done, self._seconds)
            except TimeoutError:
                raise IndexBehind from None
            finally:
                if waiter in watch.waiters:
                    watch.waiters.remove(waiter)

    def close(self) -> None:
        """End the thread that looks."""
        self._looker.shutdown(wait=False, cancel_futures=True)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise IndexBehind("too many requests wait for the index")
        try:
            yield
        finally:
            self._places.release()

    async def _look(self, key: tuple[int, TenantKey], watch: _Watch) -> None:
        """Look until nobody waits; a look counts only for those who waited before it began."""
        loop = asyncio.get_running_loop()
        try:
            while watch.waiters:
                before = list(watch.waiters)
                try:
                    floor = await loop.run_in_executor(self._looker, self._floor, key[1])
                except TalentjoinError as error:
                    _end(before, error)
                else:
                    _end([one for one in before if floor is None or one.token < floor], None)
                watch.waiters = [one for one in watch.waiters if not one.done.done()]
                if watch.waiters:
                    await asyncio.sleep(TICK_SECONDS)
        finally:
            watch.task = None
            self._watches.pop(key, None)

    def _floor(self, tenant: TenantKey) -> ChangeSequence | None:
        with self._parts.store.reading(tenant) as tx:
            return outbox.floor(tx)


def _end(waiters: list[_Waiter], error: TalentjoinError | None) -> None:
    for one in waiters:
        if one.done.done():
            continue
        if error is None:
            one.done.set_result(None)
        else:
            one.done.set_exception(error)

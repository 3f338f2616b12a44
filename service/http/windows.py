"""Turn moments into how many of them lie in the last second: where `limits` keeps its moving windows.

Its own storage in memory starts a thread after nearly every hit to forget old ones, and whoever asked waits for that
thread to run: on a busy machine longer than for the whole request. This one forgets when it is asked.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

from limits.storage import MovingWindowSupport, Storage

KEYS = 10_000  # windows kept before those that are empty are forgotten


class Windows(Storage, MovingWindowSupport):
    """Keeps the moments of each key, in the memory of this process."""

    STORAGE_SCHEME = None
    base_exceptions = ValueError  # what `limits` would wrap; nothing here raises any

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock  # of spans only: a clock that is set back must shut nobody out
        self._lock = threading.Lock()
        self._moments: dict[str, deque[float]] = {}

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Note moments under a key, if no more than the limit are then younger than `expiry` seconds."""
        now = self._clock()
        with self._lock:
            moments = self._current(key, now - expiry)
            if len(moments) + amount > limit:
                return False
            moments.extend([now] * amount)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:  # noqa: ARG002 - the protocol's
        """Give the oldest moment that still counts, or now, with how many do."""
        now = self._clock()
        with self._lock:
            moments = self._current(key, now - expiry)
            return (moments[0] if moments else now), len(moments)

    def _current(self, key: str, since: float) -> deque[float]:
        moments = self._moments.get(key)
        if moments is None:
            if len(self._moments) >= KEYS:
                self._moments = {name: held for name, held in self._moments.items() if held and held[-1] >= since}
            moments = self._moments[key] = deque()
        while moments and moments[0] < since:
            moments.popleft()
        return moments

    def check(self) -> bool:
        """Tell that it works."""
        return True

    def reset(self) -> int:
        """Forget everything; gives how many keys there were."""
        with self._lock:
            count, self._moments = len(self._moments), {}
        return count

    def clear(self, key: str) -> None:
        """Forget a key."""
        with self._lock:
            self._moments.pop(key, None)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count up: only what moving windows need is kept here."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """Give a count: the same."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """Tell when a count ends: the same."""
        raise NotImplementedError

"""Turn a row of failures into refusals at once, until the far side answers again."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from entities.errors import EngineDown
from indexing.opensearch.refusals import Unanswered

FAILURES = 5  # so many within the window open the breaker
WINDOW_SECONDS = 10.0
PAUSE_SECONDS = 5.0  # then one call may try


class Breaker:
    """Counts calls that nobody answered; open, it raises EngineDown without calling.

    After a pause one call is let through: if it succeeds everybody is, else the pause begins again.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: deque[float] = deque(maxlen=FAILURES)
        self._open_until: float | None = None
        self._probing = False

    @property
    def state(self) -> str:
        """Tell whether calls go through (closed), are refused (open) or one of them is trying (half open)."""
        with self._lock:
            if self._open_until is None:
                return "closed"
            return "half open" if self._probing else "open"

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Let one call through, or raise EngineDown at once."""
        probing = self._enter()
        try:
            yield
        except Unanswered:
            self._failure()
            raise
        except BaseException:
            self._answered(probing=probing)  # whatever it said, it is there
            raise
        self._answered(probing=probing)

    def _enter(self) -> bool:
        with self._lock:
            if self._open_until is None:
                return False
            if self._probing or self._clock() < self._open_until:
                raise EngineDown(
                    "the search engine does not answer", hint="it is tried again in a few seconds; nothing is lost"
                )
            self._probing = True
            return True

    def _failure(self) -> None:
        with self._lock:
            now = self._clock()
            self._failed.append(now)
            many = len(self._failed) == FAILURES and now - self._failed[0] <= WINDOW_SECONDS
            if self._probing or many:
                self._open_until = now + PAUSE_SECONDS
                self._probing = False

    def _answered(self, *, probing: bool) -> None:
        with self._lock:
            if probing:
                self._open_until, self._probing = None, False
                self._failed.clear()

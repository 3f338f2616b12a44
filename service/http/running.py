"""Turn the requests that are under way into refusals of their repetitions."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from entities.errors import StillRunning
from entities.ids import TenantKey

Key = tuple[TenantKey, str, str]  # tenant, client, idempotency key


class Running:
    """Knows the idempotency keys whose requests are under way in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[Key] = set()

    @contextmanager
    def only(self, key: Key) -> Iterator[None]:
        """Hold a key; raises StillRunning where it is held."""
        with self._lock:
            if key in self._keys:
                raise StillRunning
            self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)

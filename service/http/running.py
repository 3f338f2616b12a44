"""Turn the requests that are under way into refusals of their repetitions."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from entities.errors import StillRunning
from entities.ids import TenantKey


class Running:
    """Knows the idempotency keys whose requests are under way in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: set[tuple[TenantKey, str, str]] = set()

    @contextmanager
    def only(self, tenant: TenantKey, client: str, key: str | None) -> Iterator[None]:
        """Hold a client's key, if there is one; raises StillRunning where it is held."""
        if key is None:
            yield
            return
        held = (tenant, client, key)
        with self._lock:
            if held in self._held:
                raise StillRunning
            self._held.add(held)
        try:
            yield
        finally:
            with self._lock:
                self._held.discard(held)

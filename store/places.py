"""Turn a tenant's key into the engines that hold its records and its keys."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine

from entities.ids import TenantKey
from store.vault import Keyring


@dataclass(slots=True)
class Place:
    """Where one tenant's records and keys lie, and how many use it right now."""

    records: Engine
    keys: Engine
    ring: Keyring
    users: int = 0
    own: bool = field(default=True)  # False where all tenants share the engines

    def close(self) -> None:
        """Close the files."""
        if self.own:
            self.records.dispose()
            self.keys.dispose()


class Places:
    """Keeps the places used last open, and never closes one in use."""

    def __init__(self, make: Callable[[TenantKey], Place], *, limit: int) -> None:
        self._make = make
        self._limit = limit
        self._open: OrderedDict[TenantKey, Place] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def use(self, tenant: TenantKey) -> Iterator[Place]:
        """Give a tenant's place for as long as the block lasts."""
        with self._lock:
            place = self._open.get(tenant) or self._make(tenant)
            self._open[tenant] = place
            self._open.move_to_end(tenant)
            place.users += 1
        try:
            yield place
        finally:
            with self._lock:
                place.users -= 1
                self._trim()

    def forget(self, tenant: TenantKey) -> None:
        """Close a tenant's place, which nobody uses any more."""
        with self._lock:
            place = self._open.pop(tenant, None)
        if place is not None:
            place.close()

    def close(self) -> None:
        """Close every place."""
        with self._lock:
            for place in self._open.values():
                place.close()
            self._open.clear()

    def __len__(self) -> int:
        return len(self._open)

    def _trim(self) -> None:
        for tenant in [tenant for tenant, place in self._open.items() if not place.users]:
            if len(self._open) <= self._limit:
                return
            self._open.pop(tenant).close()

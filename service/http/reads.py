"""Turn reads of personal data into entries of each tenant's trail, a batch at least every second."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from entities.ids import TenantKey
from service.wiring import Parts
from store import audit


@dataclass(frozen=True, slots=True)
class Seen:
    """Who saw which records of one kind, for whom, in which request."""

    tenant: TenantKey
    actor: str
    seat: str
    kind: str
    ids: tuple[str, ...]
    request: str


class ReadLog:
    """Gathers what was seen; `flush` writes it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lock = threading.Lock()
        self._seen: list[Seen] = []

    def add(self, seen: Seen) -> None:
        """Note a read."""
        with self._lock:
            self._seen.append(seen)

    def flush(self) -> int:
        """Write what was gathered, one transaction a tenant; returns how many entries."""
        with self._lock:
            seen, self._seen = self._seen, []
        by_tenant: dict[TenantKey, list[Seen]] = {}
        for one in seen:
            by_tenant.setdefault(one.tenant, []).append(one)
        for tenant, held in by_tenant.items():
            with self._parts.store.writing(tenant, actor="reads") as tx:
                for one in held:
                    details = {"by": one.actor, "for": one.seat, "request": one.request}
                    audit.append(tx, action="record.read", kind=one.kind, ids=one.ids, details=details)
        return len(seen)


def as_ids(ids: Sequence[str]) -> tuple[str, ...]:
    """Give each id once, in order."""
    return tuple(dict.fromkeys(ids))

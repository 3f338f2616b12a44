"""Turn ranked lists into ones that are kept for five minutes, by ids, so that cursors can point into them."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from entities.errors import CursorExpired

if TYPE_CHECKING:
    from entities.ids import TenantKey
    from service.flows.ranked import Order

KEPT = timedelta(minutes=5)
MOST = 256  # lists of all tenants: at 1,000 places of some 250 bytes each, 64 MB
MOST_OF_TENANT = 32  # so that one tenant's searches can't push the others' lists out
NAME_BYTES = 9


@dataclass(frozen=True, slots=True)
class Kept:
    """One order and until when it is kept."""

    tenant: "TenantKey"
    order: "Order"
    until: datetime


@dataclass(slots=True)
class RankedLists:
    """Keeps orders in this process's memory, the latest asked for; each is its tenant's only."""

    most: int = MOST
    most_of_tenant: int = MOST_OF_TENANT
    _kept: "OrderedDict[str, Kept]" = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, tenant: "TenantKey", order: "Order", now: datetime) -> str:
        """Keep an order and name it; the oldest make room."""
        name = secrets.token_urlsafe(NAME_BYTES)
        with self._lock:
            for old in [one for one, kept in self._kept.items() if kept.until <= now]:
                del self._kept[old]
            own = [one for one, kept in self._kept.items() if kept.tenant == tenant]
            for old in own[: max(0, len(own) + 1 - self.most_of_tenant)]:
                del self._kept[old]
            while len(self._kept) >= self.most:
                self._kept.popitem(last=False)
            self._kept[name] = Kept(tenant, order, now + KEPT)
        return name

    def find(self, tenant: "TenantKey", name: str, now: datetime) -> "Order":
        """Give a kept order; raises CursorExpired."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept.tenant != tenant or kept.until <= now:
                raise CursorExpired("the list is no longer kept", pointer="cursor", hint="ask again without a cursor")
            self._kept.move_to_end(name)
            return kept.order

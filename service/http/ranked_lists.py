"""Turn ranked lists into pages: an order is kept for five minutes, by ids, and cursors point into it."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from entities.errors import CursorExpired
from service.http.cursors import read_cursor, write_cursor

if TYPE_CHECKING:
    from entities.ids import TenantKey
    from service.flows.ranked import Order
    from service.http.service import Call

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


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a kept order: its places, and the cursor of the page behind it, None at the end."""

    order: "Order"
    places: slice
    next: str | None
    first: bool


def page_of(
    call: "Call",
    route: str,
    query: Mapping[str, Any],
    *,
    cursor: str | None,
    limit: int,
    make: Callable[[], "Order"],
) -> Page:
    """Cut a page out of the order behind the cursor, or of a new one where there is no cursor.

    Raises:
        InvalidCursor: the cursor is not ours, or is of another list.
        CursorExpired: the order is no longer kept.

    """
    lists, now = call.service.lists, call.parts.clock()
    place = read_cursor(call, route, query, cursor)
    if place is None:
        order, start = make(), 0
        name = lists.keep(call.tenant, order, now) if len(order.places) > limit else ""
    else:
        name, start = place
        order = lists.find(call.tenant, name, now)
    end = min(start + limit, len(order.places))
    onward = write_cursor(call, route, query, [name, end]) if end < len(order.places) else None
    return Page(order, slice(start, end), onward, place is None)

"""Turn how often somebody calls into leave to go on, or a refusal that says how long to wait."""

import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from limits import RateLimitItemPerSecond
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from entities.errors import RateLimited
from service.http.caller import Caller
from service.http.windows import Windows

if TYPE_CHECKING:
    from service.settings import Settings

LimitClass = Literal["read", "write", "bulk", "search", "token"]
SEEN_IN = ("RateLimit-Policy", "RateLimit")  # draft-ietf-httpapi-ratelimit-headers-11, sections 3 and 4
BRIEF = 1  # seconds to wait for a place among those at once


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is allowed: requests a second of one client by class, of a tenant so many times that; requests at once."""

    rates: Mapping[LimitClass, int]
    tenant_times: int
    at_once: int
    bulk_at_once: int


class Limited(RateLimited):
    """There were more requests than are allowed; `fields` are the headers that say how many are."""

    def __init__(self, message: str, fields: Mapping[str, str], *, retry_after: int) -> None:
        super().__init__(message, retry_after=retry_after)
        self.fields = fields


@dataclass(slots=True)
class Leave:
    """One request's place among those of its tenant, until it is given back; `fields` are headers for its answer."""

    fields: Mapping[str, str]
    of: "Limits"
    places: tuple[tuple[str, str], ...]

    def give_back(self) -> None:
        """Make room for another request; a second time does nothing."""
        places, self.places = self.places, ()
        self.of.free(places)


class Limits:
    """Counts requests by client and tenant, in the memory of this process, over the last second."""

    def __init__(self, bounds: Bounds, clock: Callable[[], float] = time.monotonic) -> None:
        self._bounds = bounds
        self._clock = clock
        self._limiter = MovingWindowRateLimiter(Windows(clock))
        self._lock = threading.Lock()
        self._held: Counter[tuple[str, str]] = Counter()  # requests at once by (tenant, "all" or "bulk")
        self._items = {
            limit: (
                RateLimitItemPerSecond(rate, namespace=f"client-{limit}"),
                RateLimitItemPerSecond(rate * bounds.tenant_times, namespace=f"tenant-{limit}"),
            )
            for limit, rate in bounds.rates.items()
        }
        self._policies = {
            limit: f'"client";q={own.amount};w=1, "tenant";q={all_.amount};w=1'
            for limit, (own, all_) in self._items.items()
        }

    def admit(self, client: str, tenant: str, limit: LimitClass) -> Leave:
        """Let one request of a client in, which must give its place back; raises Limited."""
        own, all_ = self._items[limit]
        within = self._limiter.hit(own, client) and self._limiter.hit(all_, tenant)
        left, now = [], self._clock()
        for name, item, key in (("client", own, client), ("tenant", all_, tenant)):
            reset, rest = self._limiter.get_window_stats(item, key)
            left.append((name, max(0, rest), max(1, math.ceil(reset - now))))
        shown = ", ".join(f'"{name}";r={rest};t={seconds}' for name, rest, seconds in left)
        fields = dict(zip(SEEN_IN, (self._policies[limit], shown), strict=True))
        if not within:
            wait = max((seconds for _, rest, seconds in left if not rest), default=BRIEF)
            raise Limited(f"there are more requests of the class {limit} than are allowed", fields, retry_after=wait)
        return Leave(fields, self, self._take(tenant, limit, fields))

    def free(self, places: tuple[tuple[str, str], ...]) -> None:
        """Give places back."""
        with self._lock:
            for place in places:
                self._held[place] -= 1
                if not self._held[place]:
                    del self._held[place]

    def _take(self, tenant: str, limit: LimitClass, fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        bounds = self._bounds
        wanted = {(tenant, "all"): bounds.at_once}
        if limit == "bulk":
            wanted[tenant, "bulk"] = bounds.bulk_at_once
        with self._lock:
            for place, most in wanted.items():
                if self._held[place] >= most:
                    kind = "bulk requests" if place[1] == "bulk" else "requests"
                    raise Limited(f"the tenant has {most} {kind} under way already", fields, retry_after=BRIEF)
            self._held.update(wanted.keys())
        return tuple(wanted)


def bounds_of(settings: "Settings") -> Bounds:
    """Read what is allowed from the settings."""
    rates: dict[LimitClass, int] = {
        "read": settings.limit_read,
        "write": settings.limit_write,
        "bulk": settings.limit_bulk,
        "search": settings.limit_search,
        "token": settings.limit_token,
    }
    return Bounds(rates, settings.limit_tenant_times, settings.requests_at_once, settings.bulk_at_once)


def let_in(request: Request, limits: Limits, caller: Caller, limit: LimitClass) -> None:
    """Count a request of a known caller; its place is given back, and its headers are sent, by what answers it.

    Raises RateLimited.
    """
    try:
        leave = limits.admit(caller.client, caller.tenant, limit)
    except Limited as refused:
        request.state.fields = refused.fields
        raise
    request.state.leave, request.state.fields = leave, leave.fields

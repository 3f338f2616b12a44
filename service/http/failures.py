"""Turn wrong secrets into a pause: so many a minute for a client from one address, and for the address."""

import hashlib
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from entities.errors import RateLimited

OF_CLIENT = RateLimitItemPerMinute(10, namespace="client")  # from one address: nobody can shut a client out elsewhere
OF_ADDRESS = RateLimitItemPerMinute(60, namespace="address")  # whichever clients are tried


class Failures:
    """Counts failed attempts to authenticate, in the memory of this process."""

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def check(self, client: str, address: str) -> None:
        """Make sure that an attempt may be made; raises RateLimited with the seconds to wait."""
        for limit, key in _keys(client, address):
            if not self._limiter.test(limit, key):
                left = self._limiter.get_window_stats(limit, key).reset_time - time.time()
                raise RateLimited("too many failed attempts", retry_after=max(1, math.ceil(left)))

    def add(self, client: str, address: str) -> None:
        """Count a failed attempt."""
        for limit, key in _keys(client, address):
            self._limiter.hit(limit, key)


def _keys(client: str, address: str) -> tuple[tuple[RateLimitItemPerMinute, str], ...]:
    pair = hashlib.sha256(f"{len(address)} {address} {client}".encode("utf-8", "replace")).hexdigest()
    return (OF_CLIENT, pair), (OF_ADDRESS, address)

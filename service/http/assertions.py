"""Turn a client's signed assertion into proof that it holds the private key (RFC 7523, private_key_jwt)."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError

from entities.errors import InvalidClient
from entities.ids import stable_id
from service.public_keys import verifier

AHEAD = timedelta(minutes=5)  # how far an assertion may reach
LEEWAY = timedelta(seconds=30)  # clocks differ
MOST_CHARACTERS = 16_384
ID_LETTERS = 200
WRONG = (JoseError, ValueError, KeyError, TypeError, RecursionError, OverflowError, OSError)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One assertion that holds: `once` is what it may be used under once, until it ends."""

    client: str
    once: str
    until: datetime


class Allowed(jws.JWSRegistry):
    """Finds the allowed algorithms, also by the older name that most libraries still sign under (EdDSA)."""

    def get_alg(self, name: str) -> Any:
        """Find an algorithm; raises KeyError for any that is not allowed."""
        if name not in (self.allowed or ()):
            raise KeyError
        return self.algorithms[name]


def named_client(assertion: str) -> str:
    """Read who an assertion says it is from, unproven; raises InvalidClient where it says nothing."""
    try:
        if len(assertion) > MOST_CHARACTERS:
            raise InvalidClient
        claims = json.loads(jws.extract_compact(assertion.encode()).payload)
        name = claims["sub"]
    except WRONG:
        raise InvalidClient from None
    if not isinstance(name, str) or len(name) > ID_LETTERS:
        raise InvalidClient
    return name


def verified(assertion: str, key: str, audiences: Collection[str], now: datetime) -> Assertion:
    """Verify an assertion by a registered key; raises InvalidClient, alike for whatever is wrong."""
    try:
        known, algorithms = verifier(key)
        given = jws.deserialize_compact(assertion, known, registry=Allowed(algorithms=algorithms))
        claims = json.loads(given.payload)
        return _current(claims, audiences, now)
    except WRONG:
        raise InvalidClient from None


def _current(claims: dict[str, Any], audiences: Collection[str], now: datetime) -> Assertion:
    client, id_, ends = claims["sub"], claims["jti"], _moment(claims["exp"])
    meant = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    begins = [_moment(claims[name]) for name in ("nbf", "iat") if name in claims]
    holds = (
        claims["iss"] == client,
        any(one in audiences for one in meant if isinstance(one, str)),
        isinstance(id_, str) and 0 < len(id_) <= ID_LETTERS,
        now < ends <= now + AHEAD + LEEWAY,
        all(one <= now + LEEWAY for one in begins),
    )
    if not all(holds):
        raise InvalidClient
    return Assertion(client, stable_id("assertion ", client, id_), ends)


def _moment(seconds: Any) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise InvalidClient
    return datetime.fromtimestamp(seconds, UTC)

"""Turn claims into a signed token of 15 minutes, or a token back into its claims (RFC 7515, RFC 8037).

Keys are numbered, derived from one seed, and change every 30 days: every process finds the same ones without a file or
a table. Whoever holds a token signed just before the change is let in until it runs out.
"""

import base64
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from entities.errors import Unauthenticated
from service.keys import derived_key

ALGORITHM = "Ed25519"  # EdDSA over that curve, under the name of its own that RFC 9864 gives it
TYPE = "at+jwt"  # RFC 9068
LIFE = timedelta(minutes=15)
LEEWAY = timedelta(seconds=60)  # clocks differ
KEY_LIFE = timedelta(days=30)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_CHARACTERS = 4_096  # ours have about 500
PARTS = re.compile(r"[A-Za-z0-9_-]{1,400}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}")
KEYS_KEPT = 4


class WrongToken(ValueError):
    """Says in one fixed word what is wrong with a token: for the log, never for an answer."""


class Signer:
    """Signs and verifies tokens for one audience under keys derived from a seed of its own."""

    def __init__(self, seed: bytes, issuer: str, audience: str) -> None:
        self._seed = seed
        self._keys: dict[int, OKPKey] = {}
        self.issuer = issuer
        self.audience = audience

    def sign(self, claims: Mapping[str, Any], now: datetime) -> str:
        """Sign claims; issuer, audience and times are added."""
        began = int(now.timestamp())
        lasts = int(LIFE.total_seconds())
        whole = {**claims, "iss": self.issuer, "aud": self.audience, "iat": began, "exp": began + lasts}
        number = key_number(now)
        payload = json.dumps(whole, separators=(",", ":"))
        return jws.serialize_compact(_header(number), payload, self._key(number), algorithms=[ALGORITHM])

    def verify(self, token: str, now: datetime) -> dict[str, Any]:
        """Read the claims of a token but for issuer, audience and time of issue.

        Raises Unauthenticated, alike for whatever is wrong with it; its cause says what.
        """
        try:
            claims = self._signed(token, now)
            return self._current(claims, now)
        except (JoseError, ValueError, KeyError, TypeError, RecursionError, OverflowError) as wrong:
            raise Unauthenticated from wrong

    def public(self, now: datetime) -> dict[str, Any]:
        """Give the public keys as a JWK set: those that tokens may be signed by, and the next one."""
        numbers = {*_accepted(now), key_number(now) + 1}
        keys = [{**self._key(number).as_dict(private=False), "kid": _kid(number)} for number in sorted(numbers)]
        return {"keys": [{**key, "use": "sig", "alg": ALGORITHM} for key in keys]}

    def _signed(self, token: str, now: datetime) -> dict[str, Any]:
        if len(token) > MOST_CHARACTERS or not PARTS.fullmatch(token):
            raise WrongToken("form")
        signature = token.rpartition(".")[2]
        if base64.urlsafe_b64encode(base64.urlsafe_b64decode(signature + "==")).rstrip(b"=").decode() != signature:
            raise WrongToken("signature")  # the last letter has bits to spare: one signature, one spelling
        given = jws.extract_compact(token.encode())
        headers = given.headers()
        number = next((one for one in _accepted(now) if headers == _header(one)), None)
        if number is None:
            raise WrongToken("header")
        if not jws.validate_compact(given, self._key(number), algorithms=[ALGORITHM]):
            raise WrongToken("signature")
        claims = json.loads(given.payload.decode(), object_pairs_hook=_once)
        if not isinstance(claims, dict):
            raise WrongToken("claims")
        return claims

    def _current(self, claims: dict[str, Any], now: datetime) -> dict[str, Any]:
        issuer, audience = claims.pop("iss"), claims.pop("aud")
        began, ends = claims.pop("iat"), claims["exp"]
        if (issuer, audience) != (self.issuer, self.audience):
            raise WrongToken("audience")
        if type(began) is not int or type(ends) is not int or ends - began != int(LIFE.total_seconds()):
            raise WrongToken("times")
        if began > (now + LEEWAY).timestamp():
            raise WrongToken("future")
        if ends <= now.timestamp():
            raise WrongToken("expired")
        return claims

    def _key(self, number: int) -> OKPKey:
        key = self._keys.get(number)
        if key is None:
            if len(self._keys) >= KEYS_KEPT:
                self._keys.clear()
            key = OKPKey.import_key(_jwk(derived_key(self._seed, f"number {number}")))
            self._keys[number] = key
        return key


def key_number(now: datetime) -> int:
    """Give the number of the key that signs at a time."""
    return (now - EPOCH) // KEY_LIFE


def why(error: Unauthenticated) -> str:
    """Name what was wrong, in a word that holds nothing of the token."""
    cause = error.__cause__
    if isinstance(cause, WrongToken):
        return str(cause)
    return cause.error if isinstance(cause, JoseError) else type(cause).__name__


def _accepted(now: datetime) -> tuple[int, ...]:
    """List the keys that a token may be signed by: now's, and at a change the one before or behind."""
    number = key_number(now)
    return tuple(dict.fromkeys((number, key_number(now - LIFE - LEEWAY), key_number(now + LEEWAY))))


def _kid(number: int) -> str:
    return f"k{number}"


def _header(number: int) -> dict[str, str]:
    return {"alg": ALGORITHM, "typ": TYPE, "kid": _kid(number)}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise WrongToken("claims")
    return found


def _jwk(seed: bytes) -> Any:
    def octets(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    return {"kty": "OKP", "crv": "Ed25519", "x": octets(public), "d": octets(seed)}

"""Turn a JSON Web Key into one that only verifies, by one family of algorithms (RFC 7517, RFC 7518)."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from entities.errors import InputError

RSA_BITS = (2_048, 4_096)
ALGORITHMS: Mapping[tuple[str, str], tuple[str, ...]] = {  # (kty, crv) -> what a signature may say it is
    ("OKP", "Ed25519"): ("EdDSA", "Ed25519"),
    ("EC", "P-256"): ("ES256",),
    ("RSA", ""): ("RS256",),
}
MEMBERS = {"OKP": ("kty", "crv", "x"), "EC": ("kty", "crv", "x", "y"), "RSA": ("kty", "n", "e")}
PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
POINTER = "/public_key"


def registered(key: Mapping[str, Any]) -> str:
    """Check a public key, and write down what verifying needs of it, as JSON.

    Raises InputError for a private or unknown key, or an RSA key outside 2,048 to 4,096 bits.
    """
    if PRIVATE & set(key):
        raise InputError("this is a private key: keep it", hint="register the public half", pointer=POINTER)
    family = _family(key)
    if family not in ALGORITHMS or not all(isinstance(key.get(name), str) for name in MEMBERS[family[0]]):
        raise InputError("a public key is a JWK of Ed25519, P-256 or RSA", pointer=POINTER)
    kept = json.dumps({name: key[name] for name in MEMBERS[family[0]]}, separators=(",", ":"))
    _import(kept)
    return kept


def verifier(kept: str) -> tuple[Any, tuple[str, ...]]:
    """Give the key that was registered, with the algorithms it may be used by."""
    return _import(kept), ALGORITHMS[_family(json.loads(kept))]


def _family(key: Mapping[str, Any]) -> tuple[str, str]:
    kind, curve = key.get("kty"), key.get("crv", "")
    return (kind, curve) if isinstance(kind, str) and isinstance(curve, str) else ("", "")


def _import(kept: str) -> Any:
    from joserfc.errors import JoseError
    from joserfc.jwk import import_key

    members = json.loads(kept)
    try:
        if members["kty"] == "RSA" and not RSA_BITS[0] <= _bits(members["n"]) <= RSA_BITS[1]:
            raise InputError(f"an RSA key has {RSA_BITS[0]:,} to {RSA_BITS[1]:,} bits", pointer=POINTER)
        key = import_key(members)
        key.public_key  # noqa: B018 - only now are the numbers looked at
    except (JoseError, ValueError, TypeError):
        raise InputError("the key's numbers are not those of a public key", pointer=POINTER) from None
    return key


def _bits(number: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(number + "=" * (-len(number) % 4))).bit_length()

"""Turn a proven identity into a signed token, or a token back into who calls (RFC 7519; EdDSA as in RFC 8037)."""

import base64
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from entities.errors import Unauthenticated
from entities.ids import ContractId, InstanceId, TenantKey
from service.http.caller import Caller

ALGORITHM = "Ed25519"  # EdDSA over that curve, under the name of its own that RFC 9864 gives it
LIFE = timedelta(minutes=15)
LEEWAY_SECONDS = 60  # clocks differ
AUDIENCE = "talentjoin"
TYPE = "at+jwt"  # RFC 9068


class TokenKeys:
    """Signs and reads tokens under a key derived from the master key."""

    def __init__(self, seed: bytes, issuer: str) -> None:
        private = Ed25519PrivateKey.from_private_bytes(seed)
        self._key = OKPKey.import_key(_jwk(private))
        self._key.ensure_kid()
        self.issuer = issuer

    def issue(self, caller: Caller, now: datetime) -> str:
        """Sign a token for a caller, valid for 15 minutes."""
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": AUDIENCE,
            "sub": caller.client,
            "jti": caller.token or secrets.token_urlsafe(16),
            "iat": int(now.timestamp()),
            "exp": int((now + LIFE).timestamp()),
            "tenant": caller.tenant,
            "instance": caller.instance,
            "scope": " ".join(sorted(caller.scopes)),
            "contracts": sorted(caller.contracts),
        }
        if caller.reason:
            claims["reason"] = caller.reason
        header = {"alg": ALGORITHM, "typ": TYPE, "kid": self._key.kid}
        return jwt.encode(header, claims, self._key, algorithms=[ALGORITHM])

    def read(self, token: str, now: datetime) -> Caller:
        """Read a token; raises Unauthenticated, alike for whatever is wrong with it."""
        try:
            read = jwt.decode(token, self._key, algorithms=[ALGORITHM])
            rules = jwt.JWTClaimsRegistry(
                now=lambda: int(now.timestamp()),
                leeway=LEEWAY_SECONDS,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": AUDIENCE},
                exp={"essential": True},
                iat={"essential": True},
            )
            rules.validate(read.claims)
            if read.header.get("typ") != TYPE or read.header.get("kid") != self._key.kid:
                raise Unauthenticated
            return _caller(read.claims)
        except (JoseError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
            raise Unauthenticated from None

    def public(self) -> dict[str, Any]:
        """Give the public keys as a JWK set."""
        return dict(KeySet([self._key]).as_dict(private=False))


def _jwk(private: Ed25519PrivateKey) -> Any:
    def octets(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

    public = private.public_key().public_bytes_raw()
    return {"kty": "OKP", "crv": "Ed25519", "x": octets(public), "d": octets(private.private_bytes_raw())}


def _caller(claims: dict[str, Any]) -> Caller:
    return Caller(
        client=str(claims["sub"]),
        token=str(claims["jti"]),
        tenant=TenantKey(str(claims["tenant"])),
        instance=InstanceId(str(claims["instance"])),
        scopes=frozenset(str(claims["scope"]).split()),
        contracts=frozenset(ContractId(one) for one in claims["contracts"]),
        reason=str(claims.get("reason", "")),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
    )

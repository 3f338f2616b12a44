"""Turn a caller into a token for the tenants' API, or a token back into the caller."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from entities.errors import Unauthenticated
from entities.ids import InstanceId, TenantKey
from service.http.caller import Caller
from service.http.signing import Signer

AUDIENCE = "talentjoin"
KNOWN = timedelta(minutes=1)
MOST_KNOWN = 10_000  # tokens


class _Claims(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    sub: str
    jti: str
    exp: int
    tenant: str
    instance: str
    scope: str
    secret: int = 0
    reason: str = ""


class TokenKeys(Signer):
    """Issues and reads the tokens of tenants' clients, and of operators who entered a tenant."""

    def __init__(self, seed: bytes, issuer: str) -> None:
        super().__init__(seed, issuer, AUDIENCE)
        self._known: dict[bytes, tuple[datetime, Caller]] = {}  # by the token's hash: since when

    def issue(self, caller: Caller, now: datetime) -> str:
        """Sign a token for a caller, valid for 15 minutes; the client's contracts are looked up when it is used."""
        claims = {
            "sub": caller.client,
            "jti": caller.token or new_token_id(),
            "tenant": caller.tenant,
            "instance": caller.instance,
            "scope": " ".join(sorted(caller.scopes)),
            **({"secret": caller.secret} if caller.secret else {}),
            **({"reason": caller.reason} if caller.reason else {}),
        }
        return self.sign(claims, now)

    def read(self, token: str, now: datetime) -> Caller:
        """Read a token; raises Unauthenticated, alike for whatever is wrong with it.

        One that was found good is taken for good for a minute more, unless it runs out: to verify it anew would cost
        a third of a small request.
        """
        name = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        since, known = self._known.get(name, (now, None))
        if known is not None and known.expires_at is not None and since <= now < min(since + KNOWN, known.expires_at):
            return known
        caller = self._verified(token, now)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[name] = (now, caller)
        return caller

    def _verified(self, token: str, now: datetime) -> Caller:
        try:
            claims = _Claims.model_validate(self.verify(token, now))
        except ValidationError as wrong:
            raise Unauthenticated from wrong
        return Caller(
            client=claims.sub,
            token=claims.jti,
            tenant=TenantKey(claims.tenant),
            instance=InstanceId(claims.instance),
            scopes=frozenset(claims.scope.split()),
            reason=claims.reason,
            secret=claims.secret,
            expires_at=datetime.fromtimestamp(claims.exp, UTC),
        )


def new_token_id() -> str:
    """Draw the id of a new token."""
    return secrets.token_urlsafe(16)

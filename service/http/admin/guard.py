"""Turn a token for the admin port into the operator who calls."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, ValidationError

from entities.errors import Unauthenticated
from entities.ids import InstanceId, TenantKey
from service.http.api import bearer, refusals
from service.http.caller import Caller
from service.http.limits import LimitClass, let_in
from service.http.service import Service, the_service
from service.http.signing import Signer
from service.http.standing import OPERATOR
from service.http.tokens import new_token_id
from service.wiring import Parts

AUDIENCE = "talentjoin-admin"
NO_TENANT, NO_INSTANCE = TenantKey(""), InstanceId("")


class _Claims(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    sub: str
    jti: str
    exp: int
    scope: str


class OperatorKeys(Signer):
    """Issues and reads operators' tokens: other keys and another audience than tenants' tokens have."""

    def __init__(self, seed: bytes, issuer: str) -> None:
        super().__init__(seed, issuer, AUDIENCE)

    def issue(self, caller: Caller, now: datetime) -> str:
        """Sign a token for an operator, valid for 15 minutes."""
        token = caller.token or new_token_id()
        return self.sign({"sub": caller.client, "jti": token, "scope": " ".join(sorted(caller.scopes))}, now)

    def read(self, token: str, now: datetime) -> Caller:
        """Read a token; raises Unauthenticated, alike for whatever is wrong with it."""
        try:
            claims = _Claims.model_validate(self.verify(token, now))
        except ValidationError as wrong:
            raise Unauthenticated from wrong
        ends = datetime.fromtimestamp(claims.exp, UTC)
        return operator_caller(claims.sub, claims.jti, frozenset(claims.scope.split()), ends)


@dataclass(frozen=True, slots=True)
class AdminCall:
    """One authenticated request of an operator."""

    service: Service
    caller: Caller
    request_id: str

    @property
    def parts(self) -> Parts:
        """Give the parts that flows work with."""
        return self.service.parts


@dataclass(frozen=True, slots=True)
class AdminGuard:
    """Lets a request in that carries a valid token of an operator with the scope."""

    scope: str
    limit: LimitClass

    async def __call__(self, request: Request) -> AdminCall:
        """Find who calls.

        Raises:
            Unauthenticated: no valid token of an operator.
            RateLimited: operators call too often.
            InsufficientScope: the token lacks the scope.

        """
        service = the_service(request)
        now = service.parts.clock()
        with refusals(request):
            said = operator_keys(request.app).read(bearer(request), now)
            standing = await run_in_threadpool(service.standings.of, said.client, said.token, now)
        caller = replace(said, scopes=said.scopes & standing.scopes)
        call = AdminCall(service, caller, request.state.request_id)
        request.state.call = call  # so that the log names who was turned away from here on
        let_in(request, service.limits, caller, self.limit)
        caller.need(self.scope)
        return call


def operator_caller(name: str, token: str, scopes: frozenset[str], ends: datetime | None = None) -> Caller:
    """Make a caller of an operator, who is no tenant's; the name begins with `operator:`."""
    full = name if name.startswith(OPERATOR) else OPERATOR + name
    return Caller(full, token, NO_TENANT, NO_INSTANCE, scopes, expires_at=ends)


def operator_keys(app: FastAPI) -> OperatorKeys:
    """Give the keys of an admin application."""
    keys = app.state.operator_keys
    assert isinstance(keys, OperatorKeys)
    return keys


def the_admin_call(request: Request) -> AdminCall:
    """Give the request that the guard let in."""
    call = request.state.call
    assert isinstance(call, AdminCall)
    return call


Here = Annotated[AdminCall, Depends(the_admin_call)]
"""The authenticated call, as an argument of a route."""

"""Turn orders to switch features into grants, and grants into what is on."""

from datetime import datetime
from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from entities.errors import NotFound
from entities.ids import ContractId, SeatId
from entities.text import ShortText
from service.flows.origins import switch_feature
from service.http.api import Api, Here
from service.http.call import Call
from service.http.effects import once
from service.http.routes.contracts import NAME, may_see, note_change
from store import TenantTx, control, grants, seats

api = Api(tag="grants")
SCOPE = r"^(\*|(instance|contract):[A-Za-z0-9._-]{1,64})$"


class GrantBody(BaseModel):
    """What is to be switched: for the whole company (`*`), one instance or one contract."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    feature: grants.Feature
    state: grants.State
    scope: Annotated[str, Field(pattern=SCOPE)] = grants.WHOLE_COMPANY
    seat: Annotated[str, Field(pattern=NAME, description="The open seat in whose name it is switched.")]
    terms: ShortText = Field(default="", description="The version of the terms that were agreed to.")


class Grant(BaseModel):
    """One switch of a feature; the last one for a scope counts, and an own one before the whole company's."""

    model_config = ConfigDict(frozen=True)

    number: int
    feature: grants.Feature
    state: grants.State
    scope: str
    seat: str
    terms: str
    at: datetime


class GrantList(BaseModel):
    """Some grants."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Grant, ...]


@api.route("GET", "/grants", scope="grants:read")
def list_grants(call: Here) -> GrantList:
    """List what is switched: the last grant of each feature and scope. What isn't listed was never switched."""
    with call.parts.store.reading(call.tenant) as tx:
        standing = grants.current(tx)
    kept = [grant for (feature, _), grant in sorted(standing.items()) if feature in grants.FEATURES]
    return GrantList(items=tuple(_shown(one) for one in kept if _may_see(call, one)))


@api.route("GET", "/grants/history", scope="grants:read")
def read_grant_history(call: Here, feature: Annotated[grants.Feature, Query()]) -> GrantList:
    """List every switch of a feature, the oldest first."""
    with call.parts.store.reading(call.tenant) as tx:
        found = grants.history(tx, feature, scope=None)
    return GrantList(items=tuple(_shown(one) for one in found if _may_see(call, one)))


@api.route(
    "POST",
    "/grants",
    scope="grants:write",
    problems=("not_found",),
    once=True,
    status=201,
    response_model=Grant,
)
def switch_grant(call: Here, request: Request, body: GrantBody) -> Response:
    """Switch a feature on or off, in the name of a seat and under a version of the terms.

    Pulled data counts, or counts no more, from this answer on; what was pulled is kept either way.
    """
    with call.parts.store.control_reading() as tx:
        instances = [one.id for one in control.instances(tx, call.tenant)]

    def switch(tx: TenantTx) -> Grant:
        _check(tx, call, body)
        said = {"scope": body.scope, "seat": body.seat, "terms": body.terms}
        number = switch_feature(tx, instances, body.feature, body.state, **said)
        note_change(tx, call, f"feature.{body.state}", body.feature, body.seat, grant=number, scope=body.scope)
        return Grant(number=number, feature=body.feature, state=body.state, at=tx.now, **said)

    return once(call, request, switch, status=201)


def _check(tx: TenantTx, call: Call, body: GrantBody) -> None:
    """Make sure that seat and contract are open, and the caller's; raises NotFound."""
    seat = seats.find_seat(tx, SeatId(body.seat))
    held = None if seat is None else seats.find_contract(tx, seat.contract)
    if seat is None or held is None or seat.closed_at or held.closed_at or not may_see(call.caller, held.id):
        raise NotFound("there is no such open seat", pointer="/seat")
    contract = _contract_of(body.scope)
    if contract is not None and not may_see(call.caller, contract):
        raise NotFound("there is no such open contract", pointer="/scope")


def _contract_of(scope: str) -> ContractId | None:
    what, _, name = scope.partition(":")
    return ContractId(name) if what == grants.CONTRACT else None


def _may_see(call: Call, grant: grants.Grant) -> bool:
    contract = _contract_of(grant.scope)
    return contract is None or may_see(call.caller, contract)


def _shown(grant: grants.Grant) -> Grant:
    return Grant.model_validate(
        {
            "number": grant.number,
            "feature": grant.feature,
            "state": grant.state,
            "scope": grant.scope,
            "seat": grant.seat,
            "terms": grant.terms,
            "at": grant.at,
        }
    )

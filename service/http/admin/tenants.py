"""Turn an operator's orders on tenants into tenants with instances and clients, and into leave to enter one."""

from datetime import datetime
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from entities.errors import NotFound, ReasonNeeded
from entities.ids import InstanceId, TenantKey
from entities.text import NeededText, clean
from service.flows import clients as flow
from service.flows.clients import ClientOrder, known_scopes
from service.flows.tenants import FIRST_INSTANCE, add_tenant
from service.http.admin.guard import AdminCall, AdminGuard, Here
from service.http.api import Api
from service.http.caller import Caller
from service.http.oauth import TokenAnswer, token_answer
from service.http.routes.keys import SHOWN, KeyBody, KeyListing, NewKey, once_shown, shown
from service.http.tokens import new_token_id
from service.scopes import SCOPES
from store import audit, control

REASON_LETTERS = (10, 200)
ENTERABLE = tuple(scope for scope in SCOPES if scope != "keys:write")  # a key made inside would outlive the visit
INSTANCE = r"^[A-Za-z0-9._-]{1,64}$"

api = Api(tag="tenants", prefix="/admin/v1", guard=AdminGuard)
TenantName = Annotated[str, Path(min_length=1, max_length=64, description="The tenant's key.")]
ClientName = Annotated[str, Path(min_length=1, max_length=64, description="The client's id.")]
InstanceName = Annotated[str, Field(pattern=INSTANCE, description="The ATS connection's id.")]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class TenantBody(_Body):
    """What a tenant and its first instance shall be called."""

    name: NeededText
    instance: InstanceName = FIRST_INSTANCE
    mode: control.Mode = "production"


class InstanceBody(_Body):
    """One more ATS connection, or another mode of one."""

    id: InstanceName
    mode: control.Mode = "production"


class EnterBody(_Body):
    """Why an operator enters a tenant, and with which scopes; each visit stands in the tenant's trail."""

    reason: Annotated[
        str, Field(max_length=2_000, description="10 to 200 characters, which the tenant reads in its trail.")
    ] = ""
    scopes: Annotated[tuple[str, ...], Field(min_length=1, max_length=64, description="Any but `keys:write`.")]
    instance: InstanceName = FIRST_INSTANCE


class Tenant(_Shown):
    """One customer company."""

    key: str
    name: str
    added_at: datetime


class TenantListing(_Shown):
    """The tenants, the oldest first."""

    items: tuple[Tenant, ...]


class Instance(_Shown):
    """One ATS connection of a tenant."""

    id: str
    mode: control.Mode
    added_at: datetime


class InstanceListing(_Shown):
    """A tenant's ATS connections, by id."""

    items: tuple[Instance, ...]


@api.route("GET", "/tenants", scope="tenants:read")
def list_tenants(call: Here) -> TenantListing:
    """List the tenants."""
    with call.parts.store.control_reading() as books:
        return TenantListing(items=tuple(map(_tenant, control.tenants(books))))


@api.route("POST", "/tenants", scope="tenants:write", status=201)
def make_tenant(call: Here, body: TenantBody) -> Tenant:
    """Make a tenant with its own store, keys, index and first ATS connection."""
    key = add_tenant(call.parts, body.name, InstanceId(body.instance), body.mode)
    with call.parts.store.control_reading() as books:
        return _tenant(control.find_tenant(books, key))


@api.route("GET", "/tenants/{tenant}/instances", scope="tenants:read", problems=("not_found",))
def list_instances(call: Here, tenant: TenantName) -> InstanceListing:
    """List a tenant's ATS connections."""
    key = _known(call, tenant)
    with call.parts.store.control_reading() as books:
        return InstanceListing(items=tuple(map(_instance, control.instances(books, key))))


@api.route("POST", "/tenants/{tenant}/instances", scope="tenants:write", status=201, problems=("not_found",))
def add_instance(call: Here, tenant: TenantName, body: InstanceBody) -> Instance:
    """Add an ATS connection to a tenant, or change the mode of one."""
    key = _known(call, tenant)
    with call.parts.store.control_writing() as books:
        control.add_instance(books, key, InstanceId(body.id), body.mode)
        return next(_instance(one) for one in control.instances(books, key) if one.id == body.id)


@api.route("GET", "/tenants/{tenant}/clients", scope="tenants:read", problems=("not_found",))
def list_clients(call: Here, tenant: TenantName) -> KeyListing:
    """List a tenant's clients; their secrets are shown nowhere."""
    return KeyListing(items=tuple(shown(*one) for one in flow.list_clients(call.parts, _known(call, tenant))))


@api.route(
    "POST",
    "/tenants/{tenant}/clients",
    scope="tenants:write",
    status=201,
    problems=("not_found",),
    example={"key": SHOWN, "secret": {"number": 1, "expires_at": None, "secret": "tj_live_…"}},
)
def add_client(call: Here, tenant: TenantName, body: KeyBody) -> NewKey:
    """Make a client of a tenant; its secret is shown in this answer only."""
    key = _known(call, tenant)
    instance = InstanceId(body.instance) if body.instance is not None else FIRST_INSTANCE
    order = ClientOrder(body.name, body.scopes, body.contracts, instance, body.public_key, body.expires_at)
    new, secret = flow.add_client(call.parts, key, order, by=call.caller.client)
    made = shown(*flow.read_client(call.parts, key, new.id))
    return NewKey(key=made, secret=None if secret is None else once_shown(secret))


@api.route("DELETE", "/tenants/{tenant}/clients/{client}", scope="tenants:write", status=204, problems=("not_found",))
def revoke_client(call: Here, tenant: TenantName, client: ClientName) -> None:
    """Revoke a client of a tenant for good."""
    flow.revoke_client(call.parts, _known(call, tenant), client, by=call.caller.client)
    call.service.standings.forget()


@api.route(
    "POST",
    "/tenants/{tenant}/enter",
    scope="tenants:enter",
    limit="token",
    problems=("not_found", "reason_needed"),
    example={"access_token": "eyJ…", "token_type": "Bearer", "expires_in": 900, "scope": "people:read all_seats"},
    response_model=TokenAnswer,
)
def enter_tenant(call: Here, tenant: TenantName, body: EnterBody) -> Response:
    """Get a tenant's token of 15 minutes for a stated reason.

    The reason, and from then on whatever is read or written, stands in the tenant's trail under the operator's name.
    """
    reason = clean(body.reason)
    if not REASON_LETTERS[0] <= len(reason) <= REASON_LETTERS[1]:
        raise ReasonNeeded("a reason has 10 to 200 characters", pointer="/reason")
    scopes = known_scopes(body.scopes, ENTERABLE)
    key, instance = _known(call, tenant), InstanceId(body.instance)
    with call.parts.store.control_reading() as books:
        if all(one.id != instance for one in control.instances(books, key)):
            raise NotFound("the tenant has no such instance", pointer="/instance")
    caller = Caller(call.caller.client, new_token_id(), key, instance, scopes, reason=reason)
    said = {"reason": reason, "scopes": sorted(scopes), "instance": instance, "request": call.request_id}
    with call.parts.store.writing(key, actor=caller.client) as tx:
        audit.append(tx, action="tenant.enter", kind="tenant", ids=[key], details=said)
    return token_answer(call.service.tokens.issue(caller, call.parts.clock()), scopes)


def _known(call: AdminCall, key: str) -> TenantKey:
    """Find a tenant by its key only: a name may pass to another; raises NotFound."""
    with call.parts.store.control_reading() as books:
        found = control.find_tenant(books, key)
    if found.key != key:
        raise NotFound("there is no such tenant")
    return found.key


def _tenant(tenant: control.Tenant) -> Tenant:
    return Tenant(key=tenant.key, name=tenant.name, added_at=tenant.added_at)


def _instance(instance: control.Instance) -> Instance:
    return Instance(id=instance.id, mode=instance.mode, added_at=instance.added_at)

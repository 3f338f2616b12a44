"""Turn orders on the tenant's clients into clients with secrets, each shown once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from fastapi import Path
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from entities.errors import InputError, NotFound
from entities.ids import InstanceId
from entities.text import NeededText
from service.flows import clients as flow
from service.flows.clients import ClientOrder, NewSecret
from service.http.api import Api, Here
from service.http.call import Call
from service.http.caller import Caller
from store import clients, seats

api = Api(tag="keys")
KeyName = Annotated[str, Path(min_length=1, max_length=64, description="The client's id.")]
SecretNumber = Annotated[int, Path(ge=1, le=2**31, description="The secret's number.")]
Scopes = Annotated[tuple[str, ...], Field(max_length=64, description="At most those of the caller.")]
Contracts = Annotated[
    tuple[str, ...], Field(max_length=flow.CONTRACTS_MOST, description="At most those of the caller; for `act_as`.")
]
Expiry = Annotated[AwareDatetime | None, Field(description="When the secret ends; never by default.")]
SHOWN = {
    "id": "cl_7YtM0Qd3xkPz9a",
    "name": "Nightly import",
    "instance": "ats",
    "scopes": ["records:write"],
    "contracts": [],
    "has_public_key": False,
    "made_by": "cl_0aZr5TgWq2LmB4",
    "made_at": "2026-01-10T08:00:00Z",
    "revoked_at": None,
    "secrets": [{"number": 1, "made_at": "2026-01-10T08:00:00Z", "expires_at": None}],
}
ONCE = {"number": 2, "expires_at": None, "secret": "tj_live_…"}


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class KeyBody(_Body):
    """What a client shall be; with a public key it gets no secret."""

    name: NeededText
    scopes: Scopes
    contracts: Contracts = ()
    instance: Annotated[str | None, Field(max_length=64, description="The caller's own by default.")] = None
    public_key: Annotated[
        dict[str, Any] | None, Field(description="A public JWK (Ed25519, P-256, RSA) to sign assertions for.")
    ] = None
    expires_at: Expiry = None


class KeyChange(_Body):
    """What a client may do from now on."""

    scopes: Scopes
    contracts: Contracts = ()


class SecretBody(_Body):
    """What a secret shall be."""

    expires_at: Expiry = None


class KeySecret(_Shown):
    """What is known of a secret."""

    number: int
    made_at: datetime
    expires_at: datetime | None


class Key(_Shown):
    """One client of the tenant."""

    id: str
    name: str
    instance: str
    scopes: tuple[str, ...]
    contracts: tuple[str, ...]
    has_public_key: bool
    made_by: str
    made_at: datetime
    revoked_at: datetime | None
    secrets: tuple[KeySecret, ...]


class KeyListing(_Shown):
    """The tenant's clients, the oldest first."""

    items: tuple[Key, ...]


class SecretOnce(_Shown):
    """A secret just made: it is shown here, and never again."""

    number: int
    expires_at: datetime | None
    secret: Annotated[str, Field(repr=False)]


class NewKey(_Shown):
    """A client just made, with its secret unless it has a public key."""

    key: Key
    secret: SecretOnce | None


@api.route("GET", "/keys", scope="keys:read", example={"items": [SHOWN]})
def list_keys(call: Here) -> KeyListing:
    """List the tenant's clients, those revoked too; their secrets are shown nowhere."""
    return KeyListing(items=tuple(shown(*one) for one in flow.list_clients(call.parts, call.tenant)))


@api.route(
    "POST",
    "/keys",
    scope="keys:write",
    status=201,
    problems=("not_found",),
    example={"key": SHOWN, "secret": {**ONCE, "number": 1}},
)
def add_key(call: Here, body: KeyBody) -> NewKey:
    """Make a client of the tenant, which may do at most what the caller may.

    Its secret is shown in this answer only, so that the route takes no idempotency key: a client that was made in
    vain is revoked.
    """
    _within(call.caller, body.scopes, body.contracts)
    _opened(call, body.contracts)
    order = ClientOrder(
        body.name,
        body.scopes,
        body.contracts,
        InstanceId(body.instance) if body.instance is not None else call.instance,
        body.public_key,
        body.expires_at,
    )
    new, secret = flow.add_client(call.parts, call.tenant, order, by=call.caller.client)
    return NewKey(key=_read(call, new.id), secret=None if secret is None else once_shown(secret))


@api.route("GET", "/keys/{key}", scope="keys:read", problems=("not_found",), example=SHOWN)
def read_key(call: Here, key: KeyName) -> Key:
    """Read one client of the tenant."""
    return _read(call, key)


@api.route("PUT", "/keys/{key}", scope="keys:write", problems=("not_found",), example=SHOWN)
def change_key(call: Here, key: KeyName, body: KeyChange) -> Key:
    """Change what a client may do; its tokens can do no more than that within seconds."""
    _within(call.caller, body.scopes, body.contracts)
    _opened(call, body.contracts)
    flow.change_client(
        call.parts, call.tenant, key, scopes=body.scopes, contracts=body.contracts, by=call.caller.client
    )
    call.service.standings.forget()
    return _read(call, key)


@api.route("DELETE", "/keys/{key}", scope="keys:write", status=204, problems=("not_found",))
def revoke_key(call: Here, key: KeyName) -> None:
    """Revoke a client for good: neither its secrets nor its tokens count within seconds."""
    flow.revoke_client(call.parts, call.tenant, key, by=call.caller.client)
    call.service.standings.forget()


@api.route("POST", "/keys/{key}/secrets", scope="keys:write", status=201, problems=("not_found",), example=ONCE)
def add_key_secret(call: Here, key: KeyName, body: SecretBody) -> SecretOnce:
    """Make a second secret of a client, to take the place of the first; it is shown in this answer only.

    The client may do at most what the caller may.
    """
    held = flow.read_client(call.parts, call.tenant, key)[0]
    _within(call.caller, held.scopes, held.contracts)
    return once_shown(flow.add_secret(call.parts, call.tenant, key, expires_at=body.expires_at, by=call.caller.client))


@api.route("DELETE", "/keys/{key}/secrets/{number}", scope="keys:write", status=204, problems=("not_found",))
def remove_key_secret(call: Here, key: KeyName, number: SecretNumber) -> None:
    """Take a secret away from a client: neither it nor the tokens got by it count within seconds."""
    flow.remove_secret(call.parts, call.tenant, key, number, by=call.caller.client)
    call.service.standings.forget()


def shown(client: clients.Client, secrets: Iterable[clients.Secret]) -> Key:
    """Show a client, with what is known of its secrets."""
    known = (KeySecret(number=one.number, made_at=one.made_at, expires_at=one.expires_at) for one in secrets)
    return Key(
        id=client.id,
        name=client.name,
        instance=client.instance,
        scopes=tuple(sorted(client.scopes)),
        contracts=tuple(sorted(client.contracts)),
        has_public_key=bool(client.public_key),
        made_by=client.made_by,
        made_at=client.made_at,
        revoked_at=client.revoked_at,
        secrets=tuple(known),
    )


def once_shown(secret: NewSecret) -> SecretOnce:
    """Show a secret, this once."""
    return SecretOnce(number=secret.number, expires_at=secret.expires_at, secret=secret.text)


def _read(call: Call, key: str) -> Key:
    return shown(*flow.read_client(call.parts, call.tenant, key))


def _within(caller: Caller, scopes: Iterable[str], contracts: Iterable[str]) -> None:
    """Make sure that nobody gives what they don't have; raises InputError."""
    given = tuple(scopes)
    for place, scope in enumerate(given):
        if scope not in caller.scopes:
            raise InputError("a client can be given no scope that the caller lacks", pointer=f"/scopes/{place}")
    if caller.confined and "act_as" not in given:
        raise InputError("the caller acts in its contracts only: so must the client, with act_as", pointer="/scopes")
    for place, contract in enumerate(contracts):
        if "all_seats" not in caller.scopes and contract not in caller.contracts:
            raise InputError("a client can be given no contract that the caller lacks", pointer=f"/contracts/{place}")


def _opened(call: Call, contracts: Iterable[str]) -> None:
    """Make sure that the tenant opened each contract once, if it may be closed by now; raises NotFound."""
    with call.parts.store.reading(call.tenant) as tx:
        known = {one.id for one in seats.contracts(tx)}
    for place, contract in enumerate(contracts):
        if flow.CONTRACT.fullmatch(contract) and contract not in known:
            raise NotFound("there is no such contract", pointer=f"/contracts/{place}")

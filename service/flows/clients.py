"""Turn what is said of a tenant's client into rows, with a trail of who said it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from entities.errors import InputError, NotFound
from entities.ids import ContractId, InstanceId, TenantKey
from entities.text import SHORT, clean
from service.credentials import SecretKind, new_client_id, new_secret
from service.flows.tenants import FIRST_INSTANCE
from service.public_keys import registered
from service.scopes import SCOPES
from service.wiring import Parts
from store import ControlTx, audit, clients, control

CONTRACT = re.compile(r"[A-Za-z0-9._-]{1,64}")
CONTRACTS_MOST = 1_000  # that one client acts in
KIND_OF_MODE: Mapping[str, SecretKind] = {"production": "live", "test": "test"}


@dataclass(frozen=True, slots=True)
class ClientOrder:
    """What a client shall be; with a public key it gets no secret."""

    name: str
    scopes: tuple[str, ...]
    contracts: tuple[str, ...] = ()
    instance: InstanceId = FIRST_INSTANCE
    public_key: Mapping[str, Any] | None = None
    expires_at: datetime | None = None  # when the secret ends


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A secret just made; this is the only time that its text is seen."""

    client: str
    number: int
    expires_at: datetime | None
    text: str = field(repr=False)


def add_client(
    parts: Parts, tenant: TenantKey, order: ClientOrder, *, by: str
) -> tuple[clients.Client, NewSecret | None]:
    """Make a client of a tenant, with its first secret unless it has a public key.

    Raises:
        NotFound: the tenant has no such instance.
        InputError: the name, a scope, the contracts, the key or the expiry can't be taken.

    """
    name = clean(order.name)
    if not 0 < len(name) <= SHORT:
        raise InputError(f"a client's name has 1 to {SHORT} characters", pointer="/name")
    scopes, contracts = known_scopes(order.scopes, SCOPES), _contracts(order.contracts)
    key = "" if order.public_key is None else registered(order.public_key)
    with parts.store.writing(tenant, actor=by) as tx, parts.store.control_writing() as books:
        _mode(books, tenant, order.instance)
        new = clients.Client(
            new_client_id(), tenant, order.instance, name, scopes, contracts, key, by, books.now, revoked_at=None
        )
        clients.add(books, new)
        audit.append(tx, action="client.add", kind="client", ids=[new.id], details={"scopes": sorted(scopes)})
        return new, None if key else _add_secret(books, new, order.expires_at)


def change_client(
    parts: Parts,
    tenant: TenantKey,
    id: str,  # noqa: A002 - the noun's own field name
    *,
    scopes: Iterable[str],
    contracts: Iterable[str],
    by: str,
) -> clients.Client:
    """Change what a client may do; tokens that it holds already can do no more than that within seconds.

    Raises NotFound, InputError.
    """
    known, acting = known_scopes(scopes, SCOPES), _contracts(contracts)
    with parts.store.writing(tenant, actor=by) as tx, parts.store.control_writing() as books:
        open_client(books, tenant, id)
        clients.change(books, id, scopes=known, contracts=acting)
        audit.append(tx, action="client.change", kind="client", ids=[id], details={"scopes": sorted(known)})
        return the_client(books, tenant, id)


def revoke_client(parts: Parts, tenant: TenantKey, id: str, *, by: str) -> None:  # noqa: A002 - the noun's own field name
    """Let a client call no more; raises NotFound unless it may."""
    with parts.store.writing(tenant, actor=by) as tx, parts.store.control_writing() as books:
        open_client(books, tenant, id)
        clients.revoke(books, id)
        audit.append(tx, action="client.revoke", kind="client", ids=[id], details={})


def add_secret(parts: Parts, tenant: TenantKey, id: str, *, expires_at: datetime | None, by: str) -> NewSecret:  # noqa: A002 - the noun's own field name
    """Make another secret of a client.

    Raises:
        NotFound: no such client.
        InputError: it has two live ones, or this one would end before it begins.

    """
    with parts.store.writing(tenant, actor=by) as tx, parts.store.control_writing() as books:
        made = _add_secret(books, open_client(books, tenant, id), expires_at)
        audit.append(tx, action="client.secret_add", kind="client", ids=[id], details={"number": made.number})
        return made


def remove_secret(parts: Parts, tenant: TenantKey, id: str, number: int, *, by: str) -> None:  # noqa: A002 - the noun's own field name
    """Take a secret away from a client; raises NotFound."""
    with parts.store.writing(tenant, actor=by) as tx, parts.store.control_writing() as books:
        open_client(books, tenant, id)
        clients.remove_secret(books, id, number)
        audit.append(tx, action="client.secret_remove", kind="client", ids=[id], details={"number": number})


def list_clients(parts: Parts, tenant: TenantKey) -> list[tuple[clients.Client, list[clients.Secret]]]:
    """List a tenant's clients with what is known of their secrets, the oldest first."""
    with parts.store.control_reading() as books:
        return [(one, clients.secrets_of(books, one.id)) for one in clients.of_tenant(books, tenant)]


def read_client(parts: Parts, tenant: TenantKey, id: str) -> tuple[clients.Client, list[clients.Secret]]:  # noqa: A002 - the noun's own field name
    """Read one client of a tenant; raises NotFound."""
    with parts.store.control_reading() as books:
        return the_client(books, tenant, id), clients.secrets_of(books, id)


def tenant_of(parts: Parts, id: str) -> TenantKey:  # noqa: A002 - the noun's own field name
    """Find whose client it is; raises NotFound."""
    with parts.store.control_reading() as books:
        found = clients.get(books, id)
    if found is None:
        raise NotFound("there is no such client")
    return found.tenant


def the_client(books: ControlTx, tenant: TenantKey, id: str) -> clients.Client:  # noqa: A002 - the noun's own field name
    """Read a client of this tenant; another's is as unknown as none: raises NotFound."""
    found = clients.get(books, id)
    if found is None or found.tenant != tenant:
        raise NotFound("there is no such client")
    return found


def open_client(books: ControlTx, tenant: TenantKey, id: str) -> clients.Client:  # noqa: A002 - the noun's own field name
    """Read a client that may still call; raises NotFound."""
    found = the_client(books, tenant, id)
    if found.revoked_at is not None:
        raise NotFound("there is no such client")
    return found


def known_scopes(names: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """Check the names of scopes; raises InputError naming the first that there is not."""
    given = tuple(names)
    for place, name in enumerate(given):
        if name not in known:
            raise InputError("there is no such scope", pointer=f"/scopes/{place}", hint=f"one of {', '.join(known)}")
    return frozenset(given)


def _contracts(names: Iterable[str]) -> frozenset[ContractId]:
    """Check ids of contracts; one may be named before it is opened."""
    given = tuple(names)
    if len(given) > CONTRACTS_MOST:
        raise InputError(f"a client acts in at most {CONTRACTS_MOST:,} contracts", pointer="/contracts")
    for place, name in enumerate(given):
        if not CONTRACT.fullmatch(name):
            raise InputError("this is no contract's id", pointer=f"/contracts/{place}")
    return frozenset(map(ContractId, given))


def _add_secret(books: ControlTx, client: clients.Client, expires_at: datetime | None) -> NewSecret:
    if expires_at is not None and expires_at <= books.now:
        raise InputError("the secret would be at its end already", pointer="/expires_at")
    text = new_secret(KIND_OF_MODE[_mode(books, client.tenant, client.instance)])
    kept = clients.add_secret(books, client.id, text, expires_at=expires_at)
    return NewSecret(client.id, kept.number, kept.expires_at, text)


def _mode(books: ControlTx, tenant: TenantKey, instance: InstanceId) -> str:
    for one in control.instances(books, tenant):
        if one.id == instance:
            return one.mode
    raise NotFound("the tenant has no such instance", pointer="/instance")

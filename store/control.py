"""Turn what the operator says of tenants into rows that every process finds them by."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, bindparam, delete, or_, select, update

from entities.errors import InputError, NotFound
from entities.ids import InstanceId, TenantKey
from store.session import SEQUENCE, ControlTx
from store.store import Store
from store.tables.control import dirty, instance, organization, tenant
from store.tables.flow import job, outbox

ACTOR = "worker"
Mode = Literal["production", "test"]

_TENANTS = select(tenant).order_by(tenant.c.added_at, tenant.c.key)
_FOUND = select(tenant).where(or_(tenant.c.key == bindparam("wanted"), tenant.c.name == bindparam("wanted")))
_INSTANCES = select(instance).where(instance.c.tenant == bindparam("of")).order_by(instance.c.id)
_ORGANIZATIONS = (
    select(organization)
    .where(organization.c.tenant == bindparam("of"))
    .order_by(organization.c.since, organization.c.number)
)
_OPEN = select(organization).where(organization.c.id == bindparam("wanted"), organization.c.until.is_(None))
_CLOSE = (
    update(organization)
    .where(organization.c.id == bindparam("wanted"), organization.c.until.is_(None))
    .values(until=bindparam("at"))
)
_DIRTY = select(dirty.c.tenant).order_by(dirty.c.since, dirty.c.tenant)
_LEFT = (  # what keeps a tenant on the list
    select(outbox.c.entity).where(outbox.c.buried_at.is_(None)).limit(1),
    select(job.c.number).where(job.c.state.in_(("waiting", "running"))).limit(1),
)
_CLEAN = delete(dirty).where(dirty.c.tenant == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Tenant:
    """One customer company under its internal key, which never changes; names and organization ids may."""

    key: TenantKey
    name: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Instance:
    """One ATS connection of a tenant."""

    tenant: TenantKey
    id: InstanceId
    mode: Mode
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Organization:
    """An outside id of a tenant, with the time from and to which it meant that tenant."""

    tenant: TenantKey
    id: str
    since: datetime
    until: datetime | None


def add_tenant(store: Store, name: str) -> TenantKey:
    """Make a tenant with its files and keys; raises InputError where the name is empty or taken."""
    if not name.strip():
        raise InputError("a tenant needs a name")
    with store.control_reading() as tx:
        if tx.execute(_FOUND, {"wanted": name}).first() is not None:
            raise InputError("there is a tenant of that name already")
    return store.add_tenant(name)


def tenants(tx: ControlTx) -> list[Tenant]:
    """List the tenants, the oldest first."""
    return [_tenant(row) for row in tx.execute(_TENANTS)]


def find_tenant(tx: ControlTx, key_or_name: str) -> Tenant:
    """Find a tenant by its key or its name, the key first; raises NotFound."""
    rows = tx.execute(_FOUND, {"wanted": key_or_name}).all()
    if not rows:
        raise NotFound("there is no such tenant")
    return _tenant(min(rows, key=lambda row: row.key != key_or_name))


def add_instance(tx: ControlTx, tenant: TenantKey, id: InstanceId, mode: Mode) -> None:  # noqa: A002 - the noun's field
    """Register an ATS connection of a tenant, or change the mode of one; raises NotFound for an unknown tenant."""
    find_tenant(tx, tenant)
    row = {"tenant": tenant, "id": id, "mode": mode, "added_at": tx.now}
    tx.execute(tx.upsert(instance, change=["mode"]), row)


def instances(tx: ControlTx, tenant: TenantKey) -> list[Instance]:
    """List the ATS connections of a tenant, by id."""
    rows = tx.execute(_INSTANCES, {"of": tenant})
    return [Instance(TenantKey(row.tenant), InstanceId(row.id), row.mode, row.added_at) for row in rows]


def assign_organization(tx: ControlTx, tenant: TenantKey, organization_id: str) -> None:
    """Say that an outside id means this tenant from now on; what it meant before ends now. Raises NotFound."""
    find_tenant(tx, tenant)
    held = tx.execute(_OPEN, {"wanted": organization_id}).one_or_none()
    if held is not None and held.tenant == tenant:
        return
    tx.execute(_CLOSE, {"wanted": organization_id, "at": tx.now})
    row = {
        "tenant": tenant,
        "id": organization_id,
        "number": tx.allocate("organization"),
        "since": tx.now,
        "until": None,
    }
    tx.execute(tx.insert(organization), row)


def organizations(tx: ControlTx, tenant: TenantKey) -> list[Organization]:
    """List the outside ids that a tenant has or had, the oldest first."""
    rows = tx.execute(_ORGANIZATIONS, {"of": tenant})
    return [Organization(TenantKey(row.tenant), row.id, row.since, row.until) for row in rows]


def tenant_of_organization(tx: ControlTx, organization_id: str) -> TenantKey:
    """Find the tenant that an outside id means now; raises NotFound."""
    held = tx.execute(_OPEN, {"wanted": organization_id}).one_or_none()
    if held is None:
        raise NotFound("no tenant has this organization id")
    return TenantKey(held.tenant)


def dirty_tenants(tx: ControlTx) -> list[TenantKey]:
    """List the tenants that may have work due, the longest waiting first."""
    return [TenantKey(row.tenant) for row in tx.execute(_DIRTY)]


def clear_dirty(store: Store, tenant: TenantKey) -> bool:
    """Take a tenant off the list of those with work due, unless some is left; tells whether it is off the list.

    It holds the tenant's change counter meanwhile, as every writer does from before it looks whether the tenant is on
    the list until its commit: so none can slip in between.
    """
    with store.writing(tenant, actor=ACTOR) as work:
        work.allocate(SEQUENCE, 0)
        if any(work.execute(statement).first() is not None for statement in _LEFT):
            return False
        with store.control_writing() as tx:
            tx.execute(_CLEAN, {"of": tenant})
    return True


def _tenant(row: Row[Any]) -> Tenant:
    return Tenant(TenantKey(row.key), row.name, row.added_at)

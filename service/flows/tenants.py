"""Turn a tenant's name into its key, and back."""

from entities.errors import InputError, NotFound
from entities.ids import InstanceId, TenantKey
from entities.text import SHORT, clean
from service.wiring import Parts
from store import control

FIRST_INSTANCE = InstanceId("ats")  # every tenant begins with one ATS connection


def add_tenant(
    parts: Parts, name: str, instance: InstanceId = FIRST_INSTANCE, mode: control.Mode = "production"
) -> TenantKey:
    """Make a tenant with one ATS instance.

    Raises:
        InputError: the name is taken, empty, or longer than 200 characters.

    """
    name = clean(name)
    if not 0 < len(name) <= SHORT:
        raise InputError(f"a tenant's name has 1 to {SHORT} characters")
    key = control.add_tenant(parts.store, name)
    with parts.store.control_writing() as tx:
        control.add_instance(tx, key, instance, mode)
    return key


def all_tenants(parts: Parts) -> list[tuple[TenantKey, str, str]]:
    """List (key, name, when it was added)."""
    with parts.store.control_reading() as tx:
        return [(tenant.key, tenant.name, tenant.added_at.isoformat()) for tenant in control.tenants(tx)]


def the_tenant(parts: Parts, name: str | None) -> TenantKey:
    """Find a tenant by name or key; without one, the only tenant there is.

    Raises:
        NotFound: none fits, or there are several and none was named.

    """
    with parts.store.control_reading() as tx:
        if name is not None:
            return control.find_tenant(tx, name).key
        tenants = control.tenants(tx)
    if len(tenants) == 1:
        return tenants[0].key
    if not tenants:
        raise NotFound("there is no tenant yet", hint="talentjoin tenant add NAME")
    raise NotFound("there are several tenants", hint="name one with --tenant; `talentjoin tenant list` shows them")

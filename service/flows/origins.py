"""Turn what is switched on or off into grants, with recomputed records where pulled data begins or ceases to count."""

from collections.abc import Collection

from entities.errors import InputError, NotFound
from entities.ids import ContractId, InstanceId, Origin, TenantKey
from service.wiring import Parts
from store import TenantTx, grants, records, seats
from sync import merge

ALWAYS: frozenset[Origin] = frozenset({"push", "person"})
WITH_PULL: frozenset[Origin] = ALWAYS | {"pull"}


def switch_pull(parts: Parts, tenant: TenantKey, instance: InstanceId, *, on: bool, actor: str) -> int:
    """Switch an instance's pulled layers on or off; gives how many records read differently now."""
    with parts.store.writing(tenant, actor=actor) as tx:
        grants.switch(tx, "pull", "on" if on else "off", scope=_named(instance), seat=actor)
        return records.set_origins(tx, instance, WITH_PULL if on else ALWAYS, merge)


def switch_feature(
    tx: TenantTx,
    instances: Collection[InstanceId],
    feature: grants.Feature,
    state: grants.State,
    *,
    scope: str,
    seat: str,
    terms: str,
) -> int:
    """Switch a feature for a scope, with its effect on all of the tenant's `instances`; gives the grant's number.

    An instance's own switch of `pull` outlasts one of the whole company.

    Raises:
        InputError: the feature is not switched for such a scope.
        NotFound: the scope names an instance that isn't there, or a contract that isn't open.

    """
    _check(tx, instances, feature, scope)
    number = grants.switch(tx, feature, state, scope=scope, seat=seat, terms=terms)
    if feature == "pull":
        for instance in sorted(instances):
            if scope in (grants.WHOLE_COMPANY, _named(instance)):
                on = grants.is_on(tx, feature, scope=_named(instance))
                records.set_origins(tx, instance, WITH_PULL if on else ALWAYS, merge)
    return number


def _check(tx: TenantTx, instances: Collection[InstanceId], feature: grants.Feature, scope: str) -> None:
    if scope == grants.WHOLE_COMPANY:
        return
    what, _, name = scope.partition(":")
    if what not in grants.FEATURES[feature]:
        raise InputError(f"{feature} is not switched for such a scope", pointer="/scope")
    if what == grants.INSTANCE and name not in instances:
        raise NotFound("there is no such instance", pointer="/scope")
    if what == grants.CONTRACT:
        held = seats.find_contract(tx, ContractId(name))
        if held is None or held.closed_at is not None:
            raise NotFound("there is no such open contract", pointer="/scope")


def _named(instance: InstanceId) -> str:
    return f"{grants.INSTANCE}:{instance}"

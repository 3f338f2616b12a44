"""Turn an order to count or not to count pulled data into recomputed records."""

from entities.ids import InstanceId, Origin, TenantKey
from service.wiring import Parts
from store import records
from sync import merge

ALWAYS: frozenset[Origin] = frozenset({"push", "person"})
WITH_PULL: frozenset[Origin] = ALWAYS | {"pull"}


def switch_pull(parts: Parts, tenant: TenantKey, instance: InstanceId, *, on: bool, actor: str) -> int:
    """Switch an instance's pulled layers on or off; gives how many records read differently now."""
    with parts.store.writing(tenant, actor=actor) as tx:
        return records.set_origins(tx, instance, WITH_PULL if on else ALWAYS, merge)

"""Turn the switch of an origin into grants: which layers of an instance count."""

from sqlalchemy import insert, select

from entities.ids import InstanceId, Origin
from store.session import TenantTx
from store.tables.flow import feature_grant

ALL: tuple[Origin, ...] = ("push", "pull", "person")
FEATURE = "origin"
COUNTER = "feature_grant"
ON, OFF = "on", "off"


def origins_on(tx: TenantTx, instance: InstanceId) -> frozenset[Origin]:
    """Read which origins count for an instance: the last grant of each decides, without one it does."""
    scopes = {f"{instance}:{origin}": origin for origin in ALL}
    statement = (
        select(feature_grant.c.scope, feature_grant.c.state)
        .where(feature_grant.c.feature == FEATURE, feature_grant.c.scope.in_(list(scopes)))
        .order_by(feature_grant.c.number)
    )
    last = {row.scope: row.state for row in tx.execute(statement)}
    return frozenset(origin for scope, origin in scopes.items() if last.get(scope, ON) == ON)


def grant_origins(tx: TenantTx, instance: InstanceId, on: frozenset[Origin]) -> frozenset[Origin]:
    """Append a grant for each origin that is switched; returns those."""
    before = origins_on(tx, instance)
    switched: frozenset[Origin] = frozenset(origin for origin in ALL if (origin in on) != (origin in before))
    for origin in sorted(switched):
        row = {
            "number": tx.allocate(COUNTER),
            "feature": FEATURE,
            "scope": f"{instance}:{origin}",
            "state": ON if origin in on else OFF,
            "seat": tx.actor,
            "terms": "",
            "at": tx.now,
        }
        tx.execute(insert(feature_grant), row)
    return switched

"""Turn record ids into the access rules about them, into what they belong to."""

import json
from collections.abc import Iterable

from sqlalchemy import bindparam, select

from entities.access import FEATURE, Rule
from entities.ids import InstanceId, RecordId
from store import grants
from store.chunks import read_in_chunks
from store.session import TenantTx
from store.tables.records import access, reference

_ABOUT = select(access.c.about, access.c.state, access.c.seats).where(
    access.c.about.in_(bindparam("values", expanding=True))
)
_ANY = select(access.c.entry).limit(1)
_POINTED = select(reference.c.from_id, reference.c.role, reference.c.to_id).where(
    reference.c.from_id.in_(bindparam("values", expanding=True))
)


def rules_about(tx: TenantTx, ids: Iterable[RecordId]) -> dict[RecordId, list[Rule]]:
    """Read what access entries say about records, for those that have any."""
    found: dict[RecordId, list[Rule]] = {}
    for row in read_in_chunks(tx, _ABOUT, ids):
        found.setdefault(RecordId(row.about), []).append(Rule(row.state, tuple(json.loads(row.seats))))
    return found


def any_rules(tx: TenantTx) -> bool:
    """Tell whether the tenant has a single access entry."""
    return tx.execute(_ANY).first() is not None


def belongs_to(tx: TenantTx, ids: Iterable[RecordId]) -> dict[RecordId, list[tuple[str, RecordId]]]:
    """Read what records point at, by record: roles with targets; a record that isn't there points at nothing."""
    found: dict[RecordId, list[tuple[str, RecordId]]] = {}
    for row in read_in_chunks(tx, _POINTED, ids):
        found.setdefault(RecordId(row.from_id), []).append((row.role, RecordId(row.to_id)))
    return found


def listed(tx: TenantTx, instances: Iterable[InstanceId]) -> frozenset[InstanceId]:
    """Name the instances among these whose access lists are on."""
    standing = grants.current(tx)
    whole = standing.get((FEATURE, grants.WHOLE_COMPANY))
    last = {one: standing.get((FEATURE, f"instance:{one}")) or whole for one in instances}
    return frozenset(one for one, grant in last.items() if grant is not None and grant.state == "on")

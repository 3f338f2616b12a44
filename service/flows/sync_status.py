"""Turn what is kept and what is due into how far an instance's sync is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from entities.ids import InstanceId, RecordKind, TenantKey
from service.flows.catch_up import followed
from service.wiring import Parts
from store import members, outbox, progress, records


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """How many records there are and when the last was received, by kind; what is due; what was set aside, by code.

    `members_behind` counts changes of member profiles that the tenant's links don't take into account yet. `reconciled`
    is what came of the last comparison of the index with the store.
    """

    kinds: dict[RecordKind, tuple[int, datetime]]
    due: int
    waiting_since: timedelta | None
    buried: dict[str, int]
    members_behind: int
    reconciled: progress.Reconciliation | None


def sync_status(parts: Parts, tenant: TenantKey, *, instance: InstanceId) -> SyncStatus:
    """Look at records, outbox and the place in the members' log."""
    with parts.store.reading(tenant) as tx:
        kinds = records.standing(tx, instance)
        depth = outbox.depth(tx)
        oldest = outbox.oldest(tx)
        buried = outbox.buried(tx)
        cursor = followed(parts, tx)
    with parts.store.members_reading() as tx:
        head = members.head(tx)
    with parts.store.control_reading() as shared:
        reconciled = progress.reconciliations(shared).get(tenant)
    waiting = None if oldest is None else max(parts.clock() - oldest, timedelta(0))
    return SyncStatus(kinds, sum(depth.values()), waiting, buried, max(head - cursor, 0), reconciled)

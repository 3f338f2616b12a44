"""Turn an order to re-match a tenant into due candidates; corrections by people stay as they are."""

from entities.ids import RecordId, TenantKey
from service.wiring import Parts
from store import jobs, outbox, records

JOB = "rematch"
CANDIDATES_AT_ONCE = 5_000


def order_rematch(parts: Parts, tenant: TenantKey, *, actor: str) -> None:
    """Enqueue the job; one that already waits is enough."""
    with parts.store.writing(tenant, actor=actor) as tx:
        jobs.enqueue(tx, JOB, "all")


def make_all_due(parts: Parts, tenant: TenantKey) -> int:
    """Make every candidate of the tenant due, batch by batch; gives how many."""
    count = 0
    after: RecordId | None = None
    while True:
        with parts.store.writing(tenant, actor="worker") as tx:
            batch = records.by_kind(tx, "candidate", after=after, limit=CANDIDATES_AT_ONCE)
            if not batch:
                return count
            outbox.add(tx, "refresh", [stored.id for stored in batch])
        after = batch[-1].id
        count += len(batch)

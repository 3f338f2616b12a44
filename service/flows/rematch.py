"""Turn an order to re-match a tenant into due candidates; corrections by people stay as they are."""

from contextlib import suppress
from datetime import timedelta

from entities.errors import TalentjoinError
from entities.ids import RecordId, TenantKey
from service.flows.weigh import weigh
from service.matching import MemberProfiles
from service.telemetry import get_log
from service.wiring import Parts
from store import TenantTx, jobs, outbox, records

log = get_log()

JOB = "rematch"
CANDIDATES_AT_ONCE = 5_000


def order_rematch(parts: Parts, tenant: TenantKey, *, actor: str) -> None:
    """Enqueue the job; one that already waits is enough."""
    with parts.store.writing(tenant, actor=actor) as tx:
        order(tx)


def order(tx: TenantTx) -> int:
    """Enqueue the job in the caller's transaction; gives the number of the one that waits."""
    return jobs.enqueue(tx, JOB, "all")


def rematch(parts: Parts, tenant: TenantKey, matching: MemberProfiles, *, lease: timedelta) -> int:
    """Do the ordered job if one is due: new weights, then everybody is due; gives how many jobs were done.

    Raises:
        TalentjoinError: it failed; it waits for its next attempt.

    """
    with parts.store.writing(tenant, actor="worker") as tx:
        job = jobs.claim(tx, lease=lease, kinds=[JOB])
    if job is None:
        return 0
    try:
        weigh(parts, tenant, matching)
        make_all_due(parts, tenant)
        with parts.store.writing(tenant, actor="worker") as tx:
            jobs.finish(tx, job)
    except Exception as error:
        code = error.code if isinstance(error, TalentjoinError) else "rematch_failed"
        with suppress(TalentjoinError), parts.store.writing(tenant, actor="worker") as tx:
            jobs.fail(
                tx, job, code, retry_after=None if job.attempts > 1 else timedelta(0)
            )  # where that fails too, the job is due again when its lease ends
        if isinstance(error, TalentjoinError):
            raise
        log.warning("rematch.failed", tenant=tenant, kind=type(error).__name__)
        raise TalentjoinError("re-matching failed; it is tried again later") from None
    return 1


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

"""Turn an order to re-match a tenant into new weights, then links: what changes, and nothing else, is written.

A link that goes on joining the same two, or nobody, is written here. Where a candidate comes to be joined otherwise,
it is made due: link, grouping into persons and documents then change together, as for any candidate. So no search ever
sees a half of it. Corrections by people stay as they are.
"""

import base64
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from entities.errors import LeaseLost, TalentjoinError
from entities.ids import RecordId, TenantKey
from matcher import Weights
from service.flows.link import Linked, link_people
from service.flows.meet import keep_meetings
from service.flows.people import read_people
from service.flows.weigh import weigh, weights_of
from service.matching import MemberProfiles
from service.telemetry import get_log
from service.wiring import Parts
from store import TenantTx, jobs, links, outbox, records

log = get_log()

JOB, KEY = "rematch", "all"
CANDIDATES_AT_ONCE = 5_000
PLACE_LETTERS = 9  # of a record's id: 45 bits, a number that any reader of JSON keeps exactly
PREFIX = "r"  # of every record's id
STAGES = ("weigh", "read", "match", "write")  # whose milliseconds are noted with the job


@dataclass(slots=True)
class Course:
    """One run of the job: what is held, and what was done so far."""

    parts: Parts
    tenant: TenantKey
    job: jobs.Job
    lease: timedelta
    done: dict[str, int] = field(default_factory=dict)

    def spent(self, stage: str, since: float) -> float:
        """Note what a stage took since a moment, in seconds; gives the moment it is now."""
        now = self.parts.clock().timestamp()
        self.done[f"{stage}_ms"] = self.done.get(f"{stage}_ms", 0) + round(1_000 * max(0.0, now - since))
        return now

    def add(self, name: str, count: int) -> None:
        """Count something."""
        self.done[name] = self.done.get(name, 0) + count


def order_rematch(parts: Parts, tenant: TenantKey, *, actor: str) -> int:
    """Enqueue the job; one that already waits is enough. Gives the number of the one that waits."""
    with parts.store.writing(tenant, actor=actor) as tx:
        return order(tx)


def order(tx: TenantTx) -> int:
    """Enqueue the job in the caller's transaction; gives the number of the one that waits."""
    return jobs.enqueue(tx, JOB, KEY)


def cancel_rematch(parts: Parts, tenant: TenantKey, *, actor: str) -> int:
    """End what waits or runs; links that were written stay. Gives how many jobs that were."""
    with parts.store.writing(tenant, actor=actor) as tx:
        return jobs.cancel(tx, JOB, KEY)


def rematch(parts: Parts, tenant: TenantKey, matching: MemberProfiles, *, lease: timedelta) -> int:
    """Do the ordered job to its end if one is due; gives how many jobs were done.

    Raises:
        TalentjoinError: it failed; it waits for its next attempt.

    """
    steps = begin(parts, tenant, matching, lease=lease)
    if steps is None:
        return 0
    for _ in steps:
        pass
    return 1


def begin(parts: Parts, tenant: TenantKey, matching: MemberProfiles, *, lease: timedelta) -> Iterator[Course] | None:
    """Claim the ordered job if one is due; gives its steps, each of which is bounded and holds the lease anew.

    One that another process began and didn't end goes on where that had come to. A step raises TalentjoinError where
    it fails: the job waits for its next attempt. One that was cancelled has no further step.
    """
    with parts.store.writing(tenant, actor="worker") as tx:
        job = jobs.claim(tx, lease=lease, kinds=[JOB])
    if job is None:
        return None
    return _guarded(Course(parts, tenant, job, lease, dict(job.progress)), matching)


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


def _guarded(course: Course, matching: MemberProfiles) -> Iterator[Course]:
    try:
        yield from _steps(course, matching)
    except LeaseLost:
        log.info("rematch.ended", tenant=course.tenant)  # cancelled, or taken over by who began after a long pause
    except Exception as error:
        code = error.code if isinstance(error, TalentjoinError) else "rematch_failed"
        retry = None if course.job.attempts > 1 else timedelta(0)
        with suppress(TalentjoinError), course.parts.store.writing(course.tenant, actor="worker") as tx:
            jobs.fail(tx, course.job, code, retry_after=retry)  # where that fails too, it is due when its lease ends
        if isinstance(error, TalentjoinError):
            raise
        log.warning("rematch.failed", tenant=course.tenant, kind=type(error).__name__)
        raise TalentjoinError("re-matching failed; it is tried again later") from None


def _steps(course: Course, matching: MemberProfiles) -> Iterator[Course]:
    parts, tenant = course.parts, course.tenant
    if not course.done.get("weighed"):
        since = parts.clock().timestamp()
        course.done = {"weighed": 1, "done": 0, "place": 0, "own_weights": int(weigh(parts, tenant, matching))}
        course.spent("weigh", since)
        with parts.store.reading(tenant) as tx:
            course.done["total"] = records.count_by_kind(tx).get("candidate", 0)
        _renew(course)
        yield course
    with parts.store.reading(tenant) as tx:
        weights = weights_of(tx)
    after: RecordId | None = _record_at(course.done["place"])
    while (after := _batch(course, matching, weights, after)) is not None:
        yield course
    with parts.store.writing(tenant, actor="worker") as tx:
        jobs.finish(tx, course.job)
    yield course


def _batch(course: Course, matching: MemberProfiles, weights: Weights, after: RecordId | None) -> RecordId | None:
    """Link the next candidates anew; gives the last one's id, None where there were none left."""
    parts, tenant = course.parts, course.tenant
    since = parts.clock().timestamp()
    with parts.store.reading(tenant) as tx:
        batch = records.by_kind(tx, "candidate", after=after, limit=CANDIDATES_AT_ONCE)
        if not batch:
            return None
        people, unread = read_people(tx, tenant, batch)
    since = course.spent("read", since)
    found = link_people(parts, tenant, people, matching.profiles, weights)
    since = course.spent("match", since)
    last = batch[-1].id
    with parts.store.writing(tenant, actor="worker") as tx:
        jobs.check(tx, course.job)
        written, due = _keep(tx, found, unread)
        for name, count in (("done", len(batch)), ("written", written), ("due", due)):
            course.add(name, count)
        course.done["place"] = _place_of(last)
        course.spent("write", since)
        course.job = jobs.renew(tx, course.job, lease=course.lease, progress=course.done)
    return last


def _keep(tx: TenantTx, found: Linked, unread: Sequence[RecordId]) -> tuple[int, int]:
    """Write the links that changed and join nobody otherwise; make due who is joined otherwise. Counts both."""
    ids = [RecordId(link.candidate) for link in found.links]
    before = links.heads(tx, ids)
    due = {*unread, *map(RecordId, outbox.set_aside(tx, "refresh", ids))}
    same = []
    for link in found.links:
        key = RecordId(link.candidate)
        now = links.Head(None if link.profile is None else int(link.profile), link.decision)  # type: ignore[arg-type]  # a member's number as text
        if key not in before or before[key].joined != now.joined:
            due.add(key)
        elif key not in due:
            same.append((key, link, before[key].named != now.named))
    changes = links.put_many(tx, [(key, link) for key, link, _ in same])
    moved = {key for key, _, named in same if named}
    keep_meetings(
        tx, [link for key, link, _ in same if key in moved], {key: found.keys[key] for key in sorted(moved)}, found.form
    )
    outbox.add(tx, "refresh", sorted(due))
    return len(changes), len(due)


def _renew(course: Course) -> None:
    with course.parts.store.writing(course.tenant, actor="worker") as tx:
        course.job = jobs.renew(tx, course.job, lease=course.lease, progress=course.done)


def _place_of(record: RecordId) -> int:
    """Give a record's place among all as a number, at most a little before it: who goes on there may meet it again."""
    letters = record.removeprefix(PREFIX)[:PLACE_LETTERS].upper()
    return int.from_bytes(base64.b32decode(letters.ljust(16, "A")), "big") >> (80 - 5 * PLACE_LETTERS)


def _record_at(place: int) -> RecordId | None:
    if not place:
        return None
    raw = (place << (80 - 5 * PLACE_LETTERS)).to_bytes(10, "big")
    return RecordId(PREFIX + base64.b32encode(raw).decode("ascii").lower()[:PLACE_LETTERS])

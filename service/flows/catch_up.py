"""Turn changed members into candidates that are due: those linked to one, and those that may now match one."""

from entities.ids import RecordId, TenantKey
from matcher import Profiles, person_of_candidate, persons_table
from service.flows.gather import candidate_of
from service.matching import MemberProfiles
from service.wiring import Parts
from store import TenantTx, links, members, outbox, records

MEMBERS_AT_ONCE = 5_000
CANDIDATES_AT_ONCE = 5_000


def catch_up(parts: Parts, tenant: TenantKey, matching: MemberProfiles) -> int:
    """Move the tenant's cursor over one batch of the members' change log; gives how many members there were.

    The candidates due and the cursor's move are one transaction. A tenant without candidates only moves its cursor.
    """
    with parts.store.reading(tenant) as tx:
        cursor = members.member_cursor(tx)
        empty = not records.count_by_kind(tx).get("candidate")
    with parts.store.members_reading() as tx:
        changed = members.changed_since(tx, cursor, MEMBERS_AT_ONCE)
    if not changed:
        return 0
    numbers = sorted({number for _, number in changed})
    due: set[RecordId] = set()
    if not empty:
        near = matching.only(numbers)
        with parts.store.reading(tenant) as tx:
            for held in links.of_members(tx, numbers).values():
                due |= set(held)
            due |= _touched(tx, near)
    with parts.store.writing(tenant, actor="worker") as tx:
        outbox.add(tx, "refresh", sorted(due))
        members.set_member_cursor(tx, changed[-1][0])
    return len(changed)


def _touched(tx: TenantTx, near: Profiles) -> set[RecordId]:
    """Find the candidates that share a block with any of the changed members."""
    found: set[RecordId] = set()
    after: RecordId | None = None
    while batch := records.by_kind(tx, "candidate", after=after, limit=CANDIDATES_AT_ONCE):
        after = batch[-1].id
        people = [person_of_candidate(candidate_of(stored), stored.id) for stored in batch]
        found |= {RecordId(key) for key in near.touched(persons_table(people))}
    return found

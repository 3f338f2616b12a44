"""Turn changed members into candidates that are due: those linked to one, and those that may now match one."""

from collections.abc import Sequence

from entities.ids import RecordId, TenantKey
from entities.ids import Sequence as ChangeSequence
from matcher import Profiles, person_of_candidate, persons_table
from service.flows.gather import candidate_of
from service.flows.rematch import make_all_due
from service.matching import MemberProfiles
from service.wiring import Parts
from store import TenantTx, links, members, outbox, records

MEMBERS_LOOKED_UP = 2_000
CANDIDATES_AT_ONCE = 5_000


def catch_up(parts: Parts, tenant: TenantKey, matching: MemberProfiles) -> int:
    """Bring the tenant's cursor to the head of the members' change log; gives how many members it passed.

    The candidates due and the cursor's move are one transaction. Few changed members are looked up; after many, looking
    at each candidate once costs less than looking each of them up: then all candidates are due.
    """
    with parts.store.reading(tenant) as tx:
        cursor = members.member_cursor(tx)
        candidates = records.count_by_kind(tx).get("candidate", 0)
    with parts.store.members_reading() as tx:
        changed = members.changed_since(tx, cursor, MEMBERS_LOOKED_UP + 1)
        head = members.head(tx)
    if not changed:
        return 0
    if not candidates:
        _move(parts, tenant, [], head)
    elif len(changed) > MEMBERS_LOOKED_UP:
        make_all_due(parts, tenant)
        _move(parts, tenant, [], head)
    else:
        numbers = sorted({number for _, number in changed})
        near = matching.only(numbers)
        with parts.store.reading(tenant) as tx:
            due = {one for held in links.of_members(tx, numbers).values() for one in held} | _touched(tx, near)
        _move(parts, tenant, sorted(due), changed[-1][0])
    return len(changed)


def _move(parts: Parts, tenant: TenantKey, due: Sequence[RecordId], cursor: ChangeSequence) -> None:
    with parts.store.writing(tenant, actor="worker") as tx:
        outbox.add(tx, "refresh", due)
        members.set_member_cursor(tx, cursor)


def _touched(tx: TenantTx, near: Profiles) -> set[RecordId]:
    """Find the candidates that share a block with any of the changed members."""
    found: set[RecordId] = set()
    after: RecordId | None = None
    while batch := records.by_kind(tx, "candidate", after=after, limit=CANDIDATES_AT_ONCE):
        after = batch[-1].id
        people = [person_of_candidate(candidate_of(stored), stored.id) for stored in batch]
        found |= {RecordId(key) for key in near.touched(persons_table(people))}
    return found

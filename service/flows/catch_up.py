"""Turn changed members into candidates that are due: those linked to one, and those that may now match one."""

from collections.abc import Sequence

from entities.ids import RecordId, TenantKey
from entities.ids import Sequence as ChangeSequence
from matcher import Profiles, persons_table
from service.flows.people import stored_people
from service.flows.rematch import make_all_due
from service.matching import MemberProfiles
from service.wiring import Parts
from store import TenantTx, links, members, outbox, records

MEMBERS_LOOKED_UP = 2_000
CANDIDATES_AT_ONCE = 2_000


def catch_up(parts: Parts, tenant: TenantKey, matching: MemberProfiles) -> int:
    """Bring the tenant's cursor to where `matching` stands in the members' log; gives how many members it passed.

    No further: whoever is matched now doesn't meet a member that changed since. The candidates due and the cursor's
    move are one transaction. Few changed members are looked up; after many, looking at each candidate once costs less
    than looking each of them up: then all candidates are due.
    """
    with parts.store.reading(tenant) as tx:
        cursor = members.member_cursor(tx)
        candidates = records.count_by_kind(tx).get("candidate", 0)
    with parts.store.members_reading() as tx:
        changed = members.changed_since(tx, cursor, MEMBERS_LOOKED_UP + 1)
    changed = [(sequence, number) for sequence, number in changed if sequence <= matching.sequence]
    if not changed:
        return 0
    if not candidates:
        _move(parts, tenant, [], matching.sequence)
    elif len(changed) > MEMBERS_LOOKED_UP:
        make_all_due(parts, tenant)
        _move(parts, tenant, [], matching.sequence)
    else:
        numbers = sorted({number for _, number in changed})
        near = matching.only(numbers)
        with parts.store.reading(tenant) as tx:
            due = links.naming(tx, numbers) | _touched(tx, tenant, near)
        _move(parts, tenant, sorted(due), changed[-1][0])
    return len(changed)


def _move(parts: Parts, tenant: TenantKey, due: Sequence[RecordId], cursor: ChangeSequence) -> None:
    with parts.store.writing(tenant, actor="worker") as tx:
        outbox.add(tx, "refresh", due)
        members.set_member_cursor(tx, cursor)


def _touched(tx: TenantTx, tenant: TenantKey, near: Profiles) -> set[RecordId]:
    """Find the candidates that share a block with any of the changed members."""
    found: set[RecordId] = set()
    after: RecordId | None = None
    while batch := records.by_kind(tx, "candidate", after=after, limit=CANDIDATES_AT_ONCE):
        after = batch[-1].id
        people = persons_table(stored_people(tx, tenant, batch))
        found |= {RecordId(key) for key in near.touched(people)}
    return found

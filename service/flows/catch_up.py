"""Turn changed members into candidates that are due: those linked to one, and those that may now match one."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from entities.ids import RecordId, TenantKey
from entities.ids import Sequence as ChangeSequence
from matcher import KeyRuns, free_keys
from service.flows.rematch import make_all_due
from service.matching import MemberProfiles
from service.wiring import Parts
from store import TenantTx, meetings, members, outbox, progress

MEMBERS_LOOKED_UP = 20_000


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed in the members' log after one place, up to another: the keys under which candidates meet it.

    Without keys too many changed: looking at each candidate once costs less than finding out whom they concern.
    """

    after: ChangeSequence
    upto: ChangeSequence
    keys: npt.NDArray[np.uint64] | None


def changed_after(parts: Parts, after: ChangeSequence, matching: MemberProfiles) -> Delta:
    """Look up what changed after a place, up to where `matching` stands and no further: what it is now and was before.

    Whoever is matched now doesn't meet a member that changed since: who follows must not pass it. Who met a member as
    it was, and not as it is now, has one rival less.
    """
    with parts.store.members_reading() as tx:
        changed = members.changed_since(tx, after, MEMBERS_LOOKED_UP + 1)
        unknown = after < matching.trail and not members.only_added(tx, after, matching.trail)
    if len(changed) > MEMBERS_LOOKED_UP or unknown:
        return Delta(after, matching.sequence, None)
    numbers = sorted({number for sequence, number in changed if sequence <= matching.sequence})
    met = matching.profiles.keys_of(map(str, numbers))
    keys = np.sort(np.concatenate([met, matching.left_after(after), free_keys(numbers)]))
    return Delta(after, matching.sequence, keys[np.diff(keys, prepend=keys[:1] + np.uint64(1)) != 0])


def catch_up(parts: Parts, tenant: TenantKey, delta: Delta, runs: KeyRuns) -> int:
    """Make due whom the changes concern, given the tenant's keys; gives how many candidates.

    The candidates due and the cursor's move are one transaction. Where nobody is concerned nothing is written: the
    caller notes, for all such tenants at once, that they have followed.
    """
    if not len(runs):
        return 0
    if delta.keys is None:
        count = make_all_due(parts, tenant)
        with parts.store.writing(tenant, actor="worker") as tx:
            members.set_member_cursor(tx, delta.upto)
        return count
    touched = runs.touched(delta.keys)
    if not touched:
        return 0
    with parts.store.writing(tenant, actor="worker") as tx:
        due = meetings.known(tx, map(RecordId, touched))
        outbox.add(tx, "refresh", due)
        members.set_member_cursor(tx, delta.upto)
    return len(due)


def followed(parts: Parts, tx: TenantTx) -> ChangeSequence:
    """Read how far a tenant has followed the members' log: by its own cursor, or by what was noted for many."""
    with parts.store.control_reading() as shared:
        noted = progress.members_followed(shared).get(tx.tenant, ChangeSequence(0))
    return max(noted, members.member_cursor(tx))

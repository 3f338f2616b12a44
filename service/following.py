"""Turn the members' log into due candidates of every tenant that a change concerns; the others only move on."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from entities.ids import Sequence, TenantKey
from matcher import KeyRuns, key_form
from service.flows.catch_up import Delta, catch_up, changed_after, followed
from service.flows.meet import load_meetings, make_missing
from service.matching import MemberProfiles
from service.wiring import Parts
from store import control, progress

MOST_BYTES = 128_000_000  # of all tenants' keys in memory; those not looked at for longest are read again when needed
BEGINNING = Sequence(0)


@dataclass(slots=True)
class _Known:
    """One tenant's keys as of a change of its own, and whether more may have been kept since."""

    runs: KeyRuns = field(default_factory=KeyRuns)
    sequence: Sequence = BEGINNING
    stale: bool = True


class Following:
    """Keeps every tenant's place in the members' log; the worker asks it for what a moved head gives to do.

    The keys of each tenant stay in memory, so that a tenant that a batch of changes doesn't concern is not opened: all
    of those move on in one statement.
    """

    def __init__(self, parts: Parts, most: int = MOST_BYTES) -> None:
        self._parts = parts
        self._most = most
        self._form = key_form(parts.store.matching_secret())
        self._known: OrderedDict[TenantKey, _Known] = OrderedDict()
        self._head = Sequence(-1)
        self._behind: dict[TenantKey, Sequence] = {}  # tenants that haven't followed to the head, and from where
        self._passed: list[TenantKey] = []
        self._deltas: dict[Sequence, Delta] = {}

    def stir(self, tenant: TenantKey) -> None:
        """Hear that candidates of a tenant were linked anew."""
        if tenant in self._known:
            self._known[tenant].stale = True

    def pieces(self, matching: MemberProfiles) -> Iterator[Callable[[], int]]:
        """Give one piece of work for each tenant that is behind, and one that notes how far they have come."""
        if matching.sequence != self._head:
            self._look(matching.sequence)
        if not self._behind:
            return
        self._deltas.clear()
        for tenant in tuple(self._behind):
            yield partial(self._follow, tenant, matching)
        yield self._note

    def _look(self, head: Sequence) -> None:
        with self._parts.store.control_reading() as tx:
            noted = progress.members_followed(tx)
            tenants = [tenant.key for tenant in control.tenants(tx)]
        self._behind = {key: noted.get(key, BEGINNING) for key in tenants if noted.get(key, BEGINNING) < head}
        self._head = head

    def _follow(self, tenant: TenantKey, matching: MemberProfiles) -> int:
        known = self._known.setdefault(tenant, _Known())
        self._known.move_to_end(tenant)
        if known.stale:
            self._load(tenant, known)
        after = self._behind[tenant]
        count = 0
        if after < matching.sequence and len(known.runs):
            if after not in self._deltas:
                self._deltas[after] = changed_after(self._parts, after, matching)
            count = catch_up(self._parts, tenant, self._deltas[after], known.runs)
        del self._behind[tenant]
        self._passed.append(tenant)
        return count

    def _load(self, tenant: TenantKey, known: _Known) -> None:
        """Take in what was kept of a tenant since the last time, and read its own place in the log."""
        if known.sequence == BEGINNING:
            make_missing(self._parts, tenant)
        with self._parts.store.reading(tenant) as tx:
            known.sequence = load_meetings(tx, known.runs, known.sequence, self._form)
            self._behind[tenant] = max(self._behind[tenant], followed(self._parts, tx))
        known.stale = False
        while sum(one.runs.size for one in self._known.values()) > self._most and len(self._known) > 1:
            self._known.popitem(last=False)

    def _note(self) -> int:
        with self._parts.store.control_writing() as tx:
            progress.note_followed(tx, self._passed, self._head)
        self._passed.clear()
        return 0

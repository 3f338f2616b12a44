"""Turn due work into done work: the one process that owns index writers and the matcher's state."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from entities.errors import TalentjoinError
from entities.ids import TenantKey
from service.flows.alert import reset_alarm, run_due
from service.flows.index import index_members, index_tenant
from service.flows.parse import Parser
from service.flows.refresh import refresh
from service.flows.rematch import Course, begin, order
from service.flows.weigh import has_old_weights, has_weights, weigh
from service.following import Following
from service.matching import MemberProfiles
from service.reconciling import Reconciling
from service.reparsing import Reparsing
from service.report import Report, silent
from service.wiring import Parts
from store import control, jobs, outbox, progress, watches

IDLE_SECONDS = 0.2
SWEEP_SECONDS = 300.0
WEIGH_FROM = 500  # due candidates from which a tenant without weights gets its own first
JOB_LEASES = 5  # estimating weights takes longer than a batch

Piece = Callable[[], int]


class Worker:
    """Drains tenants: members first, then jobs, candidates and documents, in batches and fairly.

    A piece of work that fails keeps no other piece, and no other tenant, waiting.
    """

    def __init__(self, parts: Parts, parser: Parser, report: Report = silent) -> None:
        self._parts = parts
        self._parser = parser
        self._report = report
        self._matching = MemberProfiles(parts, report)
        self._following = Following(parts)
        self._reconciling = Reconciling(parts)
        self._reparsing = Reparsing(parts)
        self._courses: dict[TenantKey, Iterator[Course]] = {}  # re-matching that has begun here
        self._weighed: set[TenantKey] = set()  # whom weights of their own were looked for
        self._done: dict[str, int] = {}

    def drain(self) -> int:
        """Work until nothing more can be done now; gives how many pieces of work were done.

        Raises:
            TalentjoinError: the first failure, once all else is done; its work stays due, and nothing was half done.

        """
        _, failed = _tried(self._sweep())
        count = 0
        while True:
            done, error = _tried(self._pieces())
            count, failed = count + done, failed or error
            if not done and (error is not None or not self._reparsing.step()):
                break
        if failed is not None:
            raise failed
        return count

    def run(
        self,
        stop: threading.Event,
        failed: Callable[[TalentjoinError], None],
        rest: Callable[[float], object] | None = None,
    ) -> None:
        """Work until told to stop; a failure is reported, and the work tried again after a pause.

        `rest` waits at most so many seconds, less where it hears of new work or of the end; it may set `stop`, and is
        asked between rounds of work too.
        """
        rest = rest or stop.wait
        waited = SWEEP_SECONDS
        while not stop.is_set():
            if waited >= SWEEP_SECONDS:
                waited = 0.0
                _tell(_tried(self._sweep())[1], failed)
            done, error = _tried(piece for piece in self._pieces() if not stop.is_set())
            _tell(error, failed)
            idle = IDLE_SECONDS if error is not None or not done else 0.0
            if idle and error is None and not stop.is_set() and self._use_idle_time(failed):
                idle = 0.0
            rest(idle)
            waited += idle

    def _use_idle_time(self, failed: Callable[[TalentjoinError], None]) -> bool:
        """Order files anew that an older parser read, else compare an index with its store; tells if there is more."""
        try:
            return bool(self._reparsing.step()) or self._reconciling.step()
        except (TalentjoinError, OSError) as error:
            failed(_typed(error))
            return False

    def _sweep(self) -> Iterator[Piece]:
        """Mark tenants whose work would otherwise not be seen; the dirty rows alone find it in between."""
        for tenant in self._tenants():
            yield partial(self._mark, tenant)

    def _mark(self, tenant: TenantKey) -> int:
        with self._parts.store.writing(tenant, actor="worker") as tx:
            if outbox.depth(tx) or jobs.listing(tx, limit=1):
                tx.mark_dirty()
            if watches.next_due(tx) is not None:
                reset_alarm(self._parts, tx)
            if has_old_weights(tx):
                order(tx)
        return 0

    def _pieces(self) -> Iterator[Piece]:
        """Give one batch of everything that is due, each looked for only once those before it are done."""
        yield lambda: self._counted("index members", index_members(self._parts))
        self._matching.refresh()  # where this fails nobody is linked: who isn't known can't be met
        yield from self._following.pieces(self._matching)
        with self._parts.store.control_reading() as tx:
            dirty = control.dirty_tenants(tx)
            alarmed = progress.alarms(tx)
        for tenant in dirty:
            yield partial(self._job, tenant)
            yield partial(self._refresh, tenant)
            yield partial(self._index, tenant)
            yield partial(self._clear, tenant)
        for tenant in alarmed:
            yield partial(self._alert, tenant)
        yield self._matching.tidy

    def _job(self, tenant: TenantKey) -> int:
        """Do the next step of re-matching, so that no other tenant waits for all of it."""
        lease = timedelta(seconds=JOB_LEASES * self._parts.settings.lease_seconds)
        steps = self._courses.pop(tenant, None) or begin(self._parts, tenant, self._matching, lease=lease)
        if steps is None:
            return 0
        course = next(steps, None)
        if course is not None:
            self._courses[tenant] = steps
            self._report("re-match", course.done.get("done", 0), course.done.get("total"))
            self._following.stir(tenant)
        return 1

    def _refresh(self, tenant: TenantKey) -> int:
        with self._parts.store.reading(tenant) as tx:
            due = outbox.depth(tx).get("refresh", 0)
        if due >= WEIGH_FROM and tenant not in self._weighed and not has_weights(self._parts, tenant):
            self._weighed.add(tenant)
            weigh(self._parts, tenant, self._matching)
        count = refresh(self._parts, tenant, self._matching, self._parser)
        if count:
            self._following.stir(tenant)
        return self._counted("link and project", count)

    def _index(self, tenant: TenantKey) -> int:
        return self._counted("index people", index_tenant(self._parts, tenant))

    def _alert(self, tenant: TenantKey) -> int:
        return self._counted("run searches", run_due(self._parts, tenant))

    def _clear(self, tenant: TenantKey) -> int:
        with self._parts.store.reading(tenant) as tx:
            left = bool(outbox.depth(tx) or jobs.listing(tx, limit=1))
        if not left:
            control.clear_dirty(self._parts.store, tenant)
        return 0

    def _tenants(self) -> list[TenantKey]:
        with self._parts.store.control_reading() as tx:
            return [tenant.key for tenant in control.tenants(tx)]

    def _counted(self, stage: str, count: int) -> int:
        if count:
            self._done[stage] = self._done.get(stage, 0) + count
            self._report(stage, self._done[stage], None)
        return count


def _tried(pieces: Iterator[Piece]) -> tuple[int, TalentjoinError | None]:
    """Do piece after piece, whatever fails; gives how much was done and the first failure."""
    count = 0
    failed: TalentjoinError | None = None
    try:
        for piece in pieces:
            try:
                count += piece()
            except (TalentjoinError, OSError) as error:
                failed = failed or _typed(error)
    except (TalentjoinError, OSError) as error:  # not even the list of what is due could be read
        failed = failed or _typed(error)
    return count, failed


def _typed(error: TalentjoinError | OSError) -> TalentjoinError:
    if isinstance(error, TalentjoinError):
        return error
    return TalentjoinError(f"the machine failed: {os.strerror(error.errno or 0)}")


def _tell(error: TalentjoinError | None, failed: Callable[[TalentjoinError], None]) -> None:
    if error is not None:
        failed(error)

"""Turn due work into done work: the one process that owns index writers and the matcher's state."""

import threading
from collections.abc import Callable
from datetime import timedelta

from entities.errors import TalentjoinError
from entities.ids import TenantKey
from service.flows.catch_up import catch_up
from service.flows.index import index_members, index_tenant
from service.flows.parse import Parser
from service.flows.refresh import refresh
from service.flows.rematch import JOB, make_all_due
from service.flows.weigh import has_weights, weigh
from service.matching import MemberProfiles
from service.report import Report, silent
from service.wiring import Parts
from store import control, jobs, outbox

IDLE_SECONDS = 0.2
SWEEP_SECONDS = 300.0
WEIGH_FROM = 500  # due candidates from which a tenant without weights gets its own first


class Worker:
    """Drains tenants: members first, then jobs, candidates and documents, in batches and fairly."""

    def __init__(self, parts: Parts, parser: Parser, report: Report = silent) -> None:
        self._parts = parts
        self._parser = parser
        self._report = report
        self._matching = MemberProfiles(parts)
        self._members_seen = -1
        self._done: dict[str, int] = {}

    def drain(self) -> int:
        """Work until nothing is due; gives how many pieces of work were done.

        Raises:
            TalentjoinError: a piece failed; it stays due, and nothing of it was half done.

        """
        count = 0
        self._sweep()
        while step := self._step():
            count += step
        return count

    def run(self, stop: threading.Event, failed: Callable[[TalentjoinError], None]) -> None:
        """Work until told to stop; a failure is reported, and the work tried again after a pause."""
        waited = SWEEP_SECONDS
        while not stop.is_set():
            try:
                if waited >= SWEEP_SECONDS:
                    self._sweep()
                    waited = 0.0
                busy = self._step()
            except TalentjoinError as error:
                failed(error)
                busy = 0
            if not busy:
                stop.wait(IDLE_SECONDS)
                waited += IDLE_SECONDS

    def _sweep(self) -> None:
        """Mark tenants whose work would otherwise not be seen; the dirty rows alone find it in between."""
        with self._parts.store.control_reading() as tx:
            tenants = [tenant.key for tenant in control.tenants(tx)]
        for tenant in tenants:
            with self._parts.store.writing(tenant, actor="worker") as tx:
                if outbox.depth(tx) or jobs.listing(tx, limit=1):
                    tx.mark_dirty()

    def _step(self) -> int:
        count = self._counted("index members", index_members(self._parts))
        count += self._follow_members()
        with self._parts.store.control_reading() as tx:
            dirty = control.dirty_tenants(tx)
        for tenant in dirty:
            count += self._tenant(tenant)
        return count

    def _follow_members(self) -> int:
        """Bring every tenant's cursor to the head of the members' change log, when the head has moved."""
        self._matching.refresh()
        head = self._matching.sequence
        if head == self._members_seen:
            return 0
        with self._parts.store.control_reading() as tx:
            tenants = [tenant.key for tenant in control.tenants(tx)]
        count = 0
        for tenant in tenants:
            while moved := catch_up(self._parts, tenant, self._matching):
                count += moved
        self._members_seen = head
        return count

    def _tenant(self, tenant: TenantKey) -> int:
        count = self._jobs(tenant)
        with self._parts.store.reading(tenant) as tx:
            due = outbox.depth(tx).get("refresh", 0)
        if due >= WEIGH_FROM and not has_weights(self._parts, tenant):
            weigh(self._parts, tenant, self._matching)
        count += self._counted("link and project", refresh(self._parts, tenant, self._matching, self._parser))
        count += self._counted("index people", index_tenant(self._parts, tenant))
        if not count:
            control.clear_dirty(self._parts.store, tenant)
        return count

    def _jobs(self, tenant: TenantKey) -> int:
        with self._parts.store.writing(tenant, actor="worker") as tx:
            job = jobs.claim(tx, lease=timedelta(seconds=self._parts.settings.lease_seconds), kinds=[JOB])
        if job is None:
            return 0
        weigh(self._parts, tenant, self._matching)
        make_all_due(self._parts, tenant)
        with self._parts.store.writing(tenant, actor="worker") as tx:
            jobs.finish(tx, job)
        return 1

    def _counted(self, stage: str, count: int) -> int:
        if count:
            self._done[stage] = self._done.get(stage, 0) + count
            self._report(stage, self._done[stage], None)
        return count

"""Turn the parts into what every request is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastapi import Request

from service.http.caller import Caller, Viewer, the_viewer
from service.http.cursors import Seal
from service.http.disk import Disk
from service.http.failures import Failures
from service.http.limits import Limits
from service.http.metrics import Metrics
from service.http.phase import Phase
from service.http.ranked_lists import RankedLists
from service.http.reads import ReadLog, Seen, as_ids
from service.http.running import Running
from service.http.standing import Standings
from service.http.tokens import TokenKeys
from service.http.waiting import Waits
from service.wiring import Parts
from store import TenantTx

if TYPE_CHECKING:
    from entities.ids import InstanceId, TenantKey
    from service.http.bulk import Order
    from service.http.effects import Answer


def no_worker() -> None:
    """Wake nobody: whoever is the worker looks for work by itself five times a second."""


@dataclass(frozen=True, slots=True)
class Service:
    """What lives as long as the process; `app.state.service` holds it."""

    parts: Parts
    tokens: TokenKeys
    reads: ReadLog
    standings: Standings
    failures: Failures
    seal: Seal
    waits: Waits
    limits: Limits
    disk: Disk
    running: Running = field(default_factory=Running)
    lists: RankedLists = field(default_factory=RankedLists)
    phase: Phase = field(default_factory=Phase)
    metrics: Metrics = field(default_factory=Metrics)
    waker: Callable[[], None] = no_worker
    lane: "Callable[[Order], Answer] | None" = None  # who stores bulk orders; without one the request's own thread does

    def wake(self) -> None:
        """Let the worker look for work now; never waits, never fails. To be called after a commit that made work."""
        self.waker()


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated request; `named` is the seat that the header Viewer names."""

    service: Service
    caller: Caller
    request_id: str
    named: str | None

    @property
    def parts(self) -> Parts:
        """Give the parts that flows work with."""
        return self.service.parts

    @property
    def tenant(self) -> "TenantKey":
        """Give the tenant of the token."""
        return self.caller.tenant

    @property
    def instance(self) -> "InstanceId":
        """Give the instance of the token."""
        return self.caller.instance

    def viewer(self, tx: TenantTx) -> Viewer:
        """Find who looks; raises ViewerNeeded or NotFound."""
        return the_viewer(tx, self.caller, self.named)

    def saw(self, kind: str, ids: Sequence[str]) -> None:
        """Note in the tenant's trail that the caller read personal data of these records or persons."""
        self.service.reads.add(
            Seen(
                self.tenant,
                self.caller.client,
                self.named or "",
                kind,
                as_ids(ids),
                self.request_id,
                self.parts.clock(),
                self.caller.reason,
            )
        )


def the_service(request: Request) -> Service:
    """Give the service that a request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service

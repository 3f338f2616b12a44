"""Turn the parts into what every request is given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastapi import Request

from service.http.disk import Disk
from service.http.failures import Failures
from service.http.limits import Limits
from service.http.metrics import Metrics
from service.http.phase import Phase
from service.http.ranked_lists import RankedLists
from service.http.reads import ReadLog
from service.http.running import Running
from service.http.seal import Seal
from service.http.standing import Standings
from service.http.tokens import TokenKeys
from service.http.turns import Turns
from service.http.waiting import Waits
from service.wiring import Parts

if TYPE_CHECKING:
    from service.http.answered import Answer
    from service.http.bulk import Order


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
    turns: Turns = field(default_factory=Turns)
    lists: RankedLists = field(default_factory=RankedLists)
    phase: Phase = field(default_factory=Phase)
    metrics: Metrics = field(default_factory=Metrics)
    waker: Callable[[], None] = no_worker
    lane: "Callable[[Order], Answer] | None" = None  # who stores bulk orders; without one the request's own thread does

    def wake(self) -> None:
        """Let the worker look for work now; never waits, never fails. To be called after a commit that made work."""
        self.waker()


def the_service(request: Request) -> Service:
    """Give the service that a request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service

"""Turn what requests and the worker did into Prometheus metrics; no label names a tenant or a person."""

from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING

from prometheus_client import (
    GC_COLLECTOR,
    PLATFORM_COLLECTOR,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from entities.errors import TalentjoinError
from store import Store, control, outbox, progress

if TYPE_CHECKING:
    from service.http.disk import Disk
    from service.http.phase import Phase
    from service.wiring import Parts

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # upper ends of the histogram's buckets
TENANTS_LOOKED_AT = 200  # dirty ones whose outbox is looked at in one scrape


class Metrics:
    """Counts requests by route template and class, and asks the rest when it is scraped."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "talentjoin_requests", "Requests answered.", ("route", "limit", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "talentjoin_request_seconds",
            "Time from a request's head to the end of its answer.",
            ("route", "limit"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.under_way = Gauge("talentjoin_requests_under_way", "Requests under way.", registry=self.registry)
        ProcessCollector(registry=self.registry)
        for known in (GC_COLLECTOR, PLATFORM_COLLECTOR):
            self.registry.register(known)

    def answered(self, route: str, limit: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(route, limit, str(status)).inc()
        self._seconds.labels(route, limit).observe(seconds)

    def text(self) -> bytes:
        """Give everything in Prometheus' text form."""
        return generate_latest(self.registry)

    def watch(self, parts: "Parts", phase: "Phase", disk: "Disk") -> None:
        """Tell of worker, outbox and disk too, from now on."""
        self.registry.register(Standstill(parts, phase, disk))


class Standstill(Collector):
    """What is looked up at each scrape: how the worker is, and how long the oldest work has waited."""

    def __init__(self, parts: "Parts", phase: "Phase", disk: "Disk") -> None:
        self._parts = parts
        self._phase = phase
        self._disk = disk

    def describe(self) -> Iterable[Metric]:
        """Name nothing beforehand, so that registering looks nothing up."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Look."""
        yield _gauge("talentjoin_info", "The running version.", 1, ("version", version("talentjoin")))
        worker = self._phase.worker()
        yield _gauge("talentjoin_worker_up", "Whether a worker runs.", float(worker.well), ("state", worker.state))
        yield _gauge("talentjoin_worker_restarts", "Times the worker had to be started anew.", worker.restarts)
        yield _gauge("talentjoin_disk_free_bytes", "Free bytes where the data folder lies.", self._disk.free())
        yield from self._compared()
        yield from self._asked("talentjoin_outbox_age_seconds", "Age of the oldest work that waits.", self._age)

    def _asked(self, name: str, says: str, ask: Callable[[], float]) -> Iterable[Metric]:
        try:
            yield _gauge(name, says, ask())
        except TalentjoinError:
            return  # a metric that is missing can be alerted on; one that lies can't

    def _compared(self) -> Iterable[Metric]:
        """Tell what came of comparing indices with the store, over all of them."""
        try:
            with self._parts.store.control_reading() as tx:
                found = list(progress.reconciliations(tx).values())
        except TalentjoinError:
            return
        differences, repaired = (sum(getattr(one, name) for one in found) for name in ("differences", "repaired"))
        yield _gauge(
            "talentjoin_index_differences", "Documents that differed from the store when last compared.", differences
        )
        yield _gauge("talentjoin_index_repaired", "How many of them were written to the index anew.", repaired)
        if found:
            oldest = (self._parts.clock() - min(one.at for one in found)).total_seconds()
            yield _gauge(
                "talentjoin_index_compared_age_seconds",
                "Time since the index unseen for longest was compared.",
                max(0.0, oldest),
            )

    def _age(self) -> float:
        """Give the seconds that the oldest live outbox row of any dirty tenant, or of the members, has waited."""
        store: Store = self._parts.store
        with store.members_reading() as members:
            found = [outbox.oldest(members)]
        with store.control_reading() as tx:
            dirty = control.dirty_tenants(tx)
        for tenant in dirty[:TENANTS_LOOKED_AT]:
            with store.reading(tenant) as held:
                found.append(outbox.oldest(held))
        since = min((one for one in found if one is not None), default=None)
        return 0.0 if since is None else max(0.0, (self._parts.clock() - since).total_seconds())


def _gauge(name: str, says: str, value: float, *labels: tuple[str, str]) -> Metric:
    family = GaugeMetricFamily(name, says, labels=[key for key, _ in labels])
    family.add_metric([shown for _, shown in labels], value)
    return family

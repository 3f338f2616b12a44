"""Turn the worker's idle moments into comparisons of every index with its store, a little at a time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from entities.ids import TenantKey
from service.flows.reconcile import Reconciled, Steps, reconcile
from service.telemetry import get_log
from service.wiring import Parts
from store import control, progress

log = get_log()

NIGHT = timedelta(hours=2)  # every index is compared once between two such times of day, UTC
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LOOK_EVERY = timedelta(minutes=1)
HOURS_A_DAY = 24


def due_indices(now: datetime, last: Mapping[TenantKey, datetime | None]) -> list[TenantKey]:
    """Name the indices to compare now, the longest unseen first: each once a night, and every hour some of them again.

    `last` is when each was compared. An hour's sample is a twenty-fourth of them.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    night = midnight + NIGHT if now >= midnight + NIGHT else midnight + NIGHT - DAY
    hour = now.replace(minute=0, second=0, microsecond=0)
    times = {key: at for key, at in last.items() if at is not None}
    order = sorted(last, key=lambda key: (key in times, times.get(key, now), key))
    sample = -(-len(order) // HOURS_A_DAY) - sum(at >= hour for at in times.values())
    full = sum(key not in times or times[key] < night for key in order)
    return order[: max(full, sample, 0)]


class Reconciling:
    """Keeps one comparison under way, and knows which comes next; what differs is mended."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._steps: Steps | None = None
        self._key = progress.MEMBERS
        self._due: Sequence[TenantKey] = ()
        self._looked: datetime | None = None
        self._failed: dict[TenantKey, datetime] = {}  # what couldn't be compared is left alone for an hour

    def step(self) -> bool:
        """Do a little; tells whether there is more to do now.

        Raises:
            TalentjoinError: the index or its store can't be read; the others are gone on with.

        """
        now = self._parts.clock()
        if self._steps is None and not self._begin(now):
            return False
        assert self._steps is not None
        try:
            next(self._steps)
        except StopIteration as end:
            self._steps = None
            _tell(self._key, end.value)
        except Exception:
            self._steps = None
            self._failed[self._key] = now
            raise
        return True

    def _begin(self, now: datetime) -> bool:
        if not self._due and (self._looked is None or now - self._looked >= LOOK_EVERY):
            self._looked, self._due = now, self._look(now)
        if not self._due:
            return False
        self._key, *self._due = self._due
        self._steps = reconcile(self._parts, self._key or None, repair=True)
        return True

    def _look(self, now: datetime) -> Sequence[TenantKey]:
        with self._parts.store.control_reading() as tx:
            known = progress.reconciliations(tx)
            keys = [progress.MEMBERS, *(tenant.key for tenant in control.tenants(tx))]
        due = due_indices(now, {key: known[key].at if key in known else None for key in keys})
        return [key for key in due if key not in self._failed or now - self._failed[key] >= HOUR]


def _tell(key: TenantKey, result: Reconciled) -> None:
    say: Callable[..., object] = log.warning if result.differences else log.info
    say("index.reconciled", tenant=key, documents=result.documents, differences=result.differences)

"""Turn the lease table's promises into checks against an obvious model."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from entities.errors import LeaseLost, NotFound, StoreError
from entities.ids import TenantKey
from store import Store, control, jobs
from tests.store.conftest import START, Clock

SHARED_STORE = True
LEASE = timedelta(seconds=10)
KINDS = count()


def second(number: float) -> timedelta:
    return timedelta(seconds=number)


def take(store: Store, tenant: TenantKey, lease: timedelta = LEASE) -> jobs.Job | None:
    with store.writing(tenant, actor="worker") as tx:
        return jobs.claim(tx, lease=lease)


def put(store: Store, tenant: TenantKey, key: str = "k", **more: Any) -> int:
    with store.writing(tenant, actor="api") as tx:
        return jobs.enqueue(tx, "link", key, **more)


def state_of(store: Store, tenant: TenantKey, number: int) -> str:
    with store.reading(tenant) as tx:
        job = jobs.get(tx, number)
    assert job is not None
    return job.state


@dataclass
class Row:
    number: int
    key: str
    priority: int
    run_after: datetime
    added_at: datetime
    state: str = "waiting"
    lease_until: datetime | None = None
    fence: int = 0
    attempts: int = 0


class Model:
    """The lease table as one would explain it."""

    def __init__(self, most: int) -> None:
        self.rows: list[Row] = []
        self.most = most
        self.fences = 0

    def of(self, key: str, state: str) -> Row | None:
        return next((row for row in self.rows if (row.key, row.state) == (key, state)), None)

    def enqueue(self, key: str, priority: int, run_after: datetime, now: datetime) -> None:
        waiting = self.of(key, "waiting")
        if waiting is None:
            self.rows.append(Row(len(self.rows), key, priority, run_after, now))
        else:
            waiting.priority = max(waiting.priority, priority)
            waiting.run_after = min(waiting.run_after, run_after)

    def claim(self, now: datetime, lease: timedelta) -> Row | None:
        takeable = [
            row
            for row in self.rows
            if (row.state == "waiting" and row.run_after <= now and not self.of(row.key, "running"))
            or (row.state == "running" and row.lease_until is not None and row.lease_until <= now)
        ]
        for row in sorted(takeable, key=lambda row: (-row.priority, row.added_at, row.number)):
            if row.attempts >= self.most:
                row.state = "buried"
                continue
            row.state, row.attempts, row.lease_until = "running", row.attempts + 1, now + lease
            self.fences += 1
            row.fence = self.fences
            return row
        return None

    def held(self, held: tuple[int, int], now: datetime) -> Row | None:
        """Find the row that a claim (number, place among the claims) still holds."""
        row = self.rows[held[0]]
        alive = row.state == "running" and row.fence == held[1] and row.lease_until is not None
        return row if alive and row.lease_until > now else None  # type: ignore[operator] # not None: alive

    def fail(self, row: Row, now: datetime) -> None:
        due = now + second(jobs.BACKOFF_SECONDS[row.attempts - 1])
        twin = self.of(row.key, "waiting")
        if row.attempts >= self.most:
            row.state = "buried"
        elif twin is None:
            row.state, row.run_after = "waiting", due
        else:
            row.state = "failed"
            twin.attempts, twin.run_after = max(twin.attempts, row.attempts), max(twin.run_after, due)


STEP = st.one_of(
    st.tuples(st.just("enqueue"), st.sampled_from("abc"), st.integers(0, 2), st.integers(0, 8)),
    st.tuples(st.just("claim"), st.integers(1, 12)),
    st.tuples(st.just("claim"), st.integers(1, 12)),
    st.tuples(st.just("wait"), st.integers(1, 12)),
    st.tuples(st.sampled_from(["finish", "fail", "fail", "renew", "bury"]), st.integers(0, 9)),
)
CRASHES: list[tuple[Any, ...]] = [("enqueue", "a", 0, 0), *[("claim", 1), ("wait", 5)] * 4, ("claim", 1)]
TWINS: list[tuple[Any, ...]] = [
    *[("enqueue", "a", 0, 0), ("claim", 9), ("enqueue", "a", 1, 0), ("fail", 0), ("claim", 9), ("wait", 3)],
    *[("claim", 9), ("fail", 0), ("claim", 9), ("finish", 0), ("enqueue", "a", 0, 0), ("claim", 3), ("finish", 0)],
]


@given(steps=st.lists(STEP, min_size=5, max_size=40))
@example(steps=CRASHES)
@example(steps=TWINS)
@settings(max_examples=25)
def test_any_run_of_the_lease_table_is_the_models(
    store: Store, tenant: TenantKey, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[Any, ...]]
) -> None:
    monkeypatch.setattr(jobs, "ATTEMPTS_MOST", 3)
    model, kind = Model(3), f"kind {next(KINDS)}"
    claims: list[tuple[jobs.Job, tuple[int, int]]] = []
    numbers: dict[int, int] = {}
    with store.writing(tenant, actor="test") as tx:
        tx.now = START
        for name, *given in steps:
            if name == "wait":
                tx.now += second(given[0])
            elif name == "enqueue":
                key, priority, delay = given
                number = jobs.enqueue(tx, kind, key, priority=priority, run_after=tx.now + second(delay))
                model.enqueue(key, priority, tx.now + second(delay), tx.now)
                numbers.setdefault(number, len(numbers))
            elif name == "claim":
                job, row = jobs.claim(tx, lease=second(given[0]), kinds=[kind]), model.claim(tx.now, second(given[0]))
                assert (job is None) == (row is None)
                if job is not None and row is not None:
                    assert numbers[job.number] == row.number
                    assert all(job.fence > earlier.fence for earlier, _ in claims)
                    claims.append((job, (row.number, row.fence)))
            elif claims:
                _act(tx, model, name, claims, -1 - given[0] % len(claims))
            _compare(jobs.listing(tx, states=ALL, limit=1000), model, kind, numbers)


ALL: tuple[jobs.State, ...] = ("waiting", "running", "done", "failed", "buried")


def _act(tx: Any, model: Model, name: str, claims: list[tuple[jobs.Job, tuple[int, int]]], place: int) -> None:
    """Let a worker, perhaps one that lost its lease long ago, end or renew its job."""
    job, held = claims[place]
    row = model.held(held, tx.now)
    verbs: dict[str, Callable[[], Any]] = {
        "finish": lambda: jobs.finish(tx, job),
        "fail": lambda: jobs.fail(tx, job, "broken"),
        "bury": lambda: jobs.bury(tx, job, "broken"),
        "renew": lambda: jobs.renew(tx, job, lease=LEASE),
    }
    if row is None:
        with pytest.raises(LeaseLost):
            verbs[name]()
        return
    after = verbs[name]()
    if name == "renew":
        row.lease_until = tx.now + LEASE
        claims[place] = (after, held)
    elif name == "fail":
        model.fail(row, tx.now)
        assert after == row.state
    else:
        row.state = {"finish": "done", "bury": "buried"}[name]


def _compare(found: list[jobs.Job], model: Model, kind: str, numbers: dict[int, int]) -> None:
    mine = {numbers[job.number]: job for job in found if job.kind == kind}
    assert {number: (job.key, job.state, job.attempts, job.priority) for number, job in mine.items()} == {
        row.number: (row.key, row.state, row.attempts, row.priority) for row in model.rows
    }
    waiting = {number: job.run_after for number, job in mine.items() if job.state == "waiting"}
    assert waiting == {row.number: row.run_after for row in model.rows if row.state == "waiting"}
    per_key = Counter((job.key, job.state) for job in mine.values())
    assert all(per_key[key, state] <= 1 for key, state in product("abc", jobs.LIVE))


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_the_schema_itself_refuses_a_second_row(store: Store, tenant: TenantKey, state: str) -> None:
    row = {"kind": "link", "key": "k", "state": state, "run_after": START, "added_at": START}
    with pytest.raises(StoreError), store.writing(tenant, actor="test") as tx:
        tx.execute(tx.insert(tx.job), [{**row, "number": 1}, {**row, "number": 2}])
    with store.writing(tenant, actor="test") as tx:
        other = {**row, "key": "other"}
        tx.execute(tx.insert(tx.job), [{**row, "number": 1}, {**other, "number": 2}])


def test_a_worker_paused_beyond_its_lease_changes_nothing(store: Store, tenant: TenantKey, clock: Clock) -> None:
    number = put(store, tenant)
    paused = take(store, tenant)
    assert paused is not None
    clock.forward(seconds=10)
    with pytest.raises(LeaseLost), store.writing(tenant, actor="worker") as tx:
        jobs.finish(tx, paused)  # nobody took it over yet, but somebody may at any moment
    other = take(store, tenant)
    assert other is not None
    assert (other.number, other.attempts) == (number, 2)
    assert other.fence > paused.fence
    for late in (jobs.finish, jobs.check):
        with pytest.raises(LeaseLost), store.writing(tenant, actor="worker") as tx:
            late(tx, paused)
    assert state_of(store, tenant, number) == "running"
    with store.writing(tenant, actor="worker") as tx:
        jobs.finish(tx, other)
    assert state_of(store, tenant, number) == "done"


def test_work_of_a_lost_lease_is_rolled_back(store: Store, tenant: TenantKey, clock: Clock) -> None:
    put(store, tenant)
    job = take(store, tenant)
    assert job is not None
    clock.forward(seconds=11)

    def write() -> None:
        with store.writing(tenant, actor="worker") as tx:
            jobs.enqueue(tx, "link", "work of the one who lost")
            jobs.check(tx, job)

    with pytest.raises(LeaseLost):
        write()
    with store.reading(tenant) as tx:
        assert [one.key for one in jobs.listing(tx)] == ["k"]


def test_progress_is_kept_with_the_lease(store: Store, tenant: TenantKey, clock: Clock) -> None:
    number = put(store, tenant)
    job = take(store, tenant)
    assert job is not None
    clock.forward(seconds=9)
    with store.writing(tenant, actor="worker") as tx:
        job = jobs.renew(tx, job, lease=LEASE, progress={"read": 500})
    clock.forward(seconds=9)
    assert take(store, tenant) is None
    with store.reading(tenant) as tx:
        kept = jobs.get(tx, number)
    assert kept == job
    assert kept is not None
    assert kept.progress == {"read": 500}


def test_higher_priority_goes_first_then_the_oldest(store: Store, tenant: TenantKey, clock: Clock) -> None:
    for key, priority in [("old", 0), ("urgent", 5), ("young", 0)]:
        put(store, tenant, key, priority=priority)
        clock.forward(seconds=1)
    put(store, tenant, "later", priority=9, run_after=clock.now + second(1))
    taken = [take(store, tenant) for _ in range(4)]
    assert [job and job.key for job in taken] == ["urgent", "old", "young", None]


def test_work_that_must_wait_hides_none_that_need_not(store: Store, tenant: TenantKey) -> None:
    for key in ("a", "b", "a", "b", "c"):
        put(store, tenant, key, priority=9 if key != "c" else 0)
        if key != "c":
            take(store, tenant)
    job = take(store, tenant)
    assert job is not None
    assert job.key == "c"


@pytest.mark.parametrize(("waits", "due"), [(0, 1), (50, 50)])
def test_failed_work_leaves_its_wait_to_the_same_work_queued_since(
    store: Store, tenant: TenantKey, clock: Clock, waits: float, due: float
) -> None:
    first = put(store, tenant)
    job = take(store, tenant)
    assert job is not None
    later = put(store, tenant, run_after=clock.now + second(waits))
    with store.writing(tenant, actor="worker") as tx:
        assert jobs.fail(tx, job, "engine_down") == "failed"
    with store.reading(tenant) as tx:
        failed, twin = jobs.get(tx, first), jobs.get(tx, later)
    assert failed is not None
    assert (failed.state, failed.code, failed.lease_until) == ("failed", "engine_down", None)
    assert twin is not None
    assert (twin.state, twin.attempts, twin.run_after) == ("waiting", 1, clock.now + second(due))


def test_only_the_asked_kinds_are_claimed(store: Store, tenant: TenantKey) -> None:
    put(store, tenant)
    with store.writing(tenant, actor="worker") as tx:
        assert jobs.claim(tx, lease=LEASE, kinds=["pull"]) is None
        assert jobs.claim(tx, lease=LEASE, kinds=["pull", "link"]) is not None


def test_each_failure_waits_longer_until_the_job_is_buried(store: Store, tenant: TenantKey, clock: Clock) -> None:
    number = put(store, tenant)
    for place in range(jobs.ATTEMPTS_MOST):
        job = take(store, tenant)
        assert job is not None
        with store.writing(tenant, actor="worker") as tx:
            after = jobs.fail(tx, job, "engine_down")
        if place < jobs.ATTEMPTS_MOST - 1:
            assert after == "waiting"
            clock.forward(seconds=jobs.BACKOFF_SECONDS[place] - 1)
            assert take(store, tenant) is None
            clock.forward(seconds=1)
    with store.reading(tenant) as tx:
        buried = jobs.get(tx, number)
    assert buried is not None
    assert (after, buried.state, buried.code, buried.ended_at) == ("buried", "buried", "engine_down", clock.now)
    with store.writing(tenant, actor="admin") as tx:
        again = jobs.retry(tx, number)
    taken = take(store, tenant)
    assert taken is not None
    assert (taken.number, taken.attempts) == (again, 1)


def test_only_what_ended_badly_is_retried_by_hand(store: Store, tenant: TenantKey) -> None:
    number = put(store, tenant)
    for wanted in (number, 999):
        with pytest.raises(NotFound), store.writing(tenant, actor="admin") as tx:
            jobs.retry(tx, wanted)


def test_ended_jobs_are_forgotten_in_time(store: Store, tenant: TenantKey, clock: Clock) -> None:
    put(store, tenant, "ends")
    put(store, tenant, "stays", priority=-1)
    job = take(store, tenant)
    assert job is not None
    with store.writing(tenant, actor="worker") as tx:
        jobs.finish(tx, job)
        assert jobs.counts(tx) == {"done": 1, "waiting": 1}
        assert jobs.purge(tx, ended_before=clock.now) == 0
        assert jobs.purge(tx, ended_before=clock.now + second(1)) == 1
        assert jobs.counts(tx) == {"waiting": 1}


def test_the_operator_has_jobs_of_the_same_rules(store: Store) -> None:
    with store.control_writing() as tx:
        number = jobs.enqueue(tx, "backup", "all")
        assert jobs.enqueue(tx, "backup", "all", priority=3) == number
        job = jobs.claim(tx, lease=LEASE)
        assert job is not None
        assert (job.number, job.priority) == (number, 3)
        jobs.finish(tx, job)
        assert jobs.counts(tx) == {"done": 1}


def test_a_tenant_with_a_job_is_on_the_list_of_due_ones(store: Store, tenant: TenantKey) -> None:
    put(store, tenant)
    with store.control_reading() as tx:
        assert tenant in control.dirty_tenants(tx)


def test_two_workers_never_take_one_job(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="api") as tx:
        for key in range(20):
            jobs.enqueue(tx, "link", str(key))
    taken: list[str] = []

    def work() -> None:
        while (job := take(store, tenant)) is not None:
            taken.append(job.key)
            with store.writing(tenant, actor="worker") as tx:
                jobs.finish(tx, job)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken, key=int) == [str(key) for key in range(20)]

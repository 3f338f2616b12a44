"""Turn work to be done into leases that one worker at a time holds, each under a higher fence than the last.

A job is one row: waiting, running under a lease, then done, failed or buried. At most one row of a (kind, key) waits
and at most one runs: two partial unique indices say so. Whoever lost the lease, even by a pause, can change nothing.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal

from sqlalchemy import Row, Select, Table, Update, bindparam, case, delete, func, select, text, update

from entities.errors import LeaseLost, NotFound
from store.canonical import canonical
from store.session import SEQUENCE, ControlTx, TenantTx

State = Literal["waiting", "running", "done", "failed", "buried"]
JobTx = TenantTx | ControlTx

ATTEMPTS_MOST = 8  # after that many claims a job is buried
BACKOFF_SECONDS = (1, 5, 30, 120, 600, 1_800, 3_600)  # after the first failure, the second ...; then the last again
CODE_CRASHED = "lease_expired"  # the code of a job whose workers never came back
CODE_CANCELLED = "cancelled"  # the code of a job that somebody ended
NUMBER, FENCE = "job", "job fence"  # counters; a fence is higher than every one before it in its tenant
LIVE: tuple[State, ...] = ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Job:
    """One job as its row stands; `fence` and `lease_until` mean its last claim."""

    number: int
    kind: str
    key: str
    state: State
    priority: int
    run_after: datetime
    lease_until: datetime | None
    fence: int
    attempts: int
    code: str
    progress: dict[str, int]
    added_at: datetime
    ended_at: datetime | None


def enqueue(tx: JobTx, kind: str, key: str, *, priority: int = 0, run_after: datetime | None = None) -> int:
    """Queue work unless the same already waits, which then takes the higher priority and the earlier time.

    A run in progress doesn't count: what it began with may be out of date. Returns the number of the waiting job.
    """
    tx.allocate(SEQUENCE, 0)  # held before the look at the list of tenants with work: see control.clear_dirty
    if isinstance(tx, TenantTx):
        tx.mark_dirty()
    table = tx.job
    insert = tx.insert(table)
    new = insert.excluded
    statement = insert.on_conflict_do_update(
        index_elements=[column for column in ("tenant", "kind", "key") if column in table.c],
        index_where=text("state = 'waiting'"),  # literal: PostgreSQL doesn't find the index by a parameter
        set_={
            "priority": case((new.priority > table.c.priority, new.priority), else_=table.c.priority),
            "run_after": case((new.run_after < table.c.run_after, new.run_after), else_=table.c.run_after),
        },
    ).returning(table.c.number)
    row = {
        "number": tx.allocate(NUMBER),
        "kind": kind,
        "key": key,
        "state": "waiting",
        "priority": priority,
        "run_after": run_after or tx.now,
        "fence": 0,
        "attempts": 0,
        "code": "",
        "added_at": tx.now,
    }
    number: int = tx.execute(statement, row).scalar_one()
    return number


def claim(tx: JobTx, *, lease: timedelta, kinds: Collection[str] | None = None) -> Job | None:
    """Take the due job of the highest priority, the oldest of several, for as long as `lease`; None where none is due.

    Due is what waits past its time with no other run of its key, and a run whose lease has expired: that is taken
    over, or buried with the code lease_expired when it has used up its attempts.
    """
    if not _due(tx, kinds):  # most looks find nothing: they write nothing
        return None
    fence = tx.allocate(FENCE)  # from here to the commit, claims of this tenant go one by one
    for job in _due(tx, kinds):
        if job.attempts >= ATTEMPTS_MOST:
            _end(tx, job, "buried", CODE_CRASHED)
            continue
        claimed = replace(
            job, state="running", fence=fence, attempts=job.attempts + 1, lease_until=tx.now + lease, ended_at=None
        )
        _set(tx, job, state="running", fence=fence, attempts=claimed.attempts, lease_until=claimed.lease_until)
        return claimed
    return None


def renew(tx: JobTx, job: Job, *, lease: timedelta, progress: Mapping[str, int] | None = None) -> Job:
    """Hold a claimed job longer, and note how far it is (counts only); raises LeaseLost."""
    counts = dict(job.progress if progress is None else progress)
    until = tx.now + lease
    _change(tx, job, lease_until=until, progress=canonical(counts))
    return replace(job, lease_until=until, progress=counts)


def check(tx: JobTx, job: Job) -> None:
    """Make sure, inside the transaction that writes the job's work, that it is still held; raises LeaseLost."""
    _change(tx, job, fence=job.fence)


def finish(tx: JobTx, job: Job) -> None:
    """End a claimed job well; raises LeaseLost."""
    _change(tx, job, state="done", lease_until=None, code="", ended_at=tx.now)


def fail(tx: JobTx, job: Job, code: str, *, retry_after: timedelta | None = None) -> State:
    """Let a claimed job wait for its next attempt, and tell what became of it; raises LeaseLost.

    With its attempts used up it is buried. Where the same work waits already, that one runs in its place, not before
    this one would have and with its attempts counted, and this one has failed.
    """
    if job.attempts >= ATTEMPTS_MOST:
        bury(tx, job, code)
        return "buried"
    steps = BACKOFF_SECONDS
    wait = retry_after if retry_after is not None else timedelta(seconds=steps[min(job.attempts, len(steps)) - 1])
    due = tx.now + wait
    check(tx, job)
    table = tx.job
    twin = _one(tx, _of_key(table, job).where(table.c.state == "waiting"))
    if twin is None:
        _change(tx, job, state="waiting", lease_until=None, code=code, run_after=due)
        return "waiting"
    _change(tx, job, state="failed", lease_until=None, code=code, ended_at=tx.now)
    _set(tx, twin, attempts=max(twin.attempts, job.attempts), run_after=max(twin.run_after, due))
    return "failed"


def bury(tx: JobTx, job: Job, code: str) -> None:
    """End a claimed job that no further attempt can help; raises LeaseLost."""
    _change(tx, job, state="buried", lease_until=None, code=code, ended_at=tx.now)


def cancel(tx: JobTx, kind: str, key: str) -> int:
    """End what waits or runs of a kind and key; whoever runs it loses it at its next step. Returns how many ended."""
    table = tx.job
    found = [_job(row) for row in tx.execute(select(table).where(table.c.kind == kind, table.c.key == key))]
    live = [job for job in found if job.state in LIVE]
    for job in live:
        _end(tx, job, "failed", CODE_CANCELLED)
    return len(live)


def retry(tx: JobTx, number: int) -> int:
    """Queue the work of a buried or failed job anew; returns the waiting job's number. Raises NotFound."""
    job = get(tx, number)
    if job is None or job.state not in ("buried", "failed"):
        raise NotFound("there is no buried or failed job of that number")
    return enqueue(tx, job.kind, job.key, priority=job.priority)


def get(tx: JobTx, number: int) -> Job | None:
    """Read one job."""
    return _one(tx, select(tx.job).where(tx.job.c.number == number))


def listing(tx: JobTx, states: Collection[State] = LIVE, *, limit: int = 100) -> list[Job]:
    """List up to `limit` jobs in some states, the newest first."""
    return [_job(row) for row in tx.execute(_newest(tx.job), {"states": list(states), "most": limit})]


def counts(tx: JobTx) -> dict[State, int]:
    """Count the jobs by state."""
    table = tx.job
    rows = tx.execute(select(table.c.state, func.count().label("many")).group_by(table.c.state))
    return {row.state: row.many for row in rows}


def purge(tx: JobTx, *, ended_before: datetime) -> int:
    """Forget the jobs that ended before a time, however they ended; returns how many."""
    return tx.execute(delete(tx.job).where(tx.job.c.ended_at < ended_before)).rowcount


def _due(tx: JobTx, kinds: Collection[str] | None) -> list[Job]:
    """Read what a claim may take, best first."""
    wanted = {} if kinds is None else {"kinds": list(kinds)}
    running = [_job(row) for row in tx.execute(_running(tx.job, kinds is None), wanted)]
    held = {(job.kind, job.key) for job in running}
    # At most one waits for each key, so one of these is free if any is.
    waiting = tx.execute(_waiting(tx.job, kinds is None), {**wanted, "at": tx.now, "most": len(held) + 1})
    free = [job for job in map(_job, waiting) if (job.kind, job.key) not in held]
    expired = [job for job in running if job.lease_until is not None and job.lease_until <= tx.now]
    return sorted([*free, *expired], key=lambda job: (-job.priority, job.added_at, job.number))


@cache  # a statement is checked and compiled once; one made anew for each look costs more than the look
def _newest(table: Table) -> Select[Any]:
    named = table.c.state.in_(bindparam("states", expanding=True))
    return select(table).where(named).order_by(table.c.number.desc()).limit(bindparam("most"))


@cache
def _running(table: Table, any_kind: bool) -> Select[Any]:  # noqa: FBT001 - half of the name it is kept under
    return _of_kind(select(table).where(table.c.state == "running"), table, any_kind)


@cache
def _waiting(table: Table, any_kind: bool) -> Select[Any]:  # noqa: FBT001 - half of the name it is kept under
    waiting = select(table).where(table.c.state == "waiting", table.c.run_after <= bindparam("at"))
    best_first = waiting.order_by(table.c.priority.desc(), table.c.added_at, table.c.number)
    return _of_kind(best_first.limit(bindparam("most")), table, any_kind)


def _of_kind(statement: Select[Any], table: Table, any_kind: bool) -> Select[Any]:  # noqa: FBT001 - see above
    return statement if any_kind else statement.where(table.c.kind.in_(bindparam("kinds", expanding=True)))


def _change(tx: JobTx, job: Job, **columns: Any) -> None:
    """Change a job that is held; whoever holds an older fence, or an expired lease, changes nothing."""
    table = tx.job
    statement = (
        _update(table, job, columns)
        .where(table.c.state == "running", table.c.fence == job.fence, table.c.lease_until > tx.now)
    )  # fmt: skip
    if tx.execute(statement).rowcount != 1:
        raise LeaseLost


def _set(tx: JobTx, job: Job, **columns: Any) -> None:
    tx.execute(_update(tx.job, job, columns))


def _end(tx: JobTx, job: Job, state: State, code: str) -> None:
    _set(tx, job, state=state, code=code, lease_until=None, ended_at=tx.now)


def _update(table: Table, job: Job, columns: Mapping[str, Any]) -> Update:
    return update(table).where(table.c.number == job.number).values(dict(columns))


def _of_key(table: Table, job: Job) -> Select[Any]:
    return select(table).where(table.c.kind == job.kind, table.c.key == job.key)


def _one(tx: JobTx, statement: Select[Any]) -> Job | None:
    row = tx.execute(statement).one_or_none()
    return None if row is None else _job(row)


def _job(row: Row[Any]) -> Job:
    columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's names, underscored for clashes
    columns.pop("tenant", None)
    columns["progress"] = json.loads(columns["progress"] or b"{}")
    return Job(**columns)

"""Turn saved searches into ones that are run again and again: how far each was run, and whom each run found."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, and_, bindparam, delete, func, select, update

from entities.errors import StoreBusy
from entities.ids import ContractId, InstanceId, SeatId
from entities.ids import Sequence as ChangeSequence
from store.chunks import in_chunks, read_in_chunks, write_in_chunks
from store.session import TenantTx
from store.tables.product import search_hit, search_run, search_watch

RUNS_KEPT = 50  # runs of one search whose people are kept
RUN_COUNTER = "search_run"
ROWS_AT_ONCE = 2_000

Alert = Literal["off", "hourly", "daily", "weekly"]
By = Literal["seat", "alert"]

_WATCHES = select(search_watch).where(search_watch.c.search.in_(bindparam("values", expanding=True)))
_DUE = (
    select(search_watch)
    .where(search_watch.c.due_at <= bindparam("at"))
    .order_by(search_watch.c.due_at, search_watch.c.search)
)
_FORGET = delete(search_hit).where(search_hit.c.person.in_(bindparam("values", expanding=True)))


@dataclass(frozen=True, slots=True)
class Watch:
    """How far one saved search was run: the places in the tenant's and in the members' change sequences."""

    search: int
    instance: InstanceId
    alert: Alert
    run: int
    documents: ChangeSequence
    members: ChangeSequence
    ran_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Run:
    """One run: the how-manieth of its search, who asked, how many people it found, whether more changes were left."""

    id: int
    search: int
    number: int
    by: By
    at: datetime
    found: int
    more: bool


def start(tx: TenantTx, search: int, instance: InstanceId, members: ChangeSequence) -> Watch:
    """Begin to watch a search from now on: `members` is the head of the members' log; one that is watched stays so."""
    row = {
        "search": search,
        "instance": instance,
        "alert": "off",
        "run": 0,
        "documents": tx.sequence(),
        "members": members,
        "ran_at": None,
        "due_at": None,
    }
    tx.execute(tx.upsert(search_watch), row)
    return of_searches(tx, [search])[search]


def of_searches(tx: TenantTx, searches: Iterable[int]) -> dict[int, Watch]:
    """Read the watches of those searches that have one."""
    return {row.search: _watch(row) for row in read_in_chunks(tx, _WATCHES, searches)}


def set_alert(tx: TenantTx, search: int, alert: Alert, due_at: datetime | None) -> None:
    """Say how often a watched search is run by itself, and when first."""
    table = search_watch
    tx.execute(update(table).where(table.c.search == search).values(alert=alert, due_at=due_at))


def due(tx: TenantTx, at: datetime) -> list[Watch]:
    """List the searches that are to be run by themselves now, the longest due first."""
    return [_watch(row) for row in tx.execute(_DUE, {"at": at})]


def next_due(tx: TenantTx) -> datetime | None:
    """Tell when the next search is to be run by itself."""
    found: datetime | None = tx.execute(select(func.min(search_watch.c.due_at))).scalar()
    return found


def move(tx: TenantTx, was: Watch, *, documents: ChangeSequence, members: ChangeSequence, run: int) -> None:
    """Move a watch on; raises StoreBusy where another run moved it meanwhile."""
    table = search_watch
    still = and_(
        table.c.search == was.search,
        table.c.run == was.run,
        table.c.documents == was.documents,
        table.c.members == was.members,
    )
    moved = update(table).where(still).values(documents=documents, members=members, run=run, ran_at=tx.now)
    if tx.execute(moved).rowcount != 1:
        raise StoreBusy("the search is being run by somebody else", hint="ask for the run again")


def keep_run(tx: TenantTx, run: Run, persons: Sequence[str], *, contract: ContractId, seat: SeatId) -> Run:
    """Keep a run with the ids of the persons that it found, in order; the oldest runs of the search make room."""
    id_ = tx.allocate(RUN_COUNTER)
    row = {"contract": contract, "seat": seat, "search": run.search, "number": run.number, "by": run.by, "at": tx.now}
    tx.execute(tx.insert(search_run), {"id": id_, **row, "found": len(persons), "more": run.more})
    rows = [{"run": id_, "place": place, "person": person} for place, person in enumerate(persons)]
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        tx.execute(tx.insert(search_hit), chunk)
    old = select(search_run.c.id).where(
        search_run.c.search == run.search, search_run.c.number <= run.number - RUNS_KEPT
    )
    _drop_runs(tx, tx.execute(old).scalars().all())
    found = find_run(tx, run.search, run.number)
    assert found is not None
    return found


def find_run(tx: TenantTx, search: int, number: int) -> Run | None:
    """Read one run of a search."""
    table = search_run
    row = tx.execute(select(table).where(table.c.search == search, table.c.number == number)).one_or_none()
    return None if row is None else _run(row)


def runs_of(tx: TenantTx, search: int, *, before: int | None, limit: int) -> list[Run]:
    """List the kept runs of a search below a number, the newest first."""
    table = search_run
    statement = select(table).where(table.c.search == search).order_by(table.c.number.desc()).limit(limit)
    return [_run(row) for row in tx.execute(statement if before is None else statement.where(table.c.number < before))]


def alerts_of(tx: TenantTx, contract: ContractId, seat: SeatId, *, before: int | None, limit: int) -> list[Run]:
    """List an owner's runs that were made for an alert and found somebody, the newest first, those below an id."""
    table = search_run
    wanted = [table.c.contract == contract, table.c.seat == seat, table.c.by == "alert", table.c.found > 0]
    if before is not None:
        wanted.append(table.c.id < before)
    return [_run(row) for row in tx.execute(select(table).where(*wanted).order_by(table.c.id.desc()).limit(limit))]


def persons_of(tx: TenantTx, run: int, *, after: int, limit: int) -> list[tuple[int, str]]:
    """Read up to `limit` persons of a run behind a place, each with its place."""
    table = search_hit
    statement = select(table.c.place, table.c.person).where(table.c.run == run, table.c.place > after)
    return [(row.place, row.person) for row in tx.execute(statement.order_by(table.c.place).limit(limit))]


def drop(tx: TenantTx, search: int) -> None:
    """Forget all that is kept beside a saved search."""
    _drop_runs(tx, tx.execute(select(search_run.c.id).where(search_run.c.search == search)).scalars().all())
    tx.execute(delete(search_watch).where(search_watch.c.search == search))


def forget(tx: TenantTx, persons: Iterable[str]) -> int:
    """Take persons who are gone out of every run; returns from how many."""
    return write_in_chunks(tx, _FORGET, persons)


def _drop_runs(tx: TenantTx, runs: Collection[int]) -> None:
    for chunk in in_chunks(runs):
        tx.execute(delete(search_hit).where(search_hit.c.run.in_(chunk)))
        tx.execute(delete(search_run).where(search_run.c.id.in_(chunk)))


def _watch(row: Row[Any]) -> Watch:
    columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's names, underscored for clashes
    columns.pop("tenant")
    return Watch(**columns)


def _run(row: Row[Any]) -> Run:
    return Run(row.id, row.search, row.number, row.by, row.at, row.found, row.more)

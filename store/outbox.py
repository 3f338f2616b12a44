"""Turn what has changed into work that is done at least once, by one worker at a time.

One row stands for one entity of a topic, the newest change wins. `sequence` is the newest change the row stands for,
`since` the oldest that is not yet done: who waits for a change waits for `since`. Work that follows from work (a
refreshed person is indexed) inherits `since`, so that a change counts as done only when its last consequence is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, get_args

from sqlalchemy import Select, Table, and_, bindparam, case, delete, func, or_, select, update

from entities.errors import LeaseLost
from entities.ids import RecordId
from entities.ids import Sequence as ChangeSequence
from store.session import CHUNK, MembersTx, TenantTx

Topic = Literal["refresh", "index"]
Numbers = tuple[ChangeSequence, ChangeSequence]  # the newest change, the oldest that isn't done
Session = TenantTx | MembersTx
CHANGED = ("sequence", "run_after", "attempts", "code", "buried_at")  # what a newer change replaces in a row


@dataclass(frozen=True, slots=True)
class Claimed:
    """One row under our lease; `attempts` counts those that failed before."""

    entity: str
    sequence: ChangeSequence
    since: ChangeSequence
    fence: int
    attempts: int


def add(
    tx: Session,
    topic: Topic,
    entities: Sequence[str],
    *,
    sequence: ChangeSequence | None = None,
    since: ChangeSequence | None = None,
) -> ChangeSequence | None:
    """Make entities due under one change sequence (a new one by default), which is returned; None without entities.

    `since` is the oldest change this work goes back to: by default what was claimed in this transaction.
    """
    if not entities:
        return None
    newest = tx.sequence() if sequence is None else sequence
    inherited = [known for known in (since, tx.since) if known is not None]
    oldest = min([newest, *inherited])
    add_numbered(tx, topic, dict.fromkeys(entities, (newest, oldest)))
    return newest


def add_numbered(tx: Session, topic: Topic, entities: Mapping[str, Numbers] | Mapping[RecordId, Numbers]) -> None:
    """Make entities due, each with its newest and its oldest change that isn't done."""
    if not entities:
        return
    tx.mark_dirty()
    table = tx.outbox
    statement = tx.insert(table)
    new = statement.excluded
    oldest = case((table.c.since < new.since, table.c.since), else_=new.since)
    statement = statement.on_conflict_do_update(
        index_elements=[column.name for column in table.primary_key],
        set_={**{name: new[name] for name in CHANGED}, "since": oldest},
    )
    fixed = {"topic": topic, "run_after": tx.now, "added_at": tx.now, "attempts": 0, "code": "", "buried_at": None}
    rows = [
        {"entity": entity, "sequence": newest, "since": since, **fixed}
        for entity, (newest, since) in sorted(entities.items())
    ]
    tx.execute(statement, rows)


def claim(tx: Session, topic: Topic, *, limit: int, lease: timedelta) -> list[Claimed]:
    """Take up to `limit` due rows under a lease, the oldest first; each gets a higher fence than ever before."""
    table = tx.outbox
    found = tx.execute(_due(table), {"of_topic": topic, "at": tx.now, "most": limit}).all()
    for start in range(0, len(found), CHUNK):
        entities = [row.entity for row in found[start : start + CHUNK]]
        tx.execute(
            update(table)
            .where(table.c.topic == topic, table.c.entity.in_(entities))
            .values(fence=table.c.fence + 1, lease_until=tx.now + lease)
        )
    return [Claimed(row.entity, row.sequence, row.since, row.fence + 1, row.attempts) for row in found]


def check(tx: Session, topic: Topic, claimed: Sequence[Claimed]) -> None:
    """Make sure that all rows are still ours, and keep them so to the end of this transaction; raises LeaseLost.

    What is added to the outbox from here on goes back to the oldest change among them.
    """
    if not claimed:
        return
    held = _held(tx, topic, claimed)
    if any(one.entity not in held or held[one.entity][0] != one.fence for one in claimed):
        raise LeaseLost
    oldest = min(one.since for one in claimed)
    tx.since = oldest if tx.since is None else min(tx.since, oldest)


def ack(tx: Session, topic: Topic, claimed: Sequence[Claimed]) -> int:
    """Remove what is done; a row renewed meanwhile stays and is free again. Returns how many rows went."""
    table = tx.outbox
    held = _held(tx, topic, claimed)
    done = [one.entity for one in claimed if held.get(one.entity) == (one.fence, one.sequence)]
    newer = [one.entity for one in claimed if held.get(one.entity, (0, 0))[0] == one.fence]
    for start in range(0, len(done), CHUNK):
        part = done[start : start + CHUNK]
        tx.execute(delete(table).where(table.c.topic == topic, table.c.entity.in_(part)))
    _free(tx, topic, sorted(set(newer) - set(done)), {})
    return len(done)


def release(tx: Session, topic: Topic, claimed: Sequence[Claimed], *, run_after: datetime, code: str) -> None:
    """Give rows back to be tried again from `run_after`, naming why."""
    _mark(tx, topic, claimed, {"run_after": run_after, "code": code})


def bury(tx: Session, topic: Topic, claimed: Sequence[Claimed], *, code: str) -> None:
    """Put rows aside that failed too often; a newer change of the same entity brings it back."""
    _mark(tx, topic, claimed, {"buried_at": tx.now, "code": code})


def depth(tx: Session) -> dict[str, int]:
    """Count the live rows of each topic."""
    return {row[0]: row[1] for row in tx.execute(_depth(tx.outbox))}


def waiting(tx: Session, topic: Topic, entities: Sequence[str]) -> set[str]:
    """Find those of some entities that are live in a topic, under a lease or not."""
    table = tx.outbox
    found: set[str] = set()
    for start in range(0, len(entities), CHUNK):
        named = table.c.entity.in_(entities[start : start + CHUNK])
        statement = select(table.c.entity).where(table.c.topic == topic, named, table.c.buried_at.is_(None))
        found.update(tx.execute(statement).scalars())
    return found


def buried(tx: Session) -> dict[str, int]:
    """Count the rows put aside, by topic and code: "index/parse_failed"."""
    table = tx.outbox
    statement = (
        select(table.c.topic, table.c.code, func.count())
        .where(table.c.buried_at.is_not(None))
        .group_by(table.c.topic, table.c.code)
    )
    return {f"{topic}/{code}": many for topic, code, many in tx.execute(statement).all()}


def set_aside(tx: Session, topic: Topic, entities: Sequence[str]) -> list[str]:
    """Find those of some entities that were put aside in a topic."""
    table = tx.outbox
    found: list[str] = []
    for start in range(0, len(entities), CHUNK):
        named = table.c.entity.in_(entities[start : start + CHUNK])
        statement = select(table.c.entity).where(table.c.topic == topic, named, table.c.buried_at.is_not(None))
        found += tx.execute(statement).scalars()
    return found


def oldest(tx: Session) -> datetime | None:
    """Tell since when the oldest live row has waited."""
    table = tx.outbox
    found: datetime | None = tx.execute(select(func.min(table.c.added_at)).where(table.c.buried_at.is_(None))).scalar()
    return found


def behind(tx: Session, token: ChangeSequence) -> bool:
    """Tell whether a change at or below the token is not yet done."""
    table = tx.outbox
    statement = select(table.c.entity).where(table.c.since <= token, table.c.buried_at.is_(None)).limit(1)
    return tx.execute(statement).first() is not None


def floor(tx: Session) -> ChangeSequence | None:
    """Read the oldest change that is not yet done, None where all are; `behind` is whether a token reaches it."""
    found = [tx.execute(_oldest_of(tx.outbox, topic)).scalar() for topic in get_args(Topic)]
    return min((since for since in found if since is not None), default=None)


@cache
def _oldest_of(table: Table, topic: Topic) -> Select[tuple[ChangeSequence]]:
    """Ask for a topic's oldest change: by topic the index gives it at once, however long the queue is."""
    statement = select(table.c.since).where(table.c.topic == topic, table.c.buried_at.is_(None))
    return statement.order_by(table.c.since).limit(1)


@cache  # a statement is checked and compiled once; one made anew for each look costs more than the look
def _due(table: Table) -> Select[Any]:
    due = and_(
        table.c.topic == bindparam("of_topic"),
        table.c.buried_at.is_(None),
        table.c.run_after <= bindparam("at"),
        or_(table.c.lease_until.is_(None), table.c.lease_until <= bindparam("at")),
    )
    oldest_first = select(table).where(due).order_by(table.c.since, table.c.entity)
    return oldest_first.limit(bindparam("most")).with_for_update(skip_locked=True)


@cache
def _fences(table: Table) -> Select[Any]:
    named = table.c.entity.in_(bindparam("entities", expanding=True))
    statement = select(table.c.entity, table.c.fence, table.c.sequence)
    return statement.where(table.c.topic == bindparam("of_topic"), named).with_for_update()


@cache
def _depth(table: Table) -> Select[Any]:
    return select(table.c.topic, func.count()).where(table.c.buried_at.is_(None)).group_by(table.c.topic)


def _held(tx: Session, topic: Topic, claimed: Sequence[Claimed]) -> dict[str, tuple[int, int]]:
    """Read and lock rows: the fence and the newest sequence of each that still exists."""
    if not claimed:
        return {}
    tx.queue_up()
    table = tx.outbox
    held: dict[str, tuple[int, int]] = {}
    for start in range(0, len(claimed), CHUNK):
        entities = [one.entity for one in claimed[start : start + CHUNK]]
        rows = tx.execute(_fences(table), {"of_topic": topic, "entities": entities})
        held.update((row.entity, (row.fence, row.sequence)) for row in rows)
    return held


def _mark(tx: Session, topic: Topic, claimed: Sequence[Claimed], values: Mapping[str, object]) -> None:
    held = _held(tx, topic, claimed)
    ours = [one.entity for one in claimed if held.get(one.entity, (0, 0))[0] == one.fence]
    _free(tx, topic, ours, {**values, "attempts": tx.outbox.c.attempts + 1})


def _free(tx: Session, topic: Topic, entities: Sequence[str], values: Mapping[str, object]) -> None:
    table = tx.outbox
    for start in range(0, len(entities), CHUNK):
        part = entities[start : start + CHUNK]
        statement = update(table).where(table.c.topic == topic, table.c.entity.in_(part))
        tx.execute(statement.values(lease_until=None, **values))

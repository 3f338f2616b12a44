"""Turn what was done into a trail that can't be edited unnoticed.

Each entry holds the hash of the one before. Subjects stand in it under a keyed hash from the start, so that an erasure
needn't break the chain.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, func, insert, literal, select

from entities.errors import StoreCorrupt
from store.session import TenantTx
from store.tables.columns import to_micros
from store.tables.flow import audit
from store.tables.records import counter

COUNTER = "audit"
FIRST = bytes(32)  # what stands in the place of the hash before the first entry
PAGE = 500  # entries read at once
SUBJECT_BYTES = 16
HASHED = ("number", "actor", "action", "kind", "count", "details")
PLACE_OF = {"sqlite": func.instr, "postgresql": func.pg_catalog.position}  # where bytes begin in others; 0: nowhere


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: who did what to how many; `subjects` are keyed hashes of their ids."""

    number: int
    at: datetime
    actor: str
    action: str
    kind: str
    count: int
    subjects: tuple[bytes, ...]
    details: dict[str, object]


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be entered; who and when are the transaction's where they aren't said."""

    action: str
    kind: str
    ids: Sequence[str]
    details: Mapping[str, object] = field(default_factory=dict)
    actor: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many entries it has, and the hash of the last."""

    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; what is None doesn't matter. `about` is the id of a subject."""

    about: str | None = None
    actor: str | None = None
    action: str | None = None
    since: datetime | None = None


def append(tx: TenantTx, *, action: str, kind: str, ids: Sequence[str], details: Mapping[str, object]) -> int:
    """Add an entry in this transaction; returns its number. `details` holds counts or names, never personal values."""
    return append_many(tx, [Deed(action, kind, ids, details)])


def append_many(tx: TenantTx, deeds: Sequence[Deed]) -> int:
    """Add entries in their order, as one statement; returns the number of the first, 0 where there is none."""
    if not deeds:
        return 0
    first = tx.allocate(COUNTER, len(deeds))
    last: bytes | None = tx.execute(select(audit.c.hash).where(audit.c.number == first - 1)).scalar()
    previous = last or FIRST
    rows = []
    for number, deed in enumerate(deeds, first):
        row = _row(tx, number, deed, previous)
        previous = row["hash"] = _hash(row)
        rows.append(row)
    tx.execute(insert(audit), rows)
    return first


def read(tx: TenantTx, *, after: int = 0, limit: int = PAGE) -> list[Entry]:
    """Read up to `limit` entries behind a number."""
    return [_entry(row) for row in _rows(tx, after, limit)]


def find(tx: TenantTx, wanted: Wanted, *, before: int | None = None, limit: int = PAGE) -> list[Entry]:
    """Read up to `limit` of the entries that are wanted, the newest first, all before a number where one is given."""
    statement = select(audit).order_by(audit.c.number.desc()).limit(limit)
    if before is not None:
        statement = statement.where(audit.c.number < before)
    if wanted.about is not None:
        subject = literal(tx.vault.pseudonym(wanted.about))
        statement = statement.where(PLACE_OF[tx.dialect](audit.c.subjects, subject) > 0)
    if wanted.actor is not None:
        statement = statement.where(audit.c.actor == wanted.actor)
    if wanted.action is not None:
        statement = statement.where(audit.c.action == wanted.action)
    if wanted.since is not None:
        statement = statement.where(audit.c.at >= wanted.since)
    return [_entry(row) for row in tx.execute(statement).mappings()]


def verify(tx: TenantTx) -> int:
    """Follow the chain from its first entry; returns its length, raises StoreCorrupt naming the first wrong place."""
    return follow(tx).number


def follow(tx: TenantTx, known: Sequence[Head] = (), report: Callable[[int], None] = lambda _: None) -> Head:
    """Follow the chain from its first entry to its end, and see that it passes the heads that were known of it before.

    `report` hears how many entries were followed, page by page. Raises StoreCorrupt naming the first wrong place.
    """
    heads = {head.number: head.hash for head in known if head.number}
    previous, number = FIRST, 0
    for row in _all(tx):
        if row["number"] != number + 1:
            raise StoreCorrupt(f"audit entry {number + 1} is missing")
        number += 1
        if row["previous"] != previous or row["hash"] != _hash(row):
            raise StoreCorrupt(f"audit entry {number} is not what was written")
        previous = row["hash"]
        if heads.get(number, previous) != previous:
            raise StoreCorrupt(f"audit entry {number} is not the one of the signed head")
        if number % PAGE == 0:
            report(number)
    counted = tx.execute(select(counter.c.value).where(counter.c.name == COUNTER)).scalar() or 0
    if counted != number or max(heads, default=0) > number:
        raise StoreCorrupt(f"audit entry {number + 1} is missing")
    report(number)
    return Head(number, previous)


def _rows(tx: TenantTx, after: int, limit: int) -> Sequence[RowMapping]:
    statement = select(audit).where(audit.c.number > after).order_by(audit.c.number).limit(limit)
    return tx.execute(statement).mappings().all()


def _all(tx: TenantTx) -> Iterator[RowMapping]:
    after = 0
    while page := _rows(tx, after, PAGE):
        yield from page
        after = page[-1]["number"]


def _row(tx: TenantTx, number: int, deed: Deed, previous: bytes) -> dict[str, Any]:
    return {
        "number": number,
        "at": deed.at or tx.now,
        "actor": tx.actor if deed.actor is None else deed.actor,
        "action": deed.action,
        "kind": deed.kind,
        "count": len(deed.ids),
        "subjects": b"".join(map(tx.vault.pseudonym, deed.ids)),
        "details": json.dumps(dict(deed.details), sort_keys=True, separators=(",", ":")),
        "previous": previous,
    }


def _hash(row: Mapping[str, Any] | RowMapping) -> bytes:
    body = [row[name] for name in HASHED]
    digest = hashlib.sha256(row["previous"])
    digest.update(json.dumps([to_micros(row["at"]), *body], separators=(",", ":")).encode())
    digest.update(row["subjects"])
    return digest.digest()


def _entry(row: RowMapping) -> Entry:
    return Entry(
        row["number"],
        row["at"],
        row["actor"],
        row["action"],
        row["kind"],
        row["count"],
        _split(row["subjects"]),
        json.loads(row["details"]),
    )


def _split(subjects: bytes) -> tuple[bytes, ...]:
    return tuple(subjects[at : at + SUBJECT_BYTES] for at in range(0, len(subjects), SUBJECT_BYTES))

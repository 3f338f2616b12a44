"""Turn what was done into a trail that can't be edited unnoticed.

Each entry holds the hash of the one before. Subjects stand in it under a keyed hash from the start, so that an erasure
needn't break the chain.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select

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


def append(tx: TenantTx, *, action: str, kind: str, ids: Sequence[str], details: Mapping[str, object]) -> int:
    """Add an entry in this transaction; returns its number. `details` holds counts or names of fields, never values."""
    number = tx.allocate(COUNTER)
    last = tx.execute(select(audit.c.hash).where(audit.c.number == number - 1)).scalar()
    row = {
        "number": number,
        "at": tx.now,
        "actor": tx.actor,
        "action": action,
        "kind": kind,
        "count": len(ids),
        "subjects": b"".join(map(tx.vault.pseudonym, ids)),
        "details": json.dumps(details, sort_keys=True, separators=(",", ":")),
        "previous": last or FIRST,
    }
    row["hash"] = _hash(row)
    tx.execute(insert(audit), row)
    return number


def read(tx: TenantTx, *, after: int = 0, limit: int = PAGE) -> list[Entry]:
    """Read up to `limit` entries behind a number."""
    return [
        Entry(
            row["number"],
            row["at"],
            row["actor"],
            row["action"],
            row["kind"],
            row["count"],
            _split(row["subjects"]),
            json.loads(row["details"]),
        )
        for row in _rows(tx, after, limit)
    ]


def verify(tx: TenantTx) -> int:
    """Follow the chain from its first entry; returns its length, raises StoreCorrupt naming the first wrong place."""
    previous, number = FIRST, 0
    for row in _all(tx):
        if row["number"] != number + 1:
            raise StoreCorrupt(f"audit entry {number + 1} is missing")
        number += 1
        if row["previous"] != previous or row["hash"] != _hash(row):
            raise StoreCorrupt(f"audit entry {number} is not what was written")
        previous = row["hash"]
    known = tx.execute(select(counter.c.value).where(counter.c.name == COUNTER)).scalar() or 0
    if known != number:
        raise StoreCorrupt(f"audit entry {number + 1} is missing")
    return number


def _rows(tx: TenantTx, after: int, limit: int) -> Sequence[RowMapping]:
    statement = select(audit).where(audit.c.number > after).order_by(audit.c.number).limit(limit)
    return tx.execute(statement).mappings().all()


def _all(tx: TenantTx) -> Iterator[RowMapping]:
    after = 0
    while page := _rows(tx, after, PAGE):
        yield from page
        after = page[-1]["number"]


def _hash(row: Mapping[str, Any] | RowMapping) -> bytes:
    body = [row[name] for name in HASHED]
    digest = hashlib.sha256(row["previous"])
    digest.update(json.dumps([to_micros(row["at"]), *body], separators=(",", ":")).encode())
    digest.update(row["subjects"])
    return digest.digest()


def _split(subjects: bytes) -> tuple[bytes, ...]:
    return tuple(subjects[at : at + SUBJECT_BYTES] for at in range(0, len(subjects), SUBJECT_BYTES))

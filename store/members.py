"""Turn member profiles into sealed rows with persistent numbers, plus a log of what changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, bindparam, delete, func, select, update

from entities.errors import NotFound, StoreFull
from entities.ids import MemberId, MemberNumber
from entities.ids import Sequence as ChangeSequence
from store import outbox
from store.canonical import canonical, content_hash
from store.chunks import in_chunks, read_in_chunks, write_in_chunks
from store.session import SEQUENCE, MembersTx, TenantTx
from store.tables import people
from store.tables.members import change, member

NUMBER = "member number"  # the counter behind the numbers; it only ever grows, so none is used twice
NUMBER_MOST = 2**32 - 1  # numbers live in 32-bit bitmaps
TOPIC: Literal["index"] = "index"
KIND = "member"  # the sealed payload's kind
ROWS_AT_ONCE = 2_000

MemberOutcome = Literal["created", "changed", "unchanged"]
What = Literal["added", "updated", "deleted"]

_HEADS = select(member.c.id, member.c.number, member.c.content_hash, member.c.version).where(
    member.c.id.in_(bindparam("values", expanding=True))
)
_WHOLE = (member.c.number, member.c.id, member.c.payload, member.c.version, member.c.sequence, member.c.updated_at)
_BY_NUMBER = select(*_WHOLE).where(member.c.number.in_(bindparam("values", expanding=True)))
_BY_ID = select(*_WHOLE).where(member.c.id.in_(bindparam("values", expanding=True)))
_HEAD = (member.c.number, member.c.version, member.c.closed)
_HEADS_AFTER = select(*_HEAD).where(member.c.number > bindparam("after")).order_by(member.c.number)
_OPEN = select(*_HEAD, member.c.sequence).where(
    member.c.number.in_(bindparam("values", expanding=True)), member.c.closed.is_(False)
)
_SCAN = select(*_WHOLE).where(member.c.number > bindparam("after")).order_by(member.c.number)
_CHANGED = (
    select(func.max(change.c.sequence).label("last"), change.c.number)
    .where(change.c.sequence > bindparam("after"))
    .group_by(change.c.number)
    .order_by(func.max(change.c.sequence))
)
_BETWEEN = (
    select(change.c.number)
    .distinct()
    .where(change.c.sequence > bindparam("after"), change.c.sequence <= bindparam("upto"))
    .order_by(change.c.number)
)
_CHANGED_BEFORE = (
    select(change.c.sequence)
    .where(
        change.c.sequence > bindparam("after"),
        change.c.sequence <= bindparam("upto"),
        change.c.what != bindparam("added"),
    )
    .limit(1)
)
_HIGHEST = select(func.max(member.c.number))
_DROP = delete(member).where(member.c.number.in_(bindparam("values", expanding=True)))
_UPDATE = (
    update(member)
    .where(member.c.number == bindparam("of_number"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("payload", "content_hash", "version", "sequence", "closed", "updated_at")
        }
    )
)


@dataclass(frozen=True, slots=True)
class StoredMember:
    """One member as stored; `updated` is when it changed last here, in epoch seconds."""

    number: MemberNumber
    id: MemberId
    payload: dict[str, Any]
    version: int
    sequence: ChangeSequence
    updated: int


@dataclass(slots=True)
class _Draft:
    """What a member will be after the batch; `number` is 0 until one is given out."""

    number: int
    hash: bytes
    version: int
    text: bytes = b""
    closed: bool = False
    is_new: bool = False


def put_many(tx: MembersTx, profiles: Sequence[Mapping[str, Any]]) -> list[MemberOutcome]:
    """Store profiles (JSON-able, each with an `id`) as if one by one, in order; the outcomes keep that order.

    A new member gets the next number for good. An equal profile changes nothing: no version, no row in the log.
    Raises StoreFull when the 32-bit numbers are used up.
    """
    drafts = {
        row.id: _Draft(row.number, row.content_hash, row.version)
        for row in read_in_chunks(tx, _HEADS, (profile["id"] for profile in profiles))
    }
    outcomes: list[MemberOutcome] = []
    touched: dict[str, _Draft] = {}
    for profile in profiles:
        text = canonical(profile)
        found = content_hash(text)
        draft = drafts.get(profile["id"])
        if draft is not None and draft.hash == found:
            outcomes.append("unchanged")
            continue
        outcomes.append("created" if draft is None else "changed")
        if draft is None:
            draft = drafts[profile["id"]] = _Draft(0, found, 0, is_new=True)
        draft.hash, draft.text, draft.closed = found, text, bool(profile.get("closed"))
        draft.version += 1
        touched[profile["id"]] = draft
    if touched:
        _write(tx, touched)
    return outcomes


def delete_many(tx: MembersTx, ids: Iterable[MemberId]) -> list[MemberNumber]:
    """Delete the members among the ids and log it; their numbers are returned, and never given out again."""
    gone = {row.number: row.version for row in read_in_chunks(tx, _HEADS, ids)}
    if not gone:
        return []
    write_in_chunks(tx, _DROP, list(gone))
    first = tx.allocate(SEQUENCE, len(gone))
    _log(tx, [(first + place, number, "deleted", gone[number] + 1) for place, number in enumerate(gone)])
    return [MemberNumber(number) for number in gone]


def close(tx: MembersTx, id: MemberId) -> MemberOutcome:  # noqa: A002 - the noun's own field name
    """Mark a member as closed: kept, but found by nobody. Raises NotFound."""
    found = by_ids(tx, [id]).get(id)
    if found is None:
        raise NotFound("no such member")
    return put_many(tx, [{**found.payload, "closed": True}])[0]


def get_many(tx: MembersTx, numbers: Iterable[MemberNumber]) -> dict[MemberNumber, StoredMember]:
    """Read the members among the numbers."""
    return {MemberNumber(row.number): _stored(tx, row) for row in read_in_chunks(tx, _BY_NUMBER, numbers)}


def by_ids(tx: MembersTx, ids: Iterable[MemberId]) -> dict[MemberId, StoredMember]:
    """Read the members among the ids."""
    return {MemberId(row.id): _stored(tx, row) for row in read_in_chunks(tx, _BY_ID, ids)}


def scan(tx: MembersTx, after: MemberNumber, limit: int) -> list[StoredMember]:
    """Read up to `limit` members in the order of their numbers, those above `after`."""
    return [_stored(tx, row) for row in tx.execute(_SCAN.limit(limit), {"after": after})]


def versions_after(tx: MembersTx, after: MemberNumber, limit: int) -> list[tuple[MemberNumber, int, bool]]:
    """Read up to `limit` members' numbers, versions and whether they are closed, in order, those above `after`."""
    rows = tx.execute(_HEADS_AFTER.limit(limit), {"after": after})
    return [(MemberNumber(row.number), row.version, row.closed) for row in rows]


def open_versions(tx: MembersTx, numbers: Iterable[MemberNumber]) -> dict[MemberNumber, int]:
    """Read the versions of the members among the numbers that aren't closed."""
    return {MemberNumber(row.number): row.version for row in read_in_chunks(tx, _OPEN, numbers)}


def changed_among(
    tx: MembersTx, numbers: Iterable[MemberNumber], after: ChangeSequence, upto: ChangeSequence
) -> list[tuple[ChangeSequence, MemberNumber]]:
    """List those of some members that are open and changed last in a stretch of the log, the oldest change first."""
    rows = read_in_chunks(tx, _OPEN, numbers)
    found = ((ChangeSequence(row.sequence), MemberNumber(row.number)) for row in rows)
    return sorted(one for one in found if after < one[0] <= upto)


def changed_since(tx: MembersTx, after: ChangeSequence, limit: int | None) -> list[tuple[ChangeSequence, MemberNumber]]:
    """List the members that changed after a sequence, each once with its last change, oldest first."""
    rows = tx.execute(_CHANGED if limit is None else _CHANGED.limit(limit), {"after": after})
    return [(ChangeSequence(row.last), MemberNumber(row.number)) for row in rows]


def changed_between(tx: MembersTx, after: ChangeSequence, upto: ChangeSequence) -> list[MemberNumber]:
    """List the members that changed in a stretch of the log, whether or not they changed again since, in order."""
    return [MemberNumber(number) for number in tx.execute(_BETWEEN, {"after": after, "upto": upto}).scalars()]


def only_added(tx: MembersTx, after: ChangeSequence, upto: ChangeSequence) -> bool:
    """Tell whether nobody was changed or deleted in a stretch of the log: there are only new members in it."""
    return tx.execute(_CHANGED_BEFORE, {"after": after, "upto": upto, "added": "added"}).first() is None


def highest(tx: MembersTx) -> MemberNumber:
    """Give the highest number of a member that is there, 0 where there is none."""
    return MemberNumber(tx.execute(_HIGHEST).scalar() or 0)


def head(tx: MembersTx) -> ChangeSequence:
    """Read the sequence of the last change, 0 where there was none."""
    return tx.head()


def member_cursor(tx: TenantTx) -> ChangeSequence:
    """Read how far a tenant has followed the members' log, 0 at first."""
    return ChangeSequence(tx.execute(select(people.member_cursor.c.sequence)).scalar() or 0)


def set_member_cursor(tx: TenantTx, sequence: ChangeSequence) -> None:
    """Keep how far a tenant has followed the members' log."""
    tx.execute(tx.upsert(people.member_cursor, change=["sequence"]), {"sequence": sequence})


def _write(tx: MembersTx, touched: Mapping[str, _Draft]) -> None:
    fresh = [draft for draft in touched.values() if draft.is_new]
    if fresh:
        first = tx.allocate(NUMBER, len(fresh))
        if first + len(fresh) - 1 > NUMBER_MOST:
            raise StoreFull("the member numbers are used up")
        for place, draft in enumerate(fresh):
            draft.number = first + place
    sequence = tx.allocate(SEQUENCE, len(touched))
    places = {id_: sequence + place for place, id_ in enumerate(touched)}
    added = [{"id": id_, **_columns(tx, d, places[id_])} for id_, d in touched.items() if d.is_new]
    changed = [_renamed(_columns(tx, d, places[id_])) for id_, d in touched.items() if not d.is_new]
    for rows in in_chunks(added, ROWS_AT_ONCE):
        tx.execute(tx.insert(member), rows)
    for rows in in_chunks(changed, ROWS_AT_ONCE):
        tx.execute(_UPDATE, rows)
    _log(
        tx,
        [(places[id_], d.number, "added" if d.is_new else "updated", d.version) for id_, d in touched.items()],
    )


def _columns(tx: MembersTx, draft: _Draft, sequence: int) -> dict[str, Any]:
    return {
        "number": draft.number,
        "payload": tx.vault.seal(KIND, str(draft.number), draft.text),
        "content_hash": draft.hash,
        "version": draft.version,
        "sequence": sequence,
        "closed": draft.closed,
        "updated_at": tx.now,
    }


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    # An update's parameters may not be named like the columns it sets.
    return {("of_number" if name == "number" else f"new_{name}"): value for name, value in row.items()}


def _log(tx: MembersTx, entries: Sequence[tuple[int, int, What, int]]) -> None:
    rows = [dict(zip(("sequence", "number", "what", "version"), entry, strict=True)) for entry in entries]
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        tx.execute(tx.insert(change), chunk)
    last = ChangeSequence(max(sequence for sequence, _, _, _ in entries))
    outbox.add(tx, TOPIC, [str(number) for _, number, _, _ in entries], sequence=last)


def _stored(tx: MembersTx, row: Row[Any]) -> StoredMember:
    payload = json.loads(tx.vault.open(KIND, str(row.number), row.payload))
    updated: datetime = row.updated_at
    return StoredMember(
        MemberNumber(row.number),
        MemberId(row.id),
        payload,
        row.version,
        ChangeSequence(row.sequence),
        int(updated.timestamp()),
    )

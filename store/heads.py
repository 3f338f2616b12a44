"""Turn the rows of documents into their heads: which versions stand, and what changed since when."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from entities.ids import Sequence as ChangeSequence
from store import outbox
from store.chunks import in_chunks, read_in_chunks
from store.documents import NOTHING, ROWS_AT_ONCE, TOPIC, DocumentKey
from store.session import TenantTx
from store.tables.people import document

_HEAD = (document.c.key, document.c.shadow, document.c.version, document.c.number)
_LIVE = document.c.gone.is_(False)
_AFTER = (
    select(*_HEAD)
    .where(document.c.key > bindparam("after_key"), _LIVE)
    .order_by(document.c.key, document.c.shadow.desc())
)  # fmt: skip
_NAMED = select(*_HEAD, document.c.gone).where(document.c.key.in_(bindparam("values", expanding=True)))
_CHANGED = (
    select(document.c.sequence, document.c.key)
    .where(document.c.sequence > bindparam("after"), document.c.shadow.is_(False), _LIVE)
    .order_by(document.c.sequence, document.c.key)
)
_OF_SEQUENCE = select(document.c.sequence, document.c.key).where(
    document.c.sequence == bindparam("wanted"), document.c.shadow.is_(False), _LIVE
)
_BY_NUMBER = select(document.c.number, document.c.sequence, document.c.key).where(
    document.c.number.in_(bindparam("values", expanding=True)), document.c.shadow.is_(False), _LIVE
)
_RENEW = (
    update(document)
    .where(document.c.key == bindparam("of_key"), document.c.shadow == bindparam("of_shadow"))
    .values(version=bindparam("new_version"))
)


class Head(NamedTuple):
    """What an index must hold of one document, and the document's number there; shadows have none."""

    key: DocumentKey
    version: int
    number: int


class Changed(NamedTuple):
    """One person document that changed, and the tenant's change sequence at which it did."""

    sequence: ChangeSequence
    key: str


def heads_after(tx: TenantTx, after: str, limit: int) -> list[Head]:
    """Read the heads of up to `limit` live documents in the order of their keys, those above `after`.

    One less where it would else part a person's document from its shadow.
    """
    rows = tx.execute(_AFTER.limit(limit + 1), {"after_key": after}).all()
    if len(rows) > limit:
        last = rows[limit].key
        rows = [row for row in rows[:limit] if row.key != last] or list(rows)
    return [Head(DocumentKey(row.key, row.shadow), row.version, row.number) for row in rows]


def versions_of(tx: TenantTx, keys: Iterable[DocumentKey]) -> dict[DocumentKey, int]:
    """Read the versions of those documents that are live."""
    wanted = set(keys)
    rows = read_in_chunks(tx, _NAMED, (key.key for key in wanted))
    found = {DocumentKey(row.key, row.shadow): row.version for row in rows if not row.gone}
    return {key: version for key, version in found.items() if key in wanted}


def changed_since(tx: TenantTx, after: ChangeSequence, limit: int) -> list[Changed]:
    """List the person documents that changed after a sequence and are live, the oldest change first.

    About `limit` of them: those that changed at one sequence come together or not at all.
    """
    rows = tx.execute(_CHANGED.limit(limit + 1), {"after": after}).all()
    if len(rows) > limit:
        last = rows[-1].sequence
        whole = [row for row in rows if row.sequence < last]
        rows = whole or tx.execute(_OF_SEQUENCE, {"wanted": last}).all()
    return [Changed(ChangeSequence(row.sequence), row.key) for row in rows]


def changed_among(tx: TenantTx, numbers: Iterable[int], after: ChangeSequence, upto: ChangeSequence) -> list[Changed]:
    """List those of the live documents with these numbers that changed last in a stretch, the oldest change first."""
    rows = read_in_chunks(tx, _BY_NUMBER, numbers)
    return sorted(Changed(ChangeSequence(row.sequence), row.key) for row in rows if after < row.sequence <= upto)


def renew(tx: TenantTx, held: Mapping[DocumentKey, int]) -> None:
    """Queue documents for the index under versions above those that the index holds; their content stays.

    What isn't live is queued to go from the index, above the version that the index holds of it.
    """
    rows = {DocumentKey(row.key, row.shadow): row for row in read_in_chunks(tx, _NAMED, (key.key for key in held))}
    versions = {key: max(found, rows[key].version if key in rows else 0) + 1 for key, found in held.items()}
    known = [{"of_key": k.key, "of_shadow": k.shadow, "new_version": v} for k, v in versions.items() if k in rows]
    gone = {"payload": NOTHING, "content_hash": NOTHING, "member": None, "gone": True, "number": 0, "sequence": 0}
    fresh = [
        {"key": k.key, "shadow": k.shadow, "version": v, "updated_at": tx.now, **gone}
        for k, v in versions.items()
        if k not in rows
    ]
    for chunk in in_chunks(known, ROWS_AT_ONCE):
        tx.execute(_RENEW, chunk)
    for chunk in in_chunks(fresh, ROWS_AT_ONCE):
        tx.execute(tx.upsert(document), chunk)
    outbox.add(tx, TOPIC, [key.entity for key in versions])

"""Turn the keys under which candidates meet members into rows, so that a change of members reads no candidate."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, select

from entities.ids import RecordId
from entities.ids import Sequence as ChangeSequence
from store.chunks import in_chunks, read_in_chunks, write_in_chunks
from store.session import TenantTx
from store.tables.people import link, meeting

ROWS_AT_ONCE = 2_000

_NAMED: BindParameter[Any] = bindparam("values", expanding=True)
_SINCE = select(meeting).where(meeting.c.sequence > bindparam("after"), meeting.c.form == bindparam("of_form"))
_KNOWN = select(meeting.c.candidate).where(meeting.c.candidate.in_(_NAMED))
_IN_FORM = select(meeting.c.candidate).where(meeting.c.form == bindparam("of_form"))
_LINKED = select(link.c.candidate)
_HEAD = select(func.max(meeting.c.sequence))
_DROP = delete(meeting).where(meeting.c.candidate.in_(_NAMED))


@dataclass(frozen=True, slots=True)
class Kept:
    """One candidate's packed keys, as the matcher made them."""

    candidate: RecordId
    keys: bytes


def put_many(tx: TenantTx, keys: Mapping[RecordId, bytes], form: int) -> None:
    """Keep the keys of candidates, made in a form that the matcher counts."""
    if not keys:
        return
    sequence = tx.sequence()
    rows = [
        {"candidate": candidate, "keys": packed, "form": form, "sequence": sequence}
        for candidate, packed in keys.items()
    ]
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        tx.execute(tx.upsert(meeting, change=["keys", "form", "sequence"]), chunk)


def remove_many(tx: TenantTx, candidates: Iterable[RecordId]) -> int:
    """Forget the keys of candidates that are gone; returns how many there were."""
    return write_in_chunks(tx, _DROP, candidates)


def since(tx: TenantTx, after: ChangeSequence, form: int) -> Iterator[Kept]:
    """Read what was kept in a form after a sequence."""
    for row in tx.execute(_SINCE, {"after": after, "of_form": form}):
        yield Kept(RecordId(row.candidate), row.keys)


def head(tx: TenantTx) -> ChangeSequence:
    """Read the sequence of the latest keys, 0 where there are none."""
    return ChangeSequence(tx.execute(_HEAD).scalar() or 0)


def known(tx: TenantTx, candidates: Iterable[RecordId]) -> list[RecordId]:
    """Find those of some candidates that have keys, in order."""
    return sorted(RecordId(row.candidate) for row in read_in_chunks(tx, _KNOWN, candidates))


def lacking(tx: TenantTx, form: int) -> list[RecordId]:
    """Find the linked candidates whose keys were never made in a form, in order."""
    made = set(tx.execute(_IN_FORM, {"of_form": form}).scalars())
    return sorted(RecordId(one) for one in tx.execute(_LINKED).scalars() if one not in made)

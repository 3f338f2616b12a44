"""Turn what was read in attached files into sealed rows, one for each attachment."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, select

from entities.ids import RecordId
from entities.resume import ParseOutcome
from store.chunks import in_chunks, read_in_chunks, write_in_chunks
from store.session import TenantTx
from store.tables.people import parse
from store.tables.records import record

KIND = "parse"  # the sealed outcome's kind
ROWS_AT_ONCE = 500

_SUBJECTS = select(record.c.id, record.c.subject).where(record.c.id.in_(bindparam("values", expanding=True)))
_WHOLE = select(
    parse.c.attachment, parse.c.blob, parse.c.subject, parse.c.parser_version, parse.c.outcome
).where(parse.c.attachment.in_(bindparam("values", expanding=True)))  # fmt: skip
_DROP = delete(parse).where(parse.c.attachment.in_(bindparam("values", expanding=True)))
_BY_OTHERS = (
    select(parse.c.attachment)
    .where(parse.c.parser_version.not_in((bindparam("version"), bindparam("other"))))
    .where(parse.c.attachment > bindparam("after"))
    .order_by(parse.c.attachment)
    .limit(bindparam("most"))
)
_COUNTS = select(parse.c.status, func.count().label("many")).group_by(parse.c.status)


@dataclass(frozen=True, slots=True)
class Parse:
    """What one version of the parser read in one attachment's file, named by its blob (empty where none came)."""

    attachment: RecordId
    blob: str
    parser_version: str
    outcome: ParseOutcome


def put(tx: TenantTx, attachment: RecordId, blob: str, parser_version: str, outcome: ParseOutcome) -> None:
    """Keep what was read in one attachment's file, in place of what was read before."""
    put_many(tx, [Parse(attachment, blob, parser_version, outcome)])


def put_many(tx: TenantTx, parses: Iterable[Parse]) -> None:
    """Keep what was read in many files; of two for one attachment the later counts.

    An outcome is sealed under the key of the attachment's subject, so that it goes with the person.
    """
    given = {one.attachment: one for one in parses}
    subjects = {row.id: row.subject for row in read_in_chunks(tx, _SUBJECTS, given)}
    tx.vault.load((subjects.get(name) or name for name in given), make=True)
    replaced = [column.name for column in parse.c if not column.primary_key]
    for chunk in in_chunks(given.values(), ROWS_AT_ONCE):
        rows = [_row(tx, one, subjects.get(one.attachment) or one.attachment) for one in chunk]
        tx.execute(tx.upsert(parse, change=replaced), rows)


def get_many(tx: TenantTx, attachments: Iterable[RecordId]) -> dict[RecordId, Parse]:
    """Read what was read in the files of attachments, for those that were parsed."""
    rows = list(read_in_chunks(tx, _WHOLE, attachments))
    tx.vault.load(row.subject for row in rows)
    found = {}
    for row in rows:
        text = tx.vault.open(KIND, row.attachment, row.outcome, subject=row.subject)
        outcome = ParseOutcome.model_validate_json(text)
        found[RecordId(row.attachment)] = Parse(RecordId(row.attachment), row.blob, row.parser_version, outcome)
    return found


def read_by_others(tx: TenantTx, version: str, other: str, *, after: RecordId | None, limit: int) -> list[RecordId]:
    """List attachments whose files were read by a parser of none of these two versions, in order of their ids."""
    given = {"version": version, "other": other, "after": after or "", "most": limit}
    return [RecordId(row.attachment) for row in tx.execute(_BY_OTHERS, given)]


def remove_many(tx: TenantTx, attachments: Iterable[RecordId]) -> int:
    """Remove what was read in the files of attachments that are gone; returns how many there were."""
    return write_in_chunks(tx, _DROP, attachments)


def count_by_status(tx: TenantTx) -> dict[str, int]:
    """Count the attachments by how their parsing ended."""
    return {row.status: row.many for row in tx.execute(_COUNTS)}


def _row(tx: TenantTx, one: Parse, subject: str) -> dict[str, object]:
    sealed = tx.vault.seal(KIND, one.attachment, one.outcome.model_dump_json().encode(), subject=subject)
    return {
        "attachment": one.attachment,
        "blob": one.blob,
        "subject": subject,
        "parser_version": one.parser_version,
        "status": one.outcome.status,
        "outcome": sealed,
        "parsed_at": tx.now,
    }

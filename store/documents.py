"""Turn projected person documents into the rows that say what a tenant's index must hold."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Literal, NamedTuple

from sqlalchemy import Row, bindparam, delete, func, select, update

from entities.document import VARIANT_MARK, PersonDocument, person_key
from entities.ids import RecordId
from store import outbox
from store.canonical import content_hash
from store.chunks import in_chunks, read_in_chunks, write_in_chunks
from store.session import TenantTx
from store.tables.people import document, person, variant

TOPIC: Literal["index"] = "index"
KIND = "document"  # the sealed payload's kind
COUNTER = "document"  # of the numbers given out
NOTHING = b""  # what a document that is gone holds
ROWS_AT_ONCE = 2_000

_BY_KEY = document.c.key.in_(bindparam("values", expanding=True))
_HEAD = (document.c.key, document.c.shadow, document.c.version, document.c.number)
_HEADS = select(*_HEAD, document.c.gone, document.c.content_hash).where(_BY_KEY)
_WHOLE = select(*_HEAD, document.c.content_hash, document.c.payload)
_LIVE = _WHOLE.where(_BY_KEY, document.c.gone.is_(False))
_LIVE_HEADS = _HEADS.where(document.c.gone.is_(False))
_AFTER = (
    _WHOLE.where(document.c.key > bindparam("after_key"), document.c.gone.is_(False))
    .order_by(document.c.key, document.c.shadow)
)  # fmt: skip
_VERSIONS = select(document.c.key, document.c.shadow, document.c.version).where(document.c.gone.is_(False))
_COUNT = select(func.count()).select_from(document).where(document.c.gone.is_(False))
_NUMBERED = document.c.number.in_(bindparam("values", expanding=True))
_BY_NUMBER = select(*_HEAD).where(_NUMBERED, document.c.gone.is_(False))
_LIVE_BY_NUMBER = _WHOLE.where(_NUMBERED, document.c.gone.is_(False))
_NUMBERLESS = select(document.c.key).where(
    document.c.number == 0, document.c.shadow.is_(False), document.c.gone.is_(False)
)  # fmt: skip
_NUMBER = (
    update(document)
    .where(document.c.key == bindparam("of_key"), document.c.shadow.is_(False))
    .values(number=bindparam("given"))
)
_PURGE = delete(document).where(
    document.c.key == bindparam("of_key"), document.c.shadow == bindparam("of_shadow"), document.c.gone.is_(True)
)
_PERSONS = select(person.c.candidate, person.c.person).where(
    person.c.candidate.in_(bindparam("values", expanding=True))
)
_CANDIDATES = select(person.c.person, person.c.candidate).where(
    person.c.person.in_(bindparam("values", expanding=True))
)
_VARIANTS = select(variant.c.person, variant.c.key).where(variant.c.person.in_(bindparam("values", expanding=True)))
_FORGET = delete(variant).where(variant.c.key.in_(bindparam("values", expanding=True)))
_UNJOIN = delete(person).where(person.c.candidate.in_(bindparam("values", expanding=True)))


class DocumentKey(NamedTuple):
    """A document's place in its tenant's index: its person's or variant's key, and whether it is a member's shadow."""

    key: str
    shadow: bool

    @property
    def entity(self) -> str:
        """The document's name in the outbox."""
        return f"{'s' if self.shadow else 'p'}:{self.key}"

    @property
    def person(self) -> str:
        """The key of the person, whose key seals the document."""
        return person_key(self.key)

    @classmethod
    def of(cls, entity: str) -> "DocumentKey":
        """Read a name from the outbox."""
        mark, _, key = entity.partition(":")
        return cls(key, mark == "s")


def put_many(tx: TenantTx, documents: Iterable[PersonDocument]) -> list[DocumentKey]:
    """Keep the documents whose content changed, each one version on, and queue them for the index.

    Their own `version` and `number` are not looked at: they are given here, the number once, the version counted on
    through every time a document was gone. Returns the keys of what changed. Of two documents for one key the later
    counts.
    """
    unnumbered = {"version": 0, "number": 0}
    given = {DocumentKey(one.key, one.shadow): one.model_copy(update=unnumbered) for one in documents}
    kept = _heads(tx, given)
    tx.vault.load((key.person for key in given), make=True)
    rows: list[dict[str, Any]] = []
    for key, one in given.items():
        text = one.model_dump_json().encode()
        found, before = content_hash(text), kept.get(key)
        if before is not None and not before.gone and before.content_hash == found:
            continue
        sealed = tx.vault.seal(KIND, key.entity, text, subject=key.person)
        rows.append(_row(tx, key, before, payload=sealed, content_hash=found, member=one.member, gone=False))
    _name_variants(tx, given)
    _give_numbers(tx, [row for row in rows if not row["number"] and not row["shadow"]])
    return _write(tx, rows)


def remove_many(tx: TenantTx, keys: Iterable[tuple[str, bool]]) -> list[DocumentKey]:
    """Mark live documents as gone, each one version on, and queue them for the index; returns their keys."""
    rows = [
        _row(tx, key, before, payload=NOTHING, content_hash=NOTHING, member=None, gone=True)
        for key, before in _heads(tx, keys).items()
        if not before.gone
    ]
    return _write(tx, rows)


def get_many(
    tx: TenantTx, keys: Iterable[tuple[str, bool]], *, often: bool = False
) -> dict[DocumentKey, PersonDocument]:
    """Read the live documents among the keys, with their versions.

    What is read `often` is kept opened in this process's memory, unless this transaction writes: what it wrote may
    come to nothing.
    """
    wanted = {DocumentKey(*key) for key in keys}
    keep = often and not tx.writing
    found = _kept(tx, wanted) if keep else {}
    missing = wanted - found.keys()
    rows = [row for row in read_in_chunks(tx, _LIVE, _names(missing)) if (row.key, row.shadow) in missing]
    return {**found, **_opened(tx, rows, keep=keep)}


def by_numbers(tx: TenantTx, numbers: Iterable[int]) -> dict[int, PersonDocument]:
    """Read the live documents that have these numbers; they are kept opened in this process's memory."""
    rows = list(read_in_chunks(tx, _LIVE_BY_NUMBER, numbers))
    found: dict[DocumentKey, PersonDocument] = {} if tx.writing else _kept_of(tx, rows)
    closed = [row for row in rows if (row.key, row.shadow) not in found] if found else rows
    found |= _opened(tx, closed, keep=not tx.writing) if closed else {}
    return {one.number: one for one in found.values()}


def keys_of_numbers(tx: TenantTx, numbers: Iterable[int]) -> dict[int, DocumentKey]:
    """Read which live documents have these numbers."""
    return {row.number: DocumentKey(row.key, row.shadow) for row in read_in_chunks(tx, _BY_NUMBER, numbers)}


def numbers_of(tx: TenantTx, keys: Iterable[tuple[str, bool]]) -> dict[DocumentKey, int]:
    """Read the numbers of documents, of those that are gone too."""
    return {key: row.number for key, row in _heads(tx, keys).items()}


def number_all(tx: TenantTx, most: int) -> int:
    """Give numbers to up to `most` live documents from before there were any; tells how many there were."""
    found = [{"of_key": row.key, "number": 0} for row in tx.execute(_NUMBERLESS.limit(most))]
    _give_numbers(tx, found)
    if found:
        tx.execute(_NUMBER, [{"of_key": row["of_key"], "given": row["number"]} for row in found])
    return len(found)


def scan(tx: TenantTx, after: str, limit: int) -> list[PersonDocument]:
    """Read up to `limit` live documents in the order of their keys, those above `after`.

    One more where it would else part a person's document from its shadow.
    """
    rows = list(tx.execute(_AFTER.limit(limit), {"after_key": after}))
    last = rows[-1] if rows else None
    if last is not None and not last.shadow:
        rows += [row for row in read_in_chunks(tx, _LIVE, [last.key]) if row.shadow]
    return list(_opened(tx, rows).values())


def count(tx: TenantTx) -> int:
    """Count the live documents."""
    return int(tx.execute(_COUNT).scalar_one())


def versions(tx: TenantTx) -> dict[DocumentKey, int]:
    """Read the version of every live document: what the index must hold, no more and no less."""
    return {DocumentKey(row.key, row.shadow): row.version for row in tx.execute(_VERSIONS)}


def purge_gone(tx: TenantTx, keys: Iterable[tuple[str, bool]]) -> int:
    """Forget documents that are gone from the index too; returns how many. A live one stays.

    A document that comes back later counts from 1 again, so this is for keys that no index knows.
    """
    given = [DocumentKey(*key) for key in dict.fromkeys(keys)]
    rows = [{"of_key": key.key, "of_shadow": key.shadow} for key in given]
    purged = sum(tx.execute(_PURGE, chunk).rowcount for chunk in in_chunks(rows, ROWS_AT_ONCE))
    variants = [key for key in given if VARIANT_MARK in key.key]
    kept = _heads(tx, variants)
    write_in_chunks(tx, _FORGET, [key.key for key in variants if key not in kept])
    return purged


def persons_of(tx: TenantTx, candidates: Iterable[RecordId]) -> dict[RecordId, str]:
    """Read which person each candidate is, for those that have one."""
    return {RecordId(row.candidate): row.person for row in read_in_chunks(tx, _PERSONS, candidates)}


def set_persons(tx: TenantTx, persons: Mapping[RecordId, str | None]) -> list[RecordId]:
    """Say which person each candidate is, None for a candidate that is gone; returns those for whom it changed."""
    kept = persons_of(tx, persons)
    changed = {candidate: key for candidate, key in persons.items() if kept.get(candidate) != key}
    rows = [{"candidate": candidate, "person": key} for candidate, key in changed.items() if key is not None]
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        tx.execute(tx.upsert(person, change=["person"]), chunk)
    write_in_chunks(tx, _UNJOIN, [candidate for candidate, key in changed.items() if key is None])
    return list(changed)


def candidates_of(tx: TenantTx, persons: Iterable[str]) -> dict[str, list[RecordId]]:
    """Read the candidates that each person is, in the order of their ids."""
    found: dict[str, list[RecordId]] = {}
    for row in read_in_chunks(tx, _CANDIDATES, persons):
        found.setdefault(row.person, []).append(RecordId(row.candidate))
    return {key: sorted(candidates) for key, candidates in found.items()}


def variants_of(tx: TenantTx, persons: Iterable[str]) -> dict[str, list[str]]:
    """Read the keys of the documents that each person has, or had, beside the one with its own key, in order."""
    found: dict[str, list[str]] = {}
    for row in read_in_chunks(tx, _VARIANTS, persons):
        found.setdefault(row.person, []).append(row.key)
    return {key: sorted(variants) for key, variants in found.items()}


def _name_variants(tx: TenantTx, keys: Iterable[DocumentKey]) -> None:
    rows = [{"key": key.key, "person": key.person} for key in keys if VARIANT_MARK in key.key]
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        tx.execute(tx.upsert(variant, change=["person"]), chunk)


def _names(keys: Iterable[tuple[str, bool]]) -> list[str]:
    return list(dict.fromkeys(key for key, _ in keys))


def _heads(tx: TenantTx, keys: Iterable[tuple[str, bool]]) -> dict[DocumentKey, Row[Any]]:
    wanted = {DocumentKey(*key) for key in keys}
    found = {DocumentKey(row.key, row.shadow): row for row in read_in_chunks(tx, _HEADS, _names(wanted))}
    return {key: row for key, row in found.items() if key in wanted}


def _row(tx: TenantTx, key: DocumentKey, before: Row[Any] | None, **columns: Any) -> dict[str, Any]:
    version = 1 if before is None else before.version + 1
    number = 0 if before is None else before.number
    heads = {"key": key.key, "shadow": key.shadow, "version": version, "number": number, "updated_at": tx.now}
    return {**heads, **columns}


def _give_numbers(tx: TenantTx, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        first = tx.allocate(COUNTER, len(rows))
        for at, row in enumerate(rows):
            row["number"] = first + at


def _write(tx: TenantTx, rows: Sequence[dict[str, Any]]) -> list[DocumentKey]:
    if not rows:
        return []
    sequence = tx.sequence()
    replaced = [column.name for column in document.c if not column.primary_key]
    for chunk in in_chunks([{**row, "sequence": sequence} for row in rows], ROWS_AT_ONCE):
        tx.execute(tx.upsert(document, change=replaced), chunk)
    keys = [DocumentKey(row["key"], row["shadow"]) for row in rows]
    outbox.add(tx, TOPIC, [key.entity for key in keys], sequence=sequence)
    return keys


def _kept(tx: TenantTx, wanted: AbstractSet[DocumentKey]) -> dict[DocumentKey, PersonDocument]:
    """Give the documents that were opened before and are live, the same, in this snapshot."""
    rows = read_in_chunks(tx, _LIVE_HEADS, _names(wanted))
    return _kept_of(tx, [row for row in rows if (row.key, row.shadow) in wanted])


def _kept_of(tx: TenantTx, rows: Iterable[Row[Any]]) -> dict[DocumentKey, PersonDocument]:
    """Give of some rows, just read, the documents that were opened before and are the same."""
    kept, _ = tx.vault.kept()
    found = {}
    for row in rows:
        key = DocumentKey(row.key, row.shadow)
        one = kept.find(tx.tenant, key, row.version, row.content_hash)
        if one is not None and one.number == row.number:  # one that came back has another
            found[key] = one
    return found


def _numbered(text: bytes, row: Row[Any]) -> PersonDocument:
    return PersonDocument.model_validate_json(text).model_copy(update={"version": row.version, "number": row.number})


def _opened(tx: TenantTx, rows: Sequence[Row[Any]], *, keep: bool = False) -> dict[DocumentKey, PersonDocument]:
    tx.vault.load(person_key(row.key) for row in rows)
    kept, generation = tx.vault.kept()
    found = {}
    for row in rows:
        key = DocumentKey(row.key, row.shadow)
        text = tx.vault.open(KIND, key.entity, row.payload, subject=key.person)
        one = found[key] = _numbered(text, row)
        if keep:
            kept.keep(tx.tenant, generation, key, (row.content_hash, one, len(text)))
    return found

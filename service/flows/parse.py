"""Turn the stored resume files of gathered candidates into parsed resumes, each file parsed once a parser version."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from entities.errors import NotFound, StoreCorrupt
from entities.ids import RecordId, TenantKey
from entities.resume import ParseOutcome, ParseStatus, Resume
from matcher.resume import PARSER_VERSION
from service.flows.gather import Gathered
from service.wiring import Parts
from store import blobs, outbox, parses, records, routes

LOST = ParseOutcome(status="corrupt", error="the stored file is missing or damaged")
BROKEN: frozenset[ParseStatus] = frozenset(("timeout", "out_of_memory", "corrupt"))
NOT_READ = ""  # no parser's version: a lost file is tried again, for a backup may bring it back


class Parser(Protocol):
    """What reads resume files apart from this process (service/sandbox.py; in tests also in it)."""

    def map(
        self, files: Iterable[tuple[bytes, str | None, str | None]], *, tenant: str | None
    ) -> Iterable[tuple[ParseOutcome, float]]:
        """Parse (content, file name, document date) in order; gives outcomes with seconds."""


def parse_attachments(
    parts: Parts, tenant: TenantKey, gathered: Iterable[Gathered], parser: Parser
) -> dict[RecordId, Resume]:
    """Give the resume of each attachment that could be read; files not yet parsed are parsed and kept.

    A file that can't be read keeps its typed status beside the attachment; its candidate stays searchable without it.
    """
    attachments = {stored.id: stored for one in gathered for stored in one.attachments}
    with parts.store.reading(tenant) as tx:
        kept = parses.get_many(tx, list(attachments))
    due = [stored for key, stored in sorted(attachments.items()) if not is_fresh(stored, kept.get(key))]
    outcomes = {key: parse.outcome for key, parse in kept.items()}
    if due:
        fresh = _parse(parts, tenant, due, parser)
        with parts.store.writing(tenant, actor="worker") as tx:
            for stored, read in zip(due, fresh, strict=True):
                outcome = _better(stored, kept.get(stored.id), read)
                version = NOT_READ if read is LOST else PARSER_VERSION
                parses.put(tx, stored.id, stored.payload.get("blob", ""), version, outcome)
                outcomes[stored.id] = outcome
    return {key: outcome.resume for key, outcome in outcomes.items() if key in attachments and outcome.resume}


def _better(stored: records.Stored, before: parses.Parse | None, read: ParseOutcome) -> ParseOutcome:
    """Choose the new outcome, unless the parser broke on the very bytes that an older one had read."""
    same = before is not None and before.blob == stored.payload.get("blob", "")
    if before is not None and same and before.outcome.status == "ok" and read.status in BROKEN:
        return before.outcome
    return read


def order_again(parts: Parts, tenant: TenantKey, *, after: RecordId | None, limit: int) -> list[RecordId]:
    """Make the candidates due whose files another version of the parser read; gives the files, in order of their ids.

    Nothing that was read is touched: the outcomes count until new ones are kept in their place.
    """
    with parts.store.writing(tenant, actor="worker") as tx:
        files = parses.read_by_others(tx, PARSER_VERSION, NOT_READ, after=after, limit=limit)
        if files:
            now = tx.sequence()
            outbox.add_numbered(
                tx, "refresh", routes.candidates(tx, dict.fromkeys(files, ("attachment", (now, now))), {})
            )
    return files


def is_fresh(stored: records.Stored, parse: parses.Parse | None) -> bool:
    """Tell whether an attachment's file, as it now is, was read by this version of the parser."""
    if parse is None:
        return False
    return (parse.blob, parse.parser_version) == (stored.payload.get("blob", ""), PARSER_VERSION)


def _parse(parts: Parts, tenant: TenantKey, due: list[records.Stored], parser: Parser) -> list[ParseOutcome]:
    """Parse in the sandbox what has bytes; what was refused on arrival, or came without bytes, says so."""
    sent: list[RecordId] = []
    outcomes = {stored.id: _without_bytes(stored) for stored in due}

    def files() -> Iterator[tuple[bytes, str | None, str | None]]:
        for stored in due:
            if stored.payload.get("blob"):
                content = _content(parts, tenant, stored.payload["blob"])
                if content is None:
                    outcomes[stored.id] = LOST
                else:
                    sent.append(stored.id)
                    yield content, stored.payload.get("file_name"), None

    parsed = [outcome for outcome, _ in parser.map(files(), tenant=tenant)]
    return list((outcomes | dict(zip(sent, parsed, strict=True))).values())


def _content(parts: Parts, tenant: TenantKey, blob: str) -> bytes | None:
    try:
        return blobs.get(parts.store, tenant, blobs.BlobHash(blob))
    except (NotFound, StoreCorrupt):
        return None


def _without_bytes(stored: records.Stored) -> ParseOutcome:
    if stored.payload.get("refused") == "too_large":
        return ParseOutcome(status="too_large", error="larger than the limit for files")
    return ParseOutcome(status="empty", error="no content was sent")

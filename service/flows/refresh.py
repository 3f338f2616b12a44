"""Turn candidates that are due into parsed, linked and projected ones: the worker's main flow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from entities.document import PersonDocument
from entities.errors import TalentjoinError
from entities.ids import MemberNumber, RecordId, TenantKey
from service.flows.gather import gather
from service.flows.lease import leased
from service.flows.link import Linked, link_candidates
from service.flows.meet import keep_meetings
from service.flows.parse import Parser, parse_attachments
from service.flows.project import joined_member, open_members, write_documents
from service.flows.sight import Known, linking_view
from service.matching import MemberProfiles
from service.telemetry import get_log
from service.wiring import Parts
from store import TenantTx, documents, links, meetings, outbox, watches

log = get_log()

TOPIC: Literal["refresh"] = "refresh"
CANDIDATES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What the write of one batch needs, all of it computed before its transaction begins."""

    linked: Linked
    persons: dict[RecordId, MemberNumber | None]  # candidate -> the member it is joined with
    gone: list[RecordId]
    known: dict[RecordId, Known]
    members: dict[MemberNumber, PersonDocument]


def refresh(parts: Parts, tenant: TenantKey, matching: MemberProfiles, parser: Parser) -> int:
    """Refresh one batch of due candidates; gives how many there were.

    Raises:
        LeaseLost: another worker took the batch over; nothing was written.

    """
    with leased(
        partial(parts.store.writing, tenant, actor="worker"),
        TOPIC,
        limit=CANDIDATES_AT_ONCE,
        seconds=parts.settings.lease_seconds,
    ) as claimed:
        if claimed:
            _do_or_isolate(parts, tenant, claimed, matching, parser)
        return len(claimed)


def _do_or_isolate(
    parts: Parts, tenant: TenantKey, claimed: Sequence[outbox.Claimed], matching: MemberProfiles, parser: Parser
) -> None:
    try:
        _do(parts, tenant, claimed, matching, parser)
    except Exception as error:
        if not _is_its_own(parts, tenant, error):
            raise  # store, engine or machine: nobody's record is at fault, and the rows come due again
        for one in claimed:  # whatever one record's oddity broke must not stop the others
            _alone(parts, tenant, one, matching, parser)


def _do(
    parts: Parts, tenant: TenantKey, claimed: Sequence[outbox.Claimed], matching: MemberProfiles, parser: Parser
) -> None:
    fresh = _compute(parts, tenant, [RecordId(row.entity) for row in claimed], matching, parser)
    with parts.store.writing(tenant, actor="worker") as tx:
        outbox.check(tx, TOPIC, claimed)
        _write(tx, fresh)
        outbox.ack(tx, TOPIC, claimed)


def _alone(parts: Parts, tenant: TenantKey, one: outbox.Claimed, matching: MemberProfiles, parser: Parser) -> None:
    """Do one candidate by itself; one that still fails is set aside under a code, and the queue moves on."""
    try:
        _do(parts, tenant, [one], matching, parser)
    except Exception as error:
        if not _is_its_own(parts, tenant, error):
            raise
        log.warning("candidate.buried", tenant=tenant, id=one.entity, kind=type(error).__name__)
        with parts.store.writing(tenant, actor="worker") as tx:
            outbox.bury(tx, TOPIC, [one], code="refresh_failed")


def _is_its_own(parts: Parts, tenant: TenantKey, error: Exception) -> bool:
    """Tell whether a record failed for its own sake: nothing else is wrong, and trying it again would never work.

    Raises:
        TalentjoinError: the tenant's key or store doesn't open at all.

    """
    if isinstance(error, OSError):
        return False
    if not isinstance(error, TalentjoinError):
        return True
    with parts.store.reading(tenant) as tx:
        tx.vault.pseudonym("")
    return error.retry == "never"


def _compute(
    parts: Parts, tenant: TenantKey, due: Sequence[RecordId], matching: MemberProfiles, parser: Parser
) -> Refreshed:
    known = _known(parts, tenant, due, parser)
    views = {key: linking_view(one) for key, one in known.items()}
    linked = link_candidates(parts, tenant, views, matching.profiles)
    found = linked.links
    named = sorted({MemberNumber(int(link.profile)) for link in found if link.profile is not None})
    with parts.store.reading(tenant) as tx:
        keys = set(documents.persons_of(tx, due).values())
        together = documents.candidates_of(tx, sorted(keys))
        sharing = {one for held in together.values() for one in held}
        for held in links.of_members(tx, named).values():
            sharing |= set(held)
        others = sorted(sharing - set(due))
        linked_before = links.get_many(tx, others)
    known |= _known(parts, tenant, others, parser)
    named += [MemberNumber(int(link.profile)) for link in linked_before.values() if link.profile is not None]
    members = open_members(parts, named)
    by_candidate = {RecordId(link.candidate): link for link in found}
    persons = {one: joined_member(by_candidate.get(one), members) for one in due if one in known}
    persons |= {one: joined_member(linked_before.get(one), members) for one in others if one in known}
    gone = [one for one in due if one not in known]
    return Refreshed(linked, persons, gone, known, members)


def _known(parts: Parts, tenant: TenantKey, ids: Sequence[RecordId], parser: Parser) -> dict[RecordId, Known]:
    with parts.store.reading(tenant) as tx:
        gathered = gather(tx, ids)
    resumes = parse_attachments(parts, tenant, gathered.values(), parser)
    return {key: Known(tenant, one, resumes) for key, one in gathered.items()}


def _write(tx: TenantTx, fresh: Refreshed) -> None:
    links.put_many(tx, [(RecordId(link.candidate), link) for link in fresh.linked.links])
    links.remove_many(tx, fresh.gone)
    keep_meetings(tx, *fresh.linked)
    meetings.remove_many(tx, fresh.gone)
    watches.forget(tx, fresh.gone)
    write_documents(tx, fresh.persons, fresh.gone, fresh.known, fresh.members)

"""Turn a member, or a candidate with its resumes and linked member, into one profile as a seat may see it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

from entities.ats import Attachment
from entities.document import Access
from entities.errors import NotFound
from entities.ids import MemberNumber, RecordId
from entities.member import Education, Member, Position, stored_member
from indexing import member_document
from service.flows.access import visible
from service.flows.applications import Applied, applications_of
from service.flows.gather import candidate_of, gather
from service.flows.provenance import Read, ToldEntry, Value, education_of, fields_of, positions_of
from service.flows.seen import seen_member
from service.wiring import Parts
from store import TenantTx, documents, links, members, pairwise, parses, records
from sync import as_record


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class MemberProfile(_Frozen):
    """A member's public profile; neither the shared id nor an address of the member is in it."""

    id: str = Field(description="The tenant's own id of the member.")
    name: str
    headline: str
    summary: str
    location: str
    positions: tuple[Position, ...]
    education: tuple[Education, ...]
    skills: tuple[str, ...]
    profile_url: str
    open_to_work: bool
    exportable: bool = Field(description="Whether the profile may be exported into the ATS.")
    updated_at: datetime


class CandidateProfile(_Frozen):
    """One person view of a candidate: what the ATS, its resumes and its linked member say, value by value."""

    source_id: str
    record: str
    person: str
    member: str | None = Field(description="The tenant's own id of the linked member.")
    possibly: str | None = Field(description="The member that is possibly the same person, in review.")
    exportable: bool
    ats_url: str
    status: str
    do_not_contact: bool
    open_to_work: bool
    fields: dict[str, tuple[Value, ...]] = Field(description="Values by field, the ATS's first.")
    positions: tuple[ToldEntry, ...]
    education: tuple[ToldEntry, ...]
    applications: tuple[Applied, ...]


def member_profile(parts: Parts, tx: TenantTx, public: str) -> MemberProfile:
    """Show a member's public profile; raises NotFound, alike for a closed one and an unknown one."""
    stored = seen_member(parts, tx, public)
    member = stored_member(stored.payload)
    if member.closed:
        raise NotFound("there is no such member")
    shown = member_document(stored.number, member, version=stored.version, updated=stored.updated)
    return MemberProfile(
        id=public,
        name=shown.name,
        headline=member.headline,
        summary=member.summary,
        location=member.location,
        positions=member.positions,
        education=member.education,
        skills=member.skills,
        profile_url=member.profile_url,
        open_to_work=member.open_to_work,
        exportable=member.export_allowed,
        updated_at=datetime.fromtimestamp(stored.updated, UTC),
    )


def candidate_profile(parts: Parts, tx: TenantTx, stored: records.Stored, access: Access) -> CandidateProfile:
    """Show all that a viewer may see of a candidate, which it may see itself."""
    others = visible(tx, gather(tx, [stored.id])[stored.id].others, access)
    resumes = _resumes(tx, others)
    link = links.get_many(tx, [stored.id]).get(stored.id)
    number = None if link is None or link.profile is None else MemberNumber(int(link.profile))
    member = None if number is None or link is None or link.decision == "none" else _open_member(parts, number)
    public = None if member is None or number is None else pairwise.public_members(tx, [number])[number]
    joined = member if link is not None and link.decision == "match" else None
    candidate = candidate_of(stored)
    return CandidateProfile(
        source_id=stored.source,
        record=stored.id,
        person=documents.persons_of(tx, [stored.id]).get(stored.id, stored.id),
        member=public if joined is not None else None,
        possibly=public if joined is None else None,
        exportable=joined is not None and joined.export_allowed,
        ats_url=candidate.ats_url,
        status=candidate.status,
        do_not_contact=candidate.do_not_contact,
        open_to_work=joined is not None and joined.open_to_work,
        fields=fields_of(stored, candidate, resumes, joined),
        positions=positions_of(resumes, joined),
        education=education_of(resumes, joined),
        applications=applications_of(tx, others, access),
    )


def _open_member(parts: Parts, number: MemberNumber) -> Member | None:
    with parts.store.members_reading() as tx:
        found = members.get_many(tx, [number]).get(number)
    member = None if found is None else stored_member(found.payload)
    return None if member is None or member.closed else member


def _resumes(tx: TenantTx, seen: Sequence[records.Stored]) -> list[Read]:
    """Read the parsed resumes among the records, by the attachments' source ids."""
    files: dict[RecordId, str] = {}
    for stored in seen:
        record = as_record(stored.payload) if stored.kind == "attachment" else None
        if isinstance(record, Attachment) and record.purpose == "resume":
            files[stored.id] = record.id
    read = parses.get_many(tx, files)
    return [(files[key], one.outcome.resume) for key, one in read.items() if one.outcome.resume is not None]

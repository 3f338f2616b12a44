"""Turn ranked hits into people as a seat may see them: no shared member id, no e-mail, no phone."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from entities.document import Access
from entities.hit import Contribution, Hit, Reason
from entities.ids import InstanceId, MemberNumber, TenantKey
from entities.member import stored_member
from service.flows.access import visible
from service.flows.highlight import Asked, Highlight, highlights
from service.flows.masking import masked
from service.wiring import Parts
from store import TenantTx, documents, members, pairwise, records


class Why(BaseModel):
    """What makes a person's score: the contributions sum to it, the reasons quote the person."""

    model_config = ConfigDict(frozen=True)

    contributions: tuple[Contribution, ...]
    reasons: tuple[Reason, ...]


class PersonHit(BaseModel):
    """One person of a list."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="The person's id in this tenant: a record's id, or the tenant's own id of a member.")
    member: str | None = Field(description="The tenant's own id of the linked member.")
    candidates: tuple[str, ...] = Field(description="The person's candidates, by source id in the caller's instance.")
    name: str
    headline: str
    title: str
    company: str
    location: str
    skills: tuple[str, ...]
    stages: tuple[str, ...] = Field(description="The latest stage of each application.")
    in_ats: bool
    open_to_work: bool
    exportable: bool = Field(description="Whether the linked member's profile may be exported.")
    score: float
    why: Why | None = Field(description="Only where the request says `explain`.")
    highlights: tuple[Highlight, ...] = Field(description="Only where the request says `highlight`.")


def people_of(
    parts: Parts,
    tenant: TenantKey,
    hits: Sequence[Hit],
    *,
    instance: InstanceId,
    access: Access,
    explain: bool,
    terms: Sequence[Asked] | None = None,
) -> list[PersonHit]:
    """Show hits to a viewer, explained on demand; with `terms` also where these stand in each person's texts."""
    documented = [hit.document for hit in hits]
    numbers = [MemberNumber(one.member) for one in documented if one.member is not None]
    with parts.store.reading(tenant) as tx:
        public = pairwise.public_members(tx, numbers)
        candidates = candidates_seen(tx, [one.person for one in documented], instance, access)
    exportable = _exportable(parts, numbers)
    return [
        PersonHit(
            id=one.person,
            member=None if one.member is None else public[MemberNumber(one.member)],
            candidates=candidates.get(one.person, ()),
            name=one.name,
            headline=masked(one.headline),
            title=one.current_title,
            company=one.current_company,
            location=one.location,
            skills=one.skills,
            stages=one.stages,
            in_ats=one.in_ats,
            open_to_work=one.open_to_work,
            exportable=one.member in exportable,
            score=hit.score,
            why=_why(hit) if explain else None,
            highlights=() if terms is None else highlights(one, terms),
        )
        for hit, one in zip(hits, documented, strict=True)
    ]


def _why(hit: Hit) -> Why:
    reasons = (one.model_copy(update={"evidence": masked(one.evidence)}) for one in hit.reasons)
    return Why(contributions=hit.contributions, reasons=tuple(reasons))


def candidates_seen(
    tx: TenantTx, persons: Sequence[str], instance: InstanceId, access: Access
) -> dict[str, tuple[str, ...]]:
    """Name the candidates of each person in one instance that a viewer may see, by source id."""
    together = documents.candidates_of(tx, persons)
    stored = records.get_many(tx, [one for held in together.values() for one in held])
    seen = {one.id: one for one in visible(tx, list(stored.values()), access)}
    return {
        person: tuple(seen[one].source for one in held if one in seen and seen[one].instance == instance)
        for person, held in together.items()
    }


def _exportable(parts: Parts, numbers: Sequence[MemberNumber]) -> frozenset[MemberNumber]:
    with parts.store.members_reading() as tx:
        found = members.get_many(tx, numbers)
    profiles = {number: stored_member(stored.payload) for number, stored in found.items()}
    return frozenset(number for number, one in profiles.items() if one.export_allowed and not one.closed)

"""Turn what engines found into the documents behind it, as the store holds them."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from entities.document import PersonDocument
from entities.hit import Contribution, Hit, Reason
from entities.ids import MemberNumber, TenantKey
from ranking import Found
from service.flows.project import stored_member_document
from service.wiring import Parts
from store import documents, members, pairwise


class Place(NamedTuple):
    """One person of a list: the index that holds its document, the number there, and how well its words answered."""

    origin: Literal["tenant", "members"]
    number: int
    score: float


class FoundPerson(BaseModel):
    """One hit as a tenant may see it: no shared member id, no e-mail."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    headline: str
    current_title: str
    current_company: str
    location: str
    skills: tuple[str, ...]
    stages: tuple[str, ...]
    in_ats: bool
    open_to_work: bool
    score: float
    contributions: tuple[Contribution, ...]
    reasons: tuple[Reason, ...]


def tenant_documents(parts: Parts, tenant: TenantKey, numbers: Sequence[int]) -> dict[int, PersonDocument]:
    """Read a tenant's documents by number; one that went meanwhile is left out."""
    if not numbers:
        return {}
    with parts.store.reading(tenant) as tx:
        return documents.by_numbers(tx, numbers)


def member_documents(parts: Parts, _: TenantKey, numbers: Sequence[int]) -> dict[int, PersonDocument]:
    """Read members' documents by number; one that closed meanwhile is left out."""
    if not numbers:
        return {}
    with parts.store.members_reading() as tx:
        profiles = members.get_many(tx, [MemberNumber(number) for number in numbers])
    projected = {int(number): stored_member_document(stored) for number, stored in profiles.items()}
    return {number: document for number, document in projected.items() if document is not None}


def found_documents(parts: Parts, tenant: TenantKey, places: Sequence[Place]) -> list[Found]:
    """Read the documents of places in a list from the store; one that went meanwhile is left out.

    A member without a candidate is named by the tenant's own id for it.
    """
    profiles = member_documents(parts, tenant, [one.number for one in places if one.origin == "members"])
    with parts.store.reading(tenant) as tx:
        own = documents.by_numbers(tx, [one.number for one in places if one.origin == "tenant"])
        public = pairwise.public_members(tx, map(MemberNumber, profiles)) if profiles else {}
    found = []
    for place in places:
        if place.origin == "tenant":
            document = own.get(place.number)
        else:
            profile = profiles.get(place.number)
            document = profile and profile.model_copy(update={"key": public[MemberNumber(place.number)]})
        if document is not None:
            found.append(Found(document, place.score, place.origin))
    return found


def shown(hit: Hit) -> FoundPerson:
    """Show a hit as a tenant may see it."""
    document = hit.document
    return FoundPerson(
        id=document.person,
        name=document.name,
        headline=document.headline,
        current_title=document.current_title,
        current_company=document.current_company,
        location=document.location,
        skills=document.skills,
        stages=document.stages,
        in_ats=document.in_ats,
        open_to_work=document.open_to_work,
        score=hit.score,
        contributions=hit.contributions,
        reasons=hit.reasons,
    )

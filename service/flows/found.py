"""Turn what engines found into the documents behind it, as the store holds them."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from entities.document import PersonDocument
from entities.hit import Contribution, Hit, Reason
from entities.ids import MemberNumber, TenantKey
from indexing import UnitedHit
from ranking import Found
from service.flows.project import stored_member_document
from service.wiring import Parts
from store import documents, members, pairwise


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


def found_documents(parts: Parts, tenant: TenantKey, hits: Sequence[UnitedHit]) -> list[Found]:
    """Read the documents behind engine hits from the store; one that went meanwhile is left out.

    A member without a candidate is named by the tenant's own id for it.
    """
    own = [documents.DocumentKey(hit.key, shadow=False) for origin, hit in hits if origin == "tenant"]
    numbers = [MemberNumber(int(hit.key)) for origin, hit in hits if origin == "members"]
    with parts.store.reading(tenant) as tx:
        stored = documents.get_many(tx, own, often=True)
        public = pairwise.public_members(tx, numbers)
    with parts.store.members_reading() as tx:
        profiles = members.get_many(tx, numbers)
    found = []
    for origin, hit in hits:
        document: PersonDocument | None
        if origin == "tenant":
            document = stored.get(documents.DocumentKey(hit.key, shadow=False))
        else:
            number = MemberNumber(int(hit.key))
            projected = stored_member_document(profiles[number]) if number in profiles else None
            document = projected and projected.model_copy(update={"key": public[number]})
        if document is not None:
            found.append(Found(document, hit.score, origin))
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

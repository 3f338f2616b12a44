"""Turn a search text into a ranked, explained page of people: the tenant's and the members', each person once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from entities.document import EVERYONE, Access, PersonDocument
from entities.errors import InvalidQuery
from entities.hit import Contribution, FacetCount, Hit, Reason
from entities.ids import MemberNumber, TenantKey
from entities.query import FacetName, Filter, Question, Sort
from indexing import UnitedHit, analyse, parse_query, render_query, search_united
from ranking import Found, default_model, rank_unified, terms_of
from service.flows.project import stored_member_document
from service.wiring import Parts
from store import documents, members, pairwise

RANKED = 1_000  # people a list ranks; beyond, a search must be narrowed
MOST = 200  # hits a page


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a seat asks: text, filters by facet, facets to count, order, page, its access tokens (None: all seats)."""

    text: str = ""
    filters: Mapping[FacetName, tuple[str, ...]] | None = None
    facets: tuple[FacetName, ...] = ()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 25
    access: Access = (EVERYONE,)


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


class SearchAnswer(BaseModel):
    """The page, the exact total, facet counts, and the query as it was understood."""

    model_config = ConfigDict(frozen=True)

    query: str
    total: int
    hits: tuple[FoundPerson, ...]
    facets: dict[str, tuple[FacetCount, ...]]


def search(parts: Parts, tenant: TenantKey, request: SearchRequest) -> SearchAnswer:
    """Search one tenant's people and the members as one list.

    Raises:
        InvalidQuery: the text can't be read, or the page lies beyond the ranked list.
        EngineError: the index can't answer.

    """
    _check_page(request)
    where = parse_query(request.text)
    filters = tuple(Filter(field=field, values=values) for field, values in (request.filters or {}).items())
    by_time = request.sort == "recency"
    question = Question(
        where=where,
        filters=filters,
        facets=request.facets,
        sort=request.sort,
        offset=request.offset if by_time else 0,
        limit=request.limit if by_time else RANKED,
        access=request.access,
    )
    united = search_united(parts.engine, parts.tenant_index(tenant), parts.members_index, question, k=question.limit)
    # Each side gives its first thousand: the best thousand of both are ranked, and only they are read.
    best = united.hits if by_time else sorted(united.hits, key=_strength)[:RANKED]
    found = found_documents(parts, tenant, best)
    page = slice(0, request.limit) if by_time else slice(request.offset, request.offset + request.limit)
    ranked = rank_unified(
        found,
        terms_of(where, analyse=analyse),
        sort=request.sort,
        now=parts.clock(),
        analyse=analyse,
        model=default_model(),
        page=page,
    )
    return SearchAnswer(
        query=render_query(where),
        total=united.total,
        hits=tuple(shown(hit) for hit in ranked[page]),
        facets=dict(united.facets),
    )


def found_documents(parts: Parts, tenant: TenantKey, hits: Sequence[UnitedHit]) -> list[Found]:
    """Read the documents behind engine hits from the store; one that went meanwhile is left out.

    A member without a candidate is named by the tenant's own id for it.
    """
    own = [documents.DocumentKey(hit.key, shadow=False) for origin, hit in hits if origin == "tenant"]
    numbers = [MemberNumber(int(hit.key)) for origin, hit in hits if origin == "members"]
    with parts.store.reading(tenant) as tx:
        stored = documents.get_many(tx, own)
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


def _strength(hit: UnitedHit) -> tuple[float, str, str]:
    """Order hits by how well their side's engine found them, then in a way that never depends on chance."""
    origin, found = hit
    return -found.score, origin, found.key


def _check_page(request: SearchRequest) -> None:
    if not 1 <= request.limit <= MOST:
        raise InvalidQuery(f"limit must be 1 to {MOST}", pointer="/limit")
    if request.offset < 0 or request.offset + request.limit > RANKED:
        raise InvalidQuery(f"a list ends at its {RANKED}th person", pointer="/offset", hint="narrow the search")

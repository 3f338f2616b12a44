"""Turn a search text into a ranked, explained page of people: the tenant's and the members', each person once."""

from pydantic import BaseModel, ConfigDict

from entities.errors import InvalidQuery
from entities.hit import FacetCount
from entities.ids import TenantKey
from indexing import render_query
from service.flows.asked import WidenedWord, shown_widenings
from service.flows.found import FoundPerson, shown
from service.flows.search_list import RANKED, SearchRequest, rank_search, show_search
from service.wiring import Parts

__all__ = ["MOST", "RANKED", "FoundPerson", "SearchAnswer", "SearchRequest", "search"]

MOST = 200  # hits a page


class SearchAnswer(BaseModel):
    """The page, the exact total, facet counts, the query as it was understood, and why somebody may be missing."""

    model_config = ConfigDict(frozen=True)

    query: str
    total: int
    hits: tuple[FoundPerson, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    widened: tuple[WidenedWord, ...] = ()
    partial: tuple[str, ...] = ()


def search(parts: Parts, tenant: TenantKey, request: SearchRequest) -> SearchAnswer:
    """Search one tenant's people and the members as one list.

    Raises:
        InvalidQuery: the text can't be read, or the page lies beyond the ranked list.
        EngineError: the index can't answer.

    """
    _check_page(request)
    ranked = rank_search(parts, tenant, request)
    page = slice(request.offset, request.offset + request.limit)
    return SearchAnswer(
        query=render_query(request.where),
        total=ranked.order.total,
        hits=tuple(map(shown, show_search(parts, tenant, request, ranked.order, page))),
        facets=ranked.facets,
        widened=shown_widenings(ranked.order.widened),
        partial=ranked.order.partial,
    )


def _check_page(request: SearchRequest) -> None:
    if not 1 <= request.limit <= MOST:
        raise InvalidQuery(f"limit must be 1 to {MOST}", pointer="/limit", hint="ask for less, then for what follows")
    if request.offset < 0 or request.offset + request.limit > RANKED:
        raise InvalidQuery(f"a list ends at its {RANKED}th person", pointer="/offset", hint="narrow the search")

"""Turn a search into a list that is ranked once, or a stretch of such a list into explained hits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from entities.document import EVERYONE, Access
from entities.hit import FacetCount, Hit
from entities.ids import TenantKey
from entities.query import FacetName, Question, Sort
from indexing import analyse, parse_query
from ranking import Found, default_model, rank_unified, terms_of
from service.flows.facet_names import filters_of
from service.flows.find import find
from service.flows.ranked import Order, stretch
from service.wiring import Parts

RANKED = 1_000  # people a list ranks; beyond, a search must be narrowed


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a seat asks: text, filters by facet, facets to count, order, page, its access tokens (None: all seats).

    People hold one of the values of each facet in `filters`, and none of those in `without`; jobs go by record.
    """

    text: str = ""
    filters: Mapping[FacetName, tuple[str, ...]] | None = None
    without: Mapping[FacetName, tuple[str, ...]] | None = None
    facets: tuple[FacetName, ...] = ()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 25
    access: Access = (EVERYONE,)


@dataclass(frozen=True, slots=True)
class RankedSearch:
    """The first thousand people of a search by number, the facets over all of them, why something may be missing."""

    order: Order
    facets: dict[str, tuple[FacetCount, ...]]
    partial: tuple[str, ...] = ()


def rank_search(parts: Parts, tenant: TenantKey, request: SearchRequest) -> RankedSearch:
    """Rank the first thousand people that a search finds; the request's page is not looked at.

    Raises:
        InvalidQuery, TooLarge: the text can't be read.
        EngineError: the index can't answer.

    """
    question = Question(
        where=parse_query(request.text),
        filters=filters_of(request.filters, request.without),
        facets=request.facets,
        sort=request.sort,
        limit=RANKED,
        access=request.access,
    )
    found = find(parts, tenant, question, best=RANKED)
    return RankedSearch(found.order, found.facets, found.partial)


def show_search(parts: Parts, tenant: TenantKey, request: SearchRequest, order: Order, page: slice) -> list[Hit]:
    """Read and explain one stretch of a search that was ranked before; `request` is the same as then."""

    def rank(found: Sequence[Found]) -> list[Hit]:
        return _ranked(request, found, order.at)

    return stretch(parts, tenant, order, page, rank, access=request.access)


def _ranked(request: SearchRequest, found: Sequence[Found], now: datetime) -> list[Hit]:
    return rank_unified(
        found,
        terms_of(parse_query(request.text), analyse=analyse),
        sort=request.sort,
        now=now,
        analyse=analyse,
        model=default_model(),
    )

"""Turn a search into a list that is ranked once, or a stretch of such a list into explained hits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from entities.document import EVERYONE, Access
from entities.hit import Hit
from entities.ids import TenantKey
from entities.query import FacetName, Node, Question, Sort
from indexing import analyse, parse_query
from indexing.widening import Widened
from ranking import Found, default_model, rank_unified
from service.flows.asked import asked_terms, widened
from service.flows.facet_names import filters_of
from service.flows.find import Listed, find
from service.flows.ranked import Order, stretch
from service.wiring import Parts

RANKED = 1_000  # people a list ranks; beyond, a search must be narrowed


@dataclass(frozen=True)
class SearchRequest:
    """What a seat asks: text, filters by facet, facets to count, order, page, its access tokens (None: all seats).

    People hold one of the values of each facet in `filters`, and none of those in `without`; jobs go by record. With
    `widen`, a search of plain words also finds who holds what they may have been meant for.
    """

    text: str = ""
    filters: Mapping[FacetName, tuple[str, ...]] | None = None
    without: Mapping[FacetName, tuple[str, ...]] | None = None
    facets: tuple[FacetName, ...] = ()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 25
    access: Access = (EVERYONE,)
    widen: bool = True

    @cached_property
    def where(self) -> Node:
        """The text as it is understood; reading it raises InvalidQuery or TooLarge."""
        return parse_query(self.text)


def rank_search(parts: Parts, tenant: TenantKey, request: SearchRequest) -> Listed:
    """Rank the first thousand people that a search finds; the request's page is not looked at.

    Raises:
        InvalidQuery, TooLarge: the text can't be read.
        EngineError: the index can't answer.

    """
    wider = widened(parts, tenant, request.text, request.where) if request.widen else Widened(request.where)
    found = _found(parts, tenant, request, wider)
    if request.widen and not found.order.total:
        doubted = widened(parts, tenant, request.text, request.where, doubt=True)
        found = found if doubted == wider else _found(parts, tenant, request, doubted)
    return found


def _found(parts: Parts, tenant: TenantKey, request: SearchRequest, wider: Widened) -> Listed:
    question = Question(
        where=wider.where,
        filters=filters_of(request.filters, request.without),
        facets=request.facets,
        sort=request.sort,
        limit=RANKED,
        access=request.access,
    )
    found = find(parts, tenant, question, best=RANKED, terms=asked_terms(request.where, wider.widenings))
    return Listed(replace(found.order, widened=wider.widenings), found.facets)


def show_search(parts: Parts, tenant: TenantKey, request: SearchRequest, order: Order, page: slice) -> list[Hit]:
    """Read and explain one stretch of a search that was ranked before; `request` is the same as then."""

    def rank(found: Sequence[Found]) -> list[Hit]:
        return _ranked(request, found, order)

    return stretch(parts, tenant, order, page, rank, access=request.access)


def _ranked(request: SearchRequest, found: Sequence[Found], order: Order) -> list[Hit]:
    return rank_unified(
        found,
        asked_terms(request.where, order.widened),
        sort=request.sort,
        now=order.at,
        analyse=analyse,
        model=default_model(),
    )

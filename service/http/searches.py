"""Turn what a caller asks of people into pages of a ranked list."""

import time
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from entities.errors import InvalidQuery, TooLarge
from entities.hit import FacetCount
from entities.query import Sort
from entities.text import clean
from indexing import parse_query, render_query
from ranking import default_model
from service.flows.asked import WidenedWord, asked_terms, shown_widenings
from service.flows.facet_names import COUNTED, FACETS, conditions, counted_names
from service.flows.found_people import PersonHit, people_of
from service.flows.job_filter import named_jobs
from service.flows.ranked import Order
from service.flows.search import MOST, SearchRequest
from service.flows.search_list import rank_search, show_search
from service.http.call import Call
from service.http.caller import Viewer
from service.http.paging import page_of
from service.http.people_examples import SEARCH

TEXT_MOST = 10_000  # characters; the language's own limit is 10,000 bytes
VALUE_MOST = 200  # characters
VALUES_MOST = 100  # values of one filter
LIMIT = 25
ENGINE_PROBLEMS = ("engine_failed", "engine_down", "engine_busy")
LIST_PROBLEMS = ("invalid_cursor", "cursor_expired", *ENGINE_PROBLEMS)
PROBLEMS = ("invalid_query", *LIST_PROBLEMS)


def _plain(limit: int) -> BeforeValidator:
    def cleaned(value: object) -> object:
        plain = clean(value) if isinstance(value, str) else value
        if isinstance(plain, str) and len(plain) > limit:
            raise PydanticCustomError("too_long", "longer than {limit} characters", {"limit": limit})
        return plain

    return BeforeValidator(cleaned)


Text = Annotated[str, _plain(TEXT_MOST), Field(max_length=TEXT_MOST)]
Value = Annotated[str, _plain(VALUE_MOST), Field(max_length=VALUE_MOST)]
ByFacet = dict[Value, Annotated[list[Value], Field(max_length=VALUES_MOST)]]
Filters = Annotated[
    ByFacet,
    Field(max_length=len(FACETS), description=f"Values by facet, one of which a person must hold: {', '.join(FACETS)}"),
]
Without = Annotated[
    ByFacet, Field(max_length=len(FACETS), description="Values by facet, none of which a person may hold.")
]
Limit = Annotated[int, Field(ge=1, le=MOST)]
Cursor = Annotated[str | None, Field(max_length=1_000, description="`next` of the page before.")]


class Narrowed(BaseModel):
    """A search text and filters, and the facets to count."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    text: Text = Field(
        "",
        description='Words, "phrases", AND, OR, NOT, parentheses, begin*, scopes like title:, ranges like years:3..7.',
    )
    filters: Filters = {}
    without: Without = {}
    facets: list[Value] = Field([], max_length=len(COUNTED), description="Facets to count, on the first page.")


class Wanted(Narrowed):
    """What to search for, in which order."""

    sort: Sort = "relevance"


class SearchBody(Wanted):
    """One search, or with a cursor its next page."""

    model_config = ConfigDict(json_schema_extra={"example": SEARCH})

    limit: Limit = LIMIT
    cursor: Cursor = None
    explain: bool = False
    highlight: bool = False
    widen: bool = Field(
        default=True,
        description="Whether a search of words alone also finds people by words one letter away (where few hold the "
        "one typed) and by other names of the same work; `widened` says which. They come below the others.",
    )


class PeoplePage(BaseModel):
    """One page of a list that is ranked once; it ends at its thousandth person."""

    model_config = ConfigDict(frozen=True)

    query: str = Field(description="The text as it was understood; it reads back as the same query.")
    total: int = Field(description="People found, also those behind the thousandth.")
    hits: tuple[PersonHit, ...]
    facets: dict[str, tuple[FacetCount, ...]] = Field(description="On the first page, the facets asked for.")
    next: str | None = Field(description="The cursor of the next page, for five minutes; null on the last one.")
    took_ms: int
    partial: bool = Field(description="Whether a part of the index did not answer, so that somebody may be missing.")
    partial_because: tuple[str, ...] = Field(default=(), description="Which part, and why.")
    model: str = Field(description="Names the weights that ordered the list.")
    widened: tuple[WidenedWord, ...] = Field(
        default=(), description="What was also searched for; with `widen` false, or operators in the text: nothing."
    )


class Paging(BaseModel):
    """Which page, and how much to say of each person."""

    model_config = ConfigDict(frozen=True)

    limit: int
    cursor: str | None
    explain: bool
    highlight: bool = False


def check_text(text: str) -> None:
    """Check a search text; raises InvalidQuery or TooLarge that points at it."""
    try:
        parse_query(text)
    except (InvalidQuery, TooLarge) as error:
        raise type(error)(error.message, pointer="/text", hint=error.hint) from None


def request_of(wanted: Narrowed, viewer: Viewer, *, sort: Sort = "relevance", widen: bool = True) -> SearchRequest:
    """Read a search as a viewer asks it.

    Raises:
        InvalidQuery, TooLarge: the text can't be read, or there is no such facet.

    """
    check_text(wanted.text)
    return SearchRequest(
        text=wanted.text,
        filters=conditions(wanted.filters, "/filters"),
        without=conditions(wanted.without, "/without"),
        facets=counted_names(wanted.facets, "/facets"),
        sort=sort,
        access=viewer.access,
        widen=widen,
    )


def search_page(call: Call, route: str, request: SearchRequest, paging: Paging) -> PeoplePage:
    """Answer one page of a search, and note who was seen.

    Raises:
        NotFound: a filter names a job that the viewer may not see.
        InvalidCursor, CursorExpired: the cursor is of another list, or too old.
        EngineError: the index can't answer.

    """
    begun = time.perf_counter()
    counted: dict[str, tuple[FacetCount, ...]] = {}

    def make() -> Order:
        ranked = rank_search(call.parts, call.tenant, asked)
        counted.update(ranked.facets)
        return ranked.order

    with call.parts.store.reading(call.tenant) as tx:
        asked = named_jobs(tx, call.instance, request)
    query: dict[str, Any] = {"text": request.text, "filters": asked.filters, "without": asked.without}
    query |= {"sort": request.sort, "widen": request.widen}
    page = page_of(call, route, query, cursor=paging.cursor, limit=paging.limit, make=make)
    where = asked.where
    hits = people_of(
        call.parts,
        call.tenant,
        show_search(call.parts, call.tenant, asked, page.order, page.places),
        instance=call.instance,
        access=request.access,
        explain=paging.explain,
        terms=asked_terms(where, page.order.widened) if paging.highlight else None,
    )
    call.saw("person", [hit.id for hit in hits])
    return PeoplePage(
        query=render_query(where),
        total=page.order.total,
        hits=tuple(hits),
        facets=counted,
        next=page.next,
        took_ms=round((time.perf_counter() - begun) * 1_000),
        partial=bool(page.order.partial),
        partial_because=page.order.partial,
        model=default_model().hash,
        widened=shown_widenings(page.order.widened),
    )

"""Turn searches that a seat keeps into lists, and each of them into its people of today."""

from datetime import datetime
from typing import Annotated

from fastapi import Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from entities.query import FacetName, Node, Sort
from entities.text import NeededText
from service.flows.job_filter import named_jobs
from service.flows.run_search import watch_search
from service.flows.saved_search import (
    Owner,
    SavedSearch,
    drop_search,
    find_search,
    list_searches,
    save_search,
)
from service.http import effects, people_examples
from service.http.api import Api, Here
from service.http.call import Call
from service.http.caller import Viewer
from service.http.cursors import read_cursor, write_cursor
from service.http.searches import PROBLEMS, Paging, PeoplePage, Wanted, request_of, search_page
from store import TenantTx

api = Api(tag="search")
Number = Annotated[int, Path(ge=1, le=2**53, description="The saved search's number.")]
Cursor = Annotated[str | None, Query(max_length=1_000, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200)]


class SavedSearchBody(Wanted):
    """A search to keep, under a name."""

    model_config = ConfigDict(json_schema_extra={"example": people_examples.SAVED_BODY})

    name: NeededText


class Kept(BaseModel):
    """One saved search of the seat."""

    model_config = ConfigDict(frozen=True)

    number: int
    name: str
    text: str = Field(description="The query as it was understood.")
    where: Node = Field(description="The same as a tree of conditions.")
    filters: dict[FacetName, tuple[str, ...]]
    without: dict[FacetName, tuple[str, ...]]
    facets: tuple[FacetName, ...]
    sort: Sort
    at: datetime


class KeptList(BaseModel):
    """Some saved searches, the newest first."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Kept, ...]
    next: str | None


@api.route(
    "POST",
    "/saved-searches",
    scope="people:write",
    status=201,
    as_seat=True,
    once=True,
    problems=("invalid_query",),
    example=people_examples.SAVED,
    response_model=Kept,
)
def keep_search(call: Here, request: Request, body: SavedSearchBody) -> Response:
    """Keep a search; a client that looks as all seats keeps its own."""

    def keep(tx: TenantTx) -> Kept:
        viewer = call.viewer(tx)
        asked = request_of(body, viewer, sort=body.sort)
        named_jobs(tx, call.instance, asked)
        kept = save_search(tx, owner_of(call, viewer), body.name, asked)
        watch_search(call.parts, tx, kept.number, call.instance)
        return _shown(kept)

    return effects.once(call, request, keep, status=201)


@api.route(
    "GET",
    "/saved-searches",
    scope="people:read",
    as_seat=True,
    problems=("invalid_cursor",),
    example={"items": [people_examples.SAVED], "next": None},
)
def list_saved_searches(call: Here, cursor: Cursor = None, limit: Limit = 50) -> KeptList:
    """List the seat's saved searches, the newest first."""
    before = read_cursor(call, "list_saved_searches", {}, cursor)
    with call.parts.store.reading(call.tenant) as tx:
        found = list_searches(tx, owner_of(call, call.viewer(tx)), before=before, limit=limit + 1)
    shown = found[:limit]
    onward = write_cursor(call, "list_saved_searches", {}, shown[-1].number) if len(found) > limit else None
    return KeptList(items=tuple(map(_shown, shown)), next=onward)


@api.route("GET", "/saved-searches/{number}", scope="people:read", as_seat=True, example=people_examples.SAVED)
def read_saved_search(call: Here, number: Number) -> Kept:
    """Read one saved search of the seat."""
    with call.parts.store.reading(call.tenant) as tx:
        return _shown(find_search(tx, owner_of(call, call.viewer(tx)), number))


@api.route("DELETE", "/saved-searches/{number}", scope="people:write", status=204, as_seat=True)
def delete_saved_search(call: Here, number: Number) -> None:
    """Delete one saved search of the seat."""
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        drop_search(tx, owner_of(call, call.viewer(tx)), number)


@api.route(
    "GET",
    "/saved-searches/{number}/people",
    scope="people:read",
    limit="search",
    as_seat=True,
    waits=True,
    problems=PROBLEMS,
    example=people_examples.PEOPLE,
)
def run_saved_search(
    call: Here,
    number: Number,
    cursor: Cursor = None,
    limit: Limit = 25,
    *,
    explain: bool = False,
    highlight: bool = False,
) -> PeoplePage:
    """Search for what the seat kept, as it stands today."""
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
        kept = find_search(tx, owner_of(call, viewer), number)
    paging = Paging(limit=limit, cursor=cursor, explain=explain, highlight=highlight)
    return search_page(call, f"saved-searches/{number}", kept.request(viewer.access), paging)


def owner_of(call: Call, viewer: Viewer) -> Owner:
    """Name whose searches a caller means: the seat's that looks, or the client's own."""
    return Owner(viewer.contract, viewer.seat) if viewer.seat else Owner.client(call.caller.client)


def _shown(kept: SavedSearch) -> Kept:
    return Kept(
        number=kept.number,
        name=kept.name,
        text=kept.text,
        where=kept.where,
        filters=dict(kept.filters),
        without=dict(kept.without),
        facets=kept.facets,
        sort=kept.sort,
        at=kept.at,
    )

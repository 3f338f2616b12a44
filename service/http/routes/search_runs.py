"""Turn saved searches into runs that give who is new or changed, and runs that were made by themselves into alerts."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from indexing import analyse
from ranking import terms_of
from service.flows import alert as alerting
from service.flows.found_people import PersonHit, people_of
from service.flows.run_search import find_run, run_page, run_search
from service.flows.saved_search import SavedSearch, find_search
from service.http import people_examples
from service.http.api import Api, Here
from service.http.call import Call
from service.http.caller import Viewer
from service.http.cursors import read_cursor, write_cursor
from service.http.routes.saved_searches import Cursor, Limit, Number, owner_of
from store import watches

api = Api(tag="search")
MOST = 2**53
LIMIT = 25
FIRST = -1  # the place before the first one
RunNumber = Annotated[int, Path(ge=1, le=MOST, description="The how-manieth run of the search.")]


class RunOrder(BaseModel):
    """Which run is wanted: the next one, or one by its number, which is given again where it was made already."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, json_schema_extra={"example": {"run": 1}})

    run: Annotated[int, Field(ge=1, le=MOST)] | None = None


class AlertOrder(BaseModel):
    """How often a saved search is to be run by itself."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, json_schema_extra={"example": {"alert": "daily"}}
    )

    alert: watches.Alert


class Watched(BaseModel):
    """How far a saved search was run, and how often it runs by itself."""

    model_config = ConfigDict(frozen=True)

    search: int
    alert: watches.Alert
    run: int = Field(description="The number of its last run, 0 where there was none.")
    ran_at: datetime | None
    due_at: datetime | None = Field(description="When it runs by itself next.")


class SearchRun(BaseModel):
    """One run of a saved search."""

    model_config = ConfigDict(frozen=True)

    search: int
    run: int
    by: Literal["seat", "alert"]
    at: datetime
    found: int = Field(description="People who were new or had changed since the run before.")
    more: bool = Field(description="Whether so much had changed that the next run has to go on: ask for it at once.")


class RunPeople(SearchRun):
    """One run, and some of its people, as the seat may see them now; who left since is left out."""

    hits: tuple[PersonHit, ...]
    next: str | None


class RunList(BaseModel):
    """Some runs, the newest first."""

    model_config = ConfigDict(frozen=True)

    items: tuple[SearchRun, ...]
    next: str | None


class Alerted(SearchRun):
    """One run that a search made by itself and that found somebody."""

    name: str = Field(description="The search's name.")


class AlertList(BaseModel):
    """Some alerts, the newest first."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Alerted, ...]
    next: str | None


@api.route(
    "POST",
    "/saved-searches/{number}/run",
    scope="people:read",
    limit="search",
    as_seat=True,
    waits=True,
    example=people_examples.RUN,
)
def run_search_anew(call: Here, number: Number, body: RunOrder, limit: Limit = LIMIT) -> RunPeople:
    """Run a saved search for who is new or changed since its last run.

    A search counts from when it was kept. Who doesn't hear the answer asks for the same `run` again, and gets the same
    people; so nobody is passed over, and nobody comes twice without having changed.
    """
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
    made = run_search(
        call.parts,
        call.tenant,
        owner_of(call, viewer),
        number,
        instance=call.instance,
        access=viewer.access,
        wanted=body.run,
    )
    with call.parts.store.reading(call.tenant) as tx:
        kept = find_search(tx, owner_of(call, viewer), number)
    return _people(call, viewer, kept, made, limit=limit)


@api.route(
    "GET",
    "/saved-searches/{number}/runs",
    scope="people:read",
    as_seat=True,
    problems=("invalid_cursor",),
    example={"items": [people_examples.RUN_HEAD], "next": None},
)
def list_search_runs(call: Here, number: Number, cursor: Cursor = None, limit: Limit = LIMIT) -> RunList:
    """List the latest fifty runs of a saved search, the newest first."""
    route = f"saved-searches/{number}/runs"
    before = read_cursor(call, route, {}, cursor)
    with call.parts.store.reading(call.tenant) as tx:
        find_search(tx, owner_of(call, call.viewer(tx)), number)
        found = watches.runs_of(tx, number, before=before, limit=limit + 1)
    onward = write_cursor(call, route, {}, found[limit - 1].number) if len(found) > limit else None
    return RunList(items=tuple(map(_shown, found[:limit])), next=onward)


@api.route(
    "GET",
    "/saved-searches/{number}/runs/{run}",
    scope="people:read",
    limit="search",
    as_seat=True,
    problems=("invalid_cursor",),
    example=people_examples.RUN,
)
def read_search_run(
    call: Here,
    number: Number,
    run: RunNumber,
    cursor: Cursor = None,
    limit: Limit = LIMIT,
    *,
    explain: bool = False,
    highlight: bool = False,
) -> RunPeople:
    """Read the people of a run, as the seat may see them now."""
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
        kept, found = find_run(tx, owner_of(call, viewer), number, run)
    after = read_cursor(call, _route(found), {}, cursor)
    return _people(call, viewer, kept, found, after=after, limit=limit, explain=explain, highlight=highlight)


@api.route("PUT", "/saved-searches/{number}/alert", scope="people:write", as_seat=True, example=people_examples.WATCHED)
def set_search_alert(call: Here, number: Number, body: AlertOrder) -> Watched:
    """Say how often a saved search is run by itself; what it finds is in the list of alerts."""
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        owner = owner_of(call, call.viewer(tx))
        watch = alerting.set_alert(call.parts, tx, owner, number, body.alert, instance=call.instance)
    return Watched(search=number, alert=watch.alert, run=watch.run, ran_at=watch.ran_at, due_at=watch.due_at)


@api.route(
    "GET",
    "/alerts",
    scope="people:read",
    as_seat=True,
    problems=("invalid_cursor",),
    example={"items": [{**people_examples.RUN_HEAD, "name": "Biologists in Bergen"}], "next": None},
)
def list_alerts(call: Here, cursor: Cursor = None, limit: Limit = LIMIT) -> AlertList:
    """List what the seat's searches found by themselves, the newest first; the people are read by run."""
    before = read_cursor(call, "alerts", {}, cursor)
    with call.parts.store.reading(call.tenant) as tx:
        owner = owner_of(call, call.viewer(tx))
        found = watches.alerts_of(tx, owner.contract, owner.seat, before=before, limit=limit + 1)
        names = {search: find_search(tx, owner, search).name for search in {one.search for one in found}}
    onward = write_cursor(call, "alerts", {}, found[limit - 1].id) if len(found) > limit else None
    items = (Alerted(**_shown(one).model_dump(), name=names[one.search]) for one in found[:limit])
    return AlertList(items=tuple(items), next=onward)


def _people(
    call: Call,
    viewer: Viewer,
    kept: SavedSearch,
    run: watches.Run,
    *,
    limit: int,
    after: int | None = None,
    explain: bool = False,
    highlight: bool = False,
) -> RunPeople:
    place = FIRST if after is None else after
    page = run_page(call.parts, call.tenant, kept, run, viewer.access, after=place, limit=limit)
    hits = people_of(
        call.parts,
        call.tenant,
        page.hits,
        instance=call.instance,
        access=viewer.access,
        explain=explain,
        terms=terms_of(kept.where, analyse=analyse) if highlight else None,
    )
    call.saw("person", [hit.id for hit in hits])
    onward = None if page.place is None else write_cursor(call, _route(run), {}, page.place)
    return RunPeople(**_shown(run).model_dump(), hits=tuple(hits), next=onward)


def _route(run: watches.Run) -> str:
    return f"saved-searches/{run.search}/runs/{run.number}"


def _shown(run: watches.Run) -> SearchRun:
    return SearchRun(search=run.search, run=run.number, by=run.by, at=run.at, found=run.found, more=run.more)

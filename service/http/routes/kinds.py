"""Turn requests on records of each kind into stored records, and back: the same routes for every kind."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Path, Query, Response
from pydantic import AfterValidator, BaseModel

from entities.ids import KINDS, RecordKind
from entities.ids import Sequence as ChangeSequence
from entities.moments import moment
from service.flows.listing import list_records
from service.http.api import Api, Here
from service.http.bodies import BODY_BYTES, LARGE_BYTES
from service.http.conditions import Conditioned, etag
from service.http.cursors import read_cursor, write_cursor
from service.http.kept import KEPT, LISTS, PLURALS, SENT, Kept, Written, kept, noun
from service.http.records import delete_one, put_one, seen_one

api = Api(tag="records")
LIMIT, LIMIT_MOST = 50, 200
SourceName = Annotated[str, Path(min_length=1, max_length=200, description="The record's id in the ATS.")]
Limit = Annotated[int, Query(ge=1, le=LIMIT_MOST)]
Cursor = Annotated[str | None, Query(max_length=1_000)]


def _in_utc(time: datetime) -> datetime:
    moment(time)  # refuses what no ATS can mean; what we said ourselves is compared to the microsecond
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time


Time = Annotated[datetime, AfterValidator(_in_utc)]  # in an address it is a text; without a zone it is in UTC
UpdatedAfter = Annotated[Time | None, Query(description="Only what was received after this time.")]
WRITTEN = {
    "id": "rk3j4h5g6f7d8s9a0q1w2e3r4t",
    "source_id": "c1",
    "version": 3,
    "result": "changed",
    "changed": True,
    "change_token": "q1w2e3r4t5z6u7i8o9p0MTI",
}
VERSIONED = {"x-etag": True}
PUTTING = {**VERSIONED, "x-creates": True}  # what openapi.py makes of these: a header ETag, an answer 201
CONFLICTS = ("stale", "erased", "version_mismatch", "invalid_item", "store_full")


def add_routes(kind: RecordKind) -> None:
    """Add the routes of one kind."""
    one, many = f"/{PLURALS[kind]}/{{source_id}}", f"/{PLURALS[kind]}"
    put, read = _put(kind), _read(kind)
    delete, listing = _delete(kind), _list(kind)
    largest = LARGE_BYTES if kind == "attachment" else BODY_BYTES
    written = {**WRITTEN, "kind": kind}
    api.route("PUT", one, scope="records:write", problems=CONFLICTS, example=written, body=largest, extra=PUTTING)(put)
    api.route("GET", one, scope="records:read", as_seat=True, extra=VERSIONED, response_model=KEPT[kind])(read)
    api.route("GET", many, scope="records:read", as_seat=True, problems=["invalid_cursor"], response_model=LISTS[kind])(
        listing
    )
    api.route(
        "DELETE",
        one,
        scope="records:write",
        problems=["not_found", "stale", "version_mismatch", "store_full"],
        example={**written, "result": "deleted"},
    )(delete)


def _named(function: Callable[..., Any], name: str, summary: str) -> None:
    function.__name__ = name
    function.__doc__ = summary


def _put(kind: RecordKind) -> Callable[..., Any]:
    schema = SENT[kind]

    def put(
        call: Here,
        source_id: SourceName,
        body: Annotated[dict[str, Any], schema],
        said: Conditioned,
        response: Response,
    ) -> Written:
        written = put_one(call, kind, source_id, body, said)
        response.status_code = 201 if written.result == "created" else 200
        response.headers["ETag"] = etag(written.version)
        return written

    _named(put, f"put_{kind}", f"Send one {noun(kind)}, new or changed: the same request again changes nothing.")
    return put


def _read(kind: RecordKind) -> Callable[..., Any]:
    def read(call: Here, source_id: SourceName, response: Response) -> Kept:
        stored = seen_one(call, kind, source_id)
        response.headers["ETag"] = etag(stored.version)
        return kept(stored)

    _named(read, f"read_{kind}", f"Read one {noun(kind)} as a seat sees it.")
    return read


def _list(kind: RecordKind) -> Callable[..., Any]:
    route, model = PLURALS[kind], LISTS[kind]

    def listing(
        call: Here, limit: Limit = LIMIT, cursor: Cursor = None, updated_after: UpdatedAfter = None
    ) -> BaseModel:
        query = {"updated_after": updated_after}
        after = ChangeSequence(read_cursor(call, route, query, cursor) or 0)
        with call.parts.store.reading(call.tenant) as tx:
            access = call.viewer(tx).access
            page = list_records(tx, call.instance, kind, access, after=after, limit=limit, updated_after=updated_after)
        if page.found:
            call.saw(kind, [stored.id for stored in page.found])
        following = None if page.place is None else write_cursor(call, route, query, page.place)
        return model(items=tuple(kept(stored) for stored in page.found), next=following)

    name = f"list_{PLURALS[kind].replace('-', '_')}"
    _named(listing, name, f"List what a seat may see of the kind {noun(kind)}, the longest unchanged first.")
    return listing


def _delete(kind: RecordKind) -> Callable[..., Any]:
    def delete(
        call: Here,
        source_id: SourceName,
        said: Conditioned,
        modified: Annotated[Time | None, Query(description="When it was deleted in the ATS; by default now.")] = None,
    ) -> Written:
        return delete_one(call, kind, source_id, None if modified is None else moment(modified), said)

    _named(delete, f"delete_{kind}", f"Delete one {noun(kind)}; who wrote it last may send it again, created later.")
    return delete


for _kind in KINDS:
    add_routes(_kind)

"""Turn a place in the tenant's history into the changes that came after it."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from entities.ids import RecordKind
from entities.ids import Sequence as ChangeSequence
from service.http.api import Api, Here
from service.http.cursors import read_cursor, write_cursor
from service.http.routes.kinds import Cursor
from store import changes

api = Api(tag="changes")
ROUTE = "changes"
LIMIT, LIMIT_MOST = 200, 1_000


class ChangeShown(BaseModel):
    """One change of one record; read the record to see what it is now."""

    model_config = ConfigDict(frozen=True)

    kind: RecordKind
    id: str = Field(description="The record's id here.")
    source_id: str = Field(description="The record's id in the ATS.")
    what: changes.What
    version: int = Field(description="Grows with every change of the record, also through a deletion.")


class ChangePage(BaseModel):
    """Changes in the order in which they were committed."""

    model_config = ConfigDict(frozen=True)

    items: tuple[ChangeShown, ...]
    next: str = Field(description="The cursor to go on with, now or later: there is one at the end too.")
    more: bool = Field(description="Whether there is more already.")


EXAMPLE = {
    "items": [
        {"kind": "candidate", "id": "rk3j4h5g6f7d8s9a0q1w2e3r4t", "source_id": "c1", "what": "updated", "version": 3}
    ],
    "next": "q1w2e3r4t5z6u7i8o9p0MTI",
    "more": False,
}


@api.route("GET", "/changes", scope="changes:read", problems=["invalid_cursor"], example=EXAMPLE)
def list_changes(
    call: Here, limit: Annotated[int, Query(ge=1, le=LIMIT_MOST)] = LIMIT, cursor: Cursor = None
) -> ChangePage:
    """Follow what changed in the instance's records, from the beginning or from where a cursor stands.

    Every change comes at least once, those of one record in their order; a deletion is a change. No cursor skips one.
    """
    after = ChangeSequence(read_cursor(call, ROUTE, {}, cursor) or 0)
    with call.parts.store.reading(call.tenant) as tx:
        found = changes.feed_of(tx, call.instance, after, limit + 1)
    shown = found[:limit]
    place = shown[-1][0].sequence if shown else after
    items = tuple(
        ChangeShown.model_construct(
            kind=change.kind, id=change.id, source_id=source, what=change.what, version=change.version
        )
        for change, source in shown
    )
    return ChangePage(items=items, next=write_cursor(call, ROUTE, {}, place), more=len(found) > limit)

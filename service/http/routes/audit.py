"""Turn questions about a tenant's own trail into its entries."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict

from entities.errors import InputError
from entities.ids import RecordKind, SourceId, record_id
from service.http.api import Api, Here
from service.http.call import Call
from service.http.cursors import read_cursor, write_cursor
from service.http.routes.contracts import Cursor, Limit
from store import audit

api = Api(tag="audit")
ROUTE = "list_audit"
Text = Annotated[str | None, Query(min_length=1, max_length=200)]
About = Annotated[
    str | None,
    Query(min_length=1, max_length=200, description="Id of a record, person, member, seat, contract or client."),
]
AboutKind = Annotated[
    RecordKind | None, Query(description="`about` is the id that the ATS gives to a record of this kind.")
]


class AuditEntry(BaseModel):
    """Who did what, when, to how many of which kind. Whom it was about is kept as a keyed hash only."""

    model_config = ConfigDict(frozen=True)

    number: int
    at: datetime
    actor: str
    action: str
    kind: str
    count: int
    reason: str | None
    details: dict[str, Any]


class AuditList(BaseModel):
    """Some entries, the newest first."""

    model_config = ConfigDict(frozen=True)

    items: tuple[AuditEntry, ...]
    next: str | None


@api.route("GET", "/audit", scope="audit:read", problems=("invalid_cursor",))
def list_audit(
    call: Here,
    about: About = None,
    about_kind: AboutKind = None,
    actor: Text = None,
    action: Text = None,
    since: Annotated[AwareDatetime | None, Query(description="Only what happened at or after this moment.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> AuditList:
    """List the tenant's trail, the newest entry first.

    A read stands in it within a second, with the client, the seat it was for, the request and the ids, which can be
    asked for by `about`. An entry by an operator states the reason.
    """
    wanted = audit.Wanted(_subject(call, about, about_kind), actor, action, since)
    query = {"about": wanted.about, "actor": actor, "action": action, "since": since and since.isoformat()}
    before = read_cursor(call, ROUTE, query, cursor)
    with call.parts.store.reading(call.tenant) as tx:
        found = audit.find(tx, wanted, before=before, limit=limit + 1)
    shown = found[:limit]
    goes_on = write_cursor(call, ROUTE, query, shown[-1].number) if len(found) > limit else None
    return AuditList(items=tuple(map(_shown, shown)), next=goes_on)


def _subject(call: Call, about: str | None, kind: RecordKind | None) -> str | None:
    """Give the id that the trail knows a subject by; raises InputError for a kind without an id."""
    if kind is None:
        return about
    if about is None:
        raise InputError("about_kind needs about", pointer="about")
    return record_id(call.tenant, call.instance, kind, SourceId(about))


def _shown(entry: audit.Entry) -> AuditEntry:
    details = dict(entry.details)
    reason = details.pop("reason", None)
    return AuditEntry(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        kind=entry.kind,
        count=entry.count,
        reason=None if reason is None else str(reason),
        details=details,
    )

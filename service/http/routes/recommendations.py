"""Turn a job into pages of its Recommended Matches, and what a seat says of one into feedback."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from fastapi import Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from entities.errors import InvalidQuery
from entities.ids import SourceId
from entities.text import MediumText, NeededText
from ranking import QuestionPart, default_model
from service.flows.edited import edited_parts, edited_text
from service.flows.feedback import By, FeedbackKind, add_feedback, add_shown, hidden_people
from service.flows.found_people import PersonHit, people_of
from service.flows.job_list import JobAsked, ask, rank_job, show_job
from service.flows.ranked import Order
from service.flows.seen import seen_people, seen_record
from service.http import effects, people_examples
from service.http.api import Api, Here
from service.http.call import Call
from service.http.caller import Viewer
from service.http.paging import Page, page_of
from service.http.searches import LIMIT, LIST_PROBLEMS, PROBLEMS, Text, Value, check_text
from service.http.searches import Cursor as RankedCursor
from service.http.searches import Limit as RankedLimit
from store import TenantTx

api = Api(tag="recommendations")
JobName = Annotated[str, Path(min_length=1, max_length=200, description="The job's id in the ATS.")]
Cursor = Annotated[str | None, Query(max_length=1_000, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200)]
PartKind = Literal["title", "skill", "nice_skill", "location", "word"]
PARTS_MOST = 100
WEIGHT_MOST = 10


class Matches(BaseModel):
    """One page of a job's Recommended Matches, the best first, and the question that found them."""

    model_config = ConfigDict(frozen=True)

    job: str
    title: str
    question: tuple[QuestionPart, ...] = Field(description="What was asked of people, and how much each part counts.")
    query: str = Field(description="The question in the query language, without its weights.")
    total: int = Field(description="People considered.")
    hits: tuple[PersonHit, ...]
    next: str | None
    model: str = Field(description="Names the weights that ordered the list.")
    partial: bool = Field(default=False, description="Whether a part of the index did not answer.")
    partial_because: tuple[str, ...] = Field(default=(), description="Which part, and why.")
    ranked_at: datetime = Field(description="When the data was read that ordered the list.")


class AskedPart(BaseModel):
    """One piece of a question: what kind of thing it asks for, in which words, how much it counts."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: PartKind
    text: Value
    weight: Annotated[float, Field(ge=0, le=WEIGHT_MOST)]


class EditedBody(BaseModel):
    """A job's question as somebody edited it, as parts or as a text; without either, as the job asks it."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, json_schema_extra={"example": people_examples.EDITED}
    )

    question: Annotated[list[AskedPart], Field(max_length=PARTS_MOST)] | None = Field(
        None, description="Parts to ask for, in place of the job's; the answer's `question` may be sent back."
    )
    text: Text | None = Field(
        None,
        description="A search text in its place: terms of the job's own keep their weights, others count as skills.",
    )
    limit: RankedLimit = LIMIT
    cursor: RankedCursor = None
    explain: bool = True


class FeedbackBody(BaseModel):
    """What a seat says of a person for a job."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"example": people_examples.FEEDBACK_BODY})

    person: NeededText
    kind: FeedbackKind = Field(description="A `hidden` person is left out of the seat's matches until it says else.")
    note: MediumText = ""


class Said(BaseModel):
    """Feedback as it is kept."""

    model_config = ConfigDict(frozen=True)

    number: int
    job: str
    person: str
    kind: FeedbackKind
    at: datetime


@api.route(
    "GET",
    "/jobs/{job}/recommendations",
    scope="people:read",
    limit="search",
    as_seat=True,
    waits=True,
    problems=LIST_PROBLEMS,
    example=people_examples.MATCHES,
)
def recommend_people(
    call: Here, job: JobName, cursor: Cursor = None, limit: Limit = 25, *, explain: bool = True
) -> Matches:
    """Recommend people for a job.

    Who applied, must not be contacted, or was hidden by the seat is left out. What is shown is recorded. The list is
    ranked once and kept for five minutes; a changed job begins a new one.
    """
    return _matches(call, job, EditedBody(question=None, text=None, limit=limit, cursor=cursor, explain=explain))


@api.route(
    "POST",
    "/jobs/{job}/recommendations",
    scope="people:read",
    limit="search",
    as_seat=True,
    waits=True,
    problems=PROBLEMS,
    example=people_examples.MATCHES,
)
def recommend_for_question(call: Here, job: JobName, body: EditedBody) -> Matches:
    """Recommend people for a job by a question that somebody edited.

    Send `question` or `query` of an answer back, changed. Everything else is as for the job's own question.
    """
    if body.question is not None and body.text is not None:
        raise InvalidQuery("the question is given twice", pointer="/text", hint="give its parts, or a text")
    if body.text is not None:
        check_text(body.text)
    return _matches(call, job, body)


@api.route(
    "POST",
    "/jobs/{job}/recommendations/feedback",
    scope="people:write",
    status=201,
    as_seat=True,
    once=True,
    example=people_examples.FEEDBACK,
    response_model=Said,
)
def give_feedback(call: Here, request: Request, job: JobName, body: FeedbackBody) -> Response:
    """Say that a match is good, bad, or to be hidden; it trains this tenant's weights only."""
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
    person = seen_people(call.parts, call.tenant, [body.person], viewer.access)[0].person

    def keep(tx: TenantTx) -> Said:
        stored = seen_record(tx, call.instance, "job", SourceId(job), viewer.access)
        number = add_feedback(tx, _by(viewer), stored.id, person, body.kind, body.note)
        return Said(number=number, job=job, person=person, kind=body.kind, at=tx.now)

    return effects.once(call, request, keep, status=201)


def _matches(call: Call, job: str, body: EditedBody) -> Matches:
    """Answer one page of the people that fit a job's question, or the one that was asked in its place."""
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
        stored = seen_record(tx, call.instance, "job", SourceId(job), viewer.access)
        hidden = hidden_people(tx, _by(viewer), stored.id)
    asked = _asked(ask(call.parts, call.tenant, stored), body)

    def make() -> Order:
        return rank_job(call.parts, call.tenant, asked, access=viewer.access, hidden=hidden)

    edited = body.model_dump(include={"question", "text"})
    query = {"job": stored.id, "version": stored.version, **edited}
    page = page_of(call, "recommendations", query, cursor=body.cursor, limit=body.limit, make=make)
    hits = _shown(call, viewer, asked, page, explain=body.explain)
    return Matches(
        job=job,
        title=asked.job.title,
        question=asked.question.parts,
        query=asked.question.text,
        total=page.order.total,
        hits=hits,
        next=page.next,
        model=default_model().hash,
        partial=bool(page.order.partial),
        partial_because=page.order.partial,
        ranked_at=page.order.at,
    )


def _asked(own: JobAsked, body: EditedBody) -> JobAsked:
    if body.text is not None:
        return replace(own, question=edited_text(own.question, body.text))
    if body.question is not None:
        parts = [QuestionPart(kind=part.kind, text=part.text, weight=part.weight) for part in body.question]
        return replace(own, question=edited_parts(parts))
    return own


def _shown(call: Call, viewer: Viewer, asked: JobAsked, page: Page, *, explain: bool) -> tuple[PersonHit, ...]:
    """Explain a page's people, record that they were shown, and note that they were seen."""
    hits = show_job(call.parts, call.tenant, asked, page.order, page.places, access=viewer.access)
    people = people_of(call.parts, call.tenant, hits, instance=call.instance, access=viewer.access, explain=explain)
    with call.parts.store.writing(call.tenant, actor=call.caller.client) as tx:
        add_shown(tx, _by(viewer), asked.record, hits, model=default_model().hash, ranked_at=page.order.at)
    call.saw("person", [one.id for one in people])
    return tuple(people)


def _by(viewer: Viewer) -> By:
    return By(viewer.contract, viewer.seat, viewer.access)

"""Turn questions about a candidate's link into its decision and its evidence, and answers to it into corrections."""

import math
from typing import Annotated, Literal

from fastapi import Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from entities.errors import NotFound
from entities.ids import SourceId
from entities.link import CorrectionKind, Decision
from service.flows.correct import correct_in
from service.flows.explain import LinkExplanation, explain_link
from service.flows.seen import seen_member, seen_record
from service.http import effects, people_examples
from service.http.api import Api, Here
from service.http.call import Call
from service.http.change_tokens import change_token
from service.wording import RARITY
from store import TenantTx

api = Api(tag="links")
CandidateName = Annotated[str, Path(min_length=1, max_length=200, description="The candidate's id in the ATS.")]
Verdict = Literal["linked", "not_linked", "other_member"]


class Link(BaseModel):
    """What the matcher decided about one candidate; ids of members are the tenant's own."""

    model_config = ConfigDict(frozen=True)

    candidate: str
    person: str = Field(description="The person that the candidate is part of.")
    decision: Decision = Field(description="Only `match` joins; `review` is possibly the same person.")
    member: str | None = Field(description="The best member, joined or not.")
    probability: float = Field(description="That the candidate is this member.")
    none_probability: float = Field(description="That the candidate is none of the members.")
    runner_up: str | None
    runner_up_probability: float | None
    log_odds: float = Field(description="The sum of the evidence, before members are weighed against each other.")
    reason: str
    weights: str = Field(description="Names the weights that made it.")
    correction: str | None = Field(description="What a person said of it last: `linked` or `not_linked`.")


class Step(BaseModel):
    """One bar of the waterfall: from the sum of what came before to the sum with it."""

    model_config = ConfigDict(frozen=True)

    label: str
    level: str = Field(description="How far the values agree.")
    note: str
    log_odds: float = Field(description="What it adds, in natural log-odds.")
    start: float
    end: float
    term_frequency: float = Field(description="The part of `log_odds` that comes from how rare the values are.")


class Waterfall(BaseModel):
    """The evidence for one link as a chart's rows, the prior first; `log_odds` is where the last one ends."""

    model_config = ConfigDict(frozen=True)

    candidate: str
    member: str | None
    rows: tuple[Step, ...]
    log_odds: float
    probability: float
    weights: str


class CorrectionBody(BaseModel):
    """What a person knows about a link."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"example": people_examples.CORRECTION})

    verdict: Verdict
    member: str | None = Field(
        None, max_length=200, description="The tenant's own id; without one, the member that the link names now."
    )


class Corrected(BaseModel):
    """A kept correction; the candidate is matched again under it."""

    model_config = ConfigDict(frozen=True)

    candidate: str
    verdict: CorrectionKind
    change_token: str = Field(description="A read that names it as `after` sees the corrected link.")


@api.route("GET", "/links/{candidate}", scope="people:read", as_seat=True, waits=True, example=people_examples.LINK)
def read_link(call: Here, candidate: CandidateName) -> Link:
    """Read what the matcher decided about a candidate."""
    found = _explained(call, candidate)
    return Link(**found.model_dump(include=set(Link.model_fields)))


@api.route(
    "GET",
    "/links/{candidate}/waterfall",
    scope="people:read",
    as_seat=True,
    waits=True,
    example=people_examples.WATERFALL,
)
def read_waterfall(call: Here, candidate: CandidateName) -> Waterfall:
    """Read why: one row for each comparison, which add up."""
    found = _explained(call, candidate)
    sums = [math.fsum(one.log_odds for one in found.evidence[:count]) for count in range(len(found.evidence) + 1)]
    rows = [
        Step(
            label=one.field,
            level=one.level,
            note=one.note,
            log_odds=one.log_odds,
            start=start,
            end=end,
            term_frequency=one.log_odds if one.field.endswith(RARITY) else 0.0,
        )
        for one, start, end in zip(found.evidence, sums, sums[1:], strict=False)
    ]
    return Waterfall(
        candidate=found.candidate,
        member=found.member,
        rows=tuple(rows),
        log_odds=sums[-1],
        probability=found.probability,
        weights=found.weights,
    )


@api.route(
    "POST",
    "/links/{candidate}/correction",
    scope="people:write",
    as_seat=True,
    once=True,
    example=people_examples.CORRECTED,
    response_model=Corrected,
)
def correct_link(call: Here, request: Request, candidate: CandidateName, body: CorrectionBody) -> Response:
    """Say that a link is right, wrong, or should be to another member; every later match respects it."""

    def keep(tx: TenantTx) -> Corrected:
        viewer = call.viewer(tx)
        stored = seen_record(tx, call.instance, "candidate", SourceId(candidate), viewer.access)
        member = None if body.member is None else seen_member(call.parts, tx, body.member)
        if member is not None and member.payload.get("closed"):
            raise NotFound("there is no such member")
        due = correct_in(tx, stored.id, body.verdict, None if member is None else member.number)
        return Corrected(candidate=candidate, verdict=body.verdict, change_token=change_token(call, due))

    return effects.once(call, request, keep)


def _explained(call: Call, candidate: str) -> LinkExplanation:
    with call.parts.store.reading(call.tenant) as tx:
        viewer = call.viewer(tx)
        stored = seen_record(tx, call.instance, "candidate", SourceId(candidate), viewer.access)
    try:
        found = explain_link(call.parts, call.tenant, SourceId(candidate), instance=call.instance)
    except NotFound as error:  # not linked yet, for a candidate that was just sent
        raise NotFound(error.message, hint="name the change token of the write as `after`") from None
    call.saw("link", [stored.id])
    return found

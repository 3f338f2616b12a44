"""Turn errors into problems (RFC 9457)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from entities.errors import RateLimited, Retry, TalentjoinError
from service.flows.facet_names import nearest
from service.http.bodies import InvalidRecord
from service.http.codes import PROBLEMS
from sync import flaw_of

MEDIA = "application/problem+json"
DOCUMENTED_AT = "/docs/problems#"
CHALLENGES = {  # WWW-Authenticate by code (RFC 6750 section 3, RFC 6749 section 5.2)
    "unauthenticated": 'Bearer realm="talentjoin", error="invalid_token"',
    "insufficient_scope": 'Bearer realm="talentjoin", error="insufficient_scope"',
    "invalid_client": 'Basic realm="talentjoin"',
}
OAUTH_ERRORS = frozenset(  # codes whose problems say them once more where RFC 6749 section 5.2 wants them
    {"invalid_client", "invalid_grant", "invalid_request", "invalid_scope", "unsupported_grant_type"}
)
QUOTED = re.compile("'([^']*)'")
COMPARED = 100  # characters of a value that a field doesn't take
AGAIN_SECONDS = {"now": "1", "later": "5"}  # what Retry-After says, by when the same call may work


class ProblemEntry(BaseModel):
    """One place of the request that is wrong."""

    model_config = ConfigDict(frozen=True)

    code: str
    pointer: str = Field(description="JSON pointer into the body, or the name of a parameter.")
    message: str = ""


class Problem(BaseModel):
    """What went wrong (RFC 9457), in a form that programs can act on."""

    model_config = ConfigDict(frozen=True)

    type: str = Field(description="Address of the code's documentation.")
    title: str
    status: int
    code: str
    detail: str = ""
    hint: str = ""
    retry: Retry = Field(description="Whether the same request may work: never, later or now.")
    request_id: str = ""
    errors: tuple[ProblemEntry, ...] = ()
    error: str | None = Field(default=None, description="The code as RFC 6749 names it, from /oauth routes only.")


def problem(
    code: str,
    *,
    detail: str = "",
    hint: str = "",
    retry: Retry = "never",
    request_id: str = "",
    errors: Sequence[ProblemEntry] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Make the answer for a code of the table."""
    known = PROBLEMS[code]
    body = Problem(
        type=DOCUMENTED_AT + code,
        title=known.title,
        status=known.status,
        code=code,
        detail=detail or known.cause,
        hint=hint or known.fix,
        retry=retry,
        request_id=request_id,
        errors=tuple(errors),
        error=code if code in OAUTH_ERRORS else None,
    )
    challenge = {"WWW-Authenticate": CHALLENGES[code]} if code in CHALLENGES else {}
    left_out = {"error"} if body.error is None else set()
    content = body.model_dump(mode="json", exclude=left_out)
    return JSONResponse(content, known.status, {**challenge, **(headers or {})}, MEDIA)


def problem_of(error: TalentjoinError, *, request_id: str) -> JSONResponse:
    """Make the answer for a typed error."""
    entries = [ProblemEntry(code=error.code, pointer=error.pointer, message=error.message)] if error.pointer else []
    if isinstance(error, InvalidRecord):
        entries = [ProblemEntry(**flaw._asdict()) for flaw in error.flaws]
    return problem(
        error.code,
        detail=error.message,
        hint=error.hint or "",
        retry=error.retry,
        request_id=request_id,
        errors=entries,
        headers=_comes_again(error),
    )


def entries_of(error: RequestValidationError) -> list[ProblemEntry]:
    """Name the places of a request that its models found wrong: pointers into the body, names of parameters."""
    entries = []
    for one in error.errors():
        part, *steps = one["loc"]
        flaw = flaw_of(one["type"], steps, one["msg"])
        pointer = flaw.pointer if part == "body" else flaw.pointer.removeprefix("/")
        entries.append(ProblemEntry(code=flaw.code, pointer=pointer, message=flaw.message + _meant(one)))
    return entries


def _meant(error: Mapping[str, Any]) -> str:
    """Name the nearest of the values that a field takes, where it was given another text."""
    known = QUOTED.findall(error.get("ctx", {}).get("expected", "")) if error["type"] == "literal_error" else []
    given = error.get("input")
    return f"; the nearest is '{nearest(given[:COMPARED], known)}'" if known and isinstance(given, str) else ""


def _comes_again(error: TalentjoinError) -> dict[str, str]:
    """Say when the same request may work."""
    if isinstance(error, RateLimited):
        return {"Retry-After": str(error.retry_after)}
    return {"Retry-After": AGAIN_SECONDS[error.retry]} if error.retry in AGAIN_SECONDS else {}

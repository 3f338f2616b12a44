"""Turn problems of the API (RFC 9457) into exceptions: one class for each family, the code inside."""

from collections.abc import Mapping
from typing import Any, ClassVar

import httpx2

MEDIA = "application/problem+json"


class Problem(Exception):
    """What the API answered instead.

    `code` is stable (docs/api.md lists all), `retry` is never, later or now, `pointer` names the first place that is
    wrong, `errors` all of them, and `request_id` is what the operator needs to find the request.
    """

    code: str
    family: ClassVar[str] = "failed"

    def __init__(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self.status = status
        self.code = str(body.get("code", body.get("error", self.family)))
        self.title = str(body.get("title", ""))
        self.detail = str(body.get("detail", body.get("error_description", "")))
        self.hint = str(body.get("hint", ""))
        self.retry = str(body.get("retry", "later" if status in (429, 502, 503, 504) else "never"))
        self.request_id = str(body.get("request_id", headers.get("X-Request-Id", "")))
        self.errors: list[dict[str, Any]] = list(body.get("errors", ()))
        self.pointer = str(self.errors[0].get("pointer", "")) if self.errors else ""
        self.retry_after = _seconds(headers.get("Retry-After"))
        where = f" at {self.pointer}" if self.pointer else ""
        super().__init__(f"{self.code}{where}: {self.detail or self.title} {self.hint}".strip())


class InvalidRequest(Problem):
    """What was sent can't be taken as it is: bodies, parameters, cursors, keys."""

    family = "invalid_input"


class Unauthenticated(Problem):
    """The client or its token is not known, or no longer."""

    family = "unauthenticated"


class NotAllowed(Problem):
    """A scope, a seat or a stated reason is missing."""

    family = "refused"


class NotFound(Problem):
    """There is no such thing for this tenant and seat."""

    family = "not_found"


class Conflict(Problem):
    """The state of things stands against it: an older version, a deletion, another request under way."""

    family = "refused"


class RateLimited(Problem):
    """The limit is used up; `retry_after` says for how long."""

    family = "rate_limited"


class Unavailable(Problem):
    """The service can't answer for now."""

    family = "store_failed"


FAMILIES: Mapping[int, type[Problem]] = {
    401: Unauthenticated,
    403: NotAllowed,
    404: NotFound,
    408: Unavailable,
    409: Conflict,
    412: Conflict,
    429: RateLimited,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
    507: Unavailable,
}


def problem_of(response: httpx2.Response) -> Problem:
    """Make the exception for an answer of 400 or more."""
    status = response.status_code
    family = FAMILIES.get(status, InvalidRequest if status < 500 else Problem)
    try:
        body = response.json()
    except ValueError:
        body = {}
    return family(status, body if isinstance(body, Mapping) else {}, response.headers)


def _seconds(header: str | None) -> float | None:
    try:
        return None if header is None else max(float(header), 0.0)
    except ValueError:
        return None

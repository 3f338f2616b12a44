"""Turn the generated operations into a client that keeps its token, tries again, and finds what it just wrote."""

import copy
import datetime as dt
import json
import random
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, ParamSpec, Protocol, Self, TypeVar, overload

import httpx2

from talentjoin_client.generated.client import Operations
from talentjoin_client.generated.marks import KEYED, ONCE, WAITS
from talentjoin_client.generated.models import ItemOutcome
from talentjoin_client.generated.types import json_of
from talentjoin_client.problems import Problem, Unauthenticated, problem_of
from talentjoin_client.tokens import Tokens

TRIES = 6
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 20.0  # seconds; each pause is twice the one before, give or take a half
BULK_LINES, BULK_BYTES = 5_000, 10_000_000  # of one request
REFUSED_UNTRIED = frozenset({"rate_limited", "store_busy", "still_running", "index_behind"})  # nothing was done
P = ParamSpec("P")
T_co = TypeVar("T_co", covariant=True)


class ItemPage(Protocol[T_co]):
    """A page of a list."""

    @property
    def items(self) -> Sequence[T_co]: ...  # noqa: D102
    @property
    def next_(self) -> Any: ...  # noqa: D102


class HitPage(Protocol[T_co]):
    """A page of people."""

    @property
    def hits(self) -> Sequence[T_co]: ...  # noqa: D102
    @property
    def next_(self) -> Any: ...  # noqa: D102


class Talentjoin(Operations):
    """The API of one tenant, as one of its clients and, with `viewer`, as a seat.

    Every method sends one request and gives its answer, or raises a Problem. Requests that may be sent twice are, where
    the service asks for it. Reads of people wait until the index has what this client wrote before.
    """

    def __init__(
        self,
        url: str,
        client_id: str,
        secret: str,
        *,
        viewer: str | None = None,
        scopes: tuple[str, ...] = (),
        timeout: float = 30.0,
        http: httpx2.Client | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._http = http or httpx2.Client(base_url=url, timeout=timeout)
        self._tokens = Tokens(self._http, client_id, secret, scopes)
        self._sleep = sleep
        self._written: dict[str, str] = {}  # shared by those who look as other seats
        self.viewer = viewer

    def as_seat(self, viewer: str | None) -> Self:
        """Give the same client, looking as another seat."""
        other = copy.copy(self)
        other.viewer = viewer
        return other

    @overload
    def each(self, listing: Callable[P, ItemPage[T_co]], *args: P.args, **given: P.kwargs) -> Iterator[T_co]: ...
    @overload
    def each(self, listing: Callable[P, HitPage[T_co]], *args: P.args, **given: P.kwargs) -> Iterator[T_co]: ...
    def each(self, listing: Callable[..., Any], *args: Any, **given: Any) -> Iterator[Any]:
        """Walk a list over all its pages: `client.each(client.list_candidates, updated_after=...)`."""
        while True:
            page = listing(*args, **given)
            yield from page.hits if hasattr(page, "hits") else page.items
            if not page.next_:
                return
            if "body" in given:
                given["body"] = {**json_of(given["body"]), "cursor": page.next_}
            else:
                given["cursor"] = page.next_

    def push(self, records: Iterable[Mapping[str, Any]]) -> Iterator[ItemOutcome]:
        """Send any number of records, as many at once as the service takes; each has an outcome of its own."""
        for lines in batches(json.dumps(one, default=_moment).encode() + b"\n" for one in records):
            yield from self.send_bulk(body=b"".join(lines)).items

    def send(self, operation: str, request: dict[str, Any]) -> httpx2.Response:
        """Send one request, again where that may help; raises Problem."""
        headers = dict(request.pop("headers", {}))
        if self.viewer is not None:
            headers.setdefault("Viewer", self.viewer)
        if operation in KEYED:
            headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
        if operation in WAITS and "token" in self._written:
            request["params"] = {"after": self._written["token"], **request.get("params", {})}
        for tried in range(1, TRIES + 1):
            response = self._once(operation, {**request, "headers": headers}, last=tried == TRIES)
            if response is None:
                self._sleep(_pause(tried, None))
                continue
            if not response.is_error:
                self._remember(response)
                return response
            problem = problem_of(response)
            if tried == TRIES or not _may_help(operation, problem, first=tried == 1):
                raise problem
            self._sleep(_pause(tried, problem))
        raise AssertionError  # the last try has given or raised

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _once(self, operation: str, request: dict[str, Any], *, last: bool) -> httpx2.Response | None:
        """Try once; None where the connection broke and another try may help."""
        token = ""
        try:
            token = self._tokens.token()
            request["headers"] = {"Authorization": f"Bearer {token}", **request["headers"]}
            response = self._http.request(**request)
        except httpx2.TransportError:
            if last or (token and operation not in ONCE):  # without a token nothing was asked yet
                raise
            return None
        if response.status_code == httpx2.codes.UNAUTHORIZED:
            self._tokens.drop(token)
        return response

    def _remember(self, response: httpx2.Response) -> None:
        said = response.headers.get("Content-Type", "")
        if response.request.method == "GET" or not response.content or not said.startswith("application/json"):
            return
        body = response.json()
        token = body.get("change_token") if isinstance(body, dict) else None
        if token:
            self._written["token"] = token


def batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Group lines into what one request may carry."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        if held and (len(held) == BULK_LINES or size + len(line) > BULK_BYTES):
            yield held
            held, size = [], 0
        held.append(line)
        size += len(line)
    if held:
        yield held


def _moment(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON")


def _may_help(operation: str, problem: Problem, *, first: bool) -> bool:
    if isinstance(problem, Unauthenticated):
        return first  # the token may have been revoked, or the clocks differ: a new one is tried
    if problem.code in REFUSED_UNTRIED:
        return True
    return operation in ONCE and problem.retry != "never"


def _pause(tried: int, problem: Problem | None) -> float:
    """Choose how long to wait, in seconds: as the service says, and a little more, so that not all come at once."""
    if isinstance(problem, Unauthenticated):
        return 0.0
    if problem is not None and problem.retry_after is not None:
        return min(problem.retry_after, LONGEST_PAUSE) * random.uniform(1.0, 1.2)  # noqa: S311 - no secret
    pause: float = min(FIRST_PAUSE * 2.0 ** (tried - 1), LONGEST_PAUSE)
    return pause * random.uniform(0.5, 1.5)  # noqa: S311 - no secret

"""Turn a function into a route that says its scope, its class of limits, its problems and its example."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Depends, Header, Request
from fastapi.concurrency import run_in_threadpool

from entities.errors import InputError, Unauthenticated
from service.http.bodies import BODY_BYTES
from service.http.call import Call
from service.http.change_tokens import waited
from service.http.codes import PROBLEMS
from service.http.limits import LimitClass, let_in
from service.http.problems import Problem
from service.http.service import the_service
from service.http.signing import why
from service.http.standing import bounded
from service.http.strict import BODY, StrictRoute, known_parameters
from service.http.turns import in_turn
from service.telemetry import get_log

Method = Literal["GET", "PUT", "POST", "DELETE"]
F = TypeVar("F", bound=Callable[..., Any])

EVERY_ROUTE = (  # what any route may answer, however well it is called
    "unauthenticated",
    "insufficient_scope",
    "invalid_input",
    "rate_limited",
    "request_timeout",
    "headers_too_large",
    "store_failed",
    "store_busy",
    "deadline",
)
FOR_A_TOKEN = frozenset({"unauthenticated", "insufficient_scope"})
WITH_BODY = ("invalid_json", "invalid_encoding", "too_deep", "too_large", "unsupported_media_type")
FOR_A_SEAT = ("viewer_needed", "not_found")
WAITING = ("index_behind",)
WRITES: frozenset[LimitClass] = frozenset({"write", "bulk"})
ONCE = ("idempotency_key_reused", "still_running")
BEARER = "Bearer "
KEY_HEADER, KEY_LETTERS = "Idempotency-Key", 255
KEY_SAYS = "A name for this request: sent again within 24 hours it has no further effect, and is answered as before."
VIEWER_LENGTH = 200  # characters


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets a request in that carries a valid token with the scope."""

    scope: str
    limit: LimitClass

    async def __call__(
        self,
        request: Request,
        viewer: Annotated[str | None, Header(alias="Viewer", json_schema_extra={"maxLength": VIEWER_LENGTH})] = None,
    ) -> Call:
        """Find who calls.

        Raises:
            Unauthenticated: no valid token.
            RateLimited: the client or its tenant calls too often.
            InsufficientScope: the token lacks the scope.
            StoreFull: it is about to write, and there is no room.
            InputError: the header Viewer is too long.

        """
        service = the_service(request)
        now = service.parts.clock()
        with refusals(request):
            said = service.tokens.read(bearer(request), now)
            if service.standings.knows(said.client, said.token, now):
                caller = bounded(said, service.standings, now)
            else:  # the store is asked, which may take its time
                caller = await run_in_threadpool(bounded, said, service.standings, now)
        call = Call(service, caller, request.state.request_id, viewer)
        request.state.call = call  # so that the log names who was turned away from here on
        let_in(request, service.limits, caller, self.limit)
        caller.need(self.scope)
        if self.limit in WRITES:
            service.disk.check()
        if viewer is not None and len(viewer) > VIEWER_LENGTH:  # judged here: FastAPI would go on without a call
            raise InputError("the header Viewer is too long", pointer="Viewer")
        return call


async def idempotent(
    _key: Annotated[
        str | None,
        Header(alias=KEY_HEADER, min_length=1, max_length=KEY_LETTERS, pattern="^[!-~]+$", description=KEY_SAYS),
    ] = None,
) -> None:
    """Check the header that `effects.once` reads."""


def bearer(request: Request) -> str:
    """Give the token that a request carries; raises Unauthenticated where there is none."""
    given = request.headers.get("authorization", "")
    if not given.startswith(BEARER):
        raise Unauthenticated
    return given.removeprefix(BEARER)


@contextmanager
def refusals(request: Request) -> Iterator[None]:
    """Log that a token was refused, and why, without the token."""
    try:
        yield
    except Unauthenticated as error:
        get_log().warning("token.refused", reason=why(error), id=request.state.request_id)
        raise


async def the_call(request: Request) -> Call:
    """Give the request that the guard let in."""
    call = request.state.call
    assert isinstance(call, Call)
    return call


Here = Annotated[Call, Depends(the_call)]
"""The authenticated call, as an argument of a route."""


class Api:
    """Collects routes; each names its scope, and documents every problem it may answer."""

    def __init__(self, *, tag: str, prefix: str = "/v1", guard: Callable[[str, LimitClass], Any] = Guard) -> None:
        self.router = APIRouter(prefix=prefix, tags=[tag], route_class=StrictRoute)
        self._guard = guard

    def route(  # noqa: PLR0913 - what a route must say of itself
        self,
        method: Method,
        path: str,
        *,
        scope: str | None,
        limit: LimitClass | None = None,
        status: int = 200,
        as_seat: bool = False,
        waits: bool = False,
        once: bool = False,
        body: int = BODY_BYTES,
        problems: Sequence[str] = (),
        example: Mapping[str, Any] | None = None,
        extra: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Callable[[F], F]:
        """Make a function a route; its first docstring line is the summary, its name the operation's id.

        `scope` None lets everybody in. `as_seat` says that it reads people, so that a viewer is needed; `waits`, that
        it takes the parameter `after` and waits for that write; `once`, that it takes an idempotency key (see
        `effects.once`); `body` is how many bytes it takes, `example` an answer.
        """
        codes = [*EVERY_ROUTE, *problems] if scope else [*(set(EVERY_ROUTE) - FOR_A_TOKEN), *problems]
        for is_so, its in ((as_seat, FOR_A_SEAT), (waits, WAITING), (once, ONCE)):
            codes += its if is_so else ()
        if method in ("PUT", "POST"):
            codes += WITH_BODY
        limited = limit or ("read" if method == "GET" else "write")
        codes += ["store_full"] if limited in WRITES else []
        documented = {"x-limit": limited, "x-as-seat": as_seat, BODY: body, **(extra or {})}
        if scope:
            documented["x-scope"] = scope
        needed = [
            *([Depends(self._guard(scope, limited)), Depends(known_parameters)] if scope else []),
            *([Depends(waited)] if waits else []),
            *([Depends(idempotent)] if once else []),
        ]

        def register(function: F) -> F:
            first, _, rest = (function.__doc__ or "").partition("\n")
            self.router.add_api_route(
                path,
                in_turn(function) if limited == "search" else function,
                methods=[method],
                status_code=status,
                operation_id=function.__name__,
                summary=first.rstrip("."),
                description=rest.strip() or first,
                dependencies=[*needed, *options.pop("dependencies", ())],
                responses=answers(codes, status, example),
                openapi_extra=documented,
                **options,
            )
            return function

        return register


def answers(codes: Sequence[str], status: int, example: Mapping[str, Any] | None) -> dict[int | str, dict[str, Any]]:
    """Document the problems by status, and the example of the good answer."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in sorted(set(codes)):
        known = PROBLEMS[code]
        entry = found.setdefault(known.status, {"model": Problem, "description": "", "x-codes": []})
        entry["description"] = " ".join(filter(None, [entry["description"], f"`{code}`: {known.cause}"]))
        entry["x-codes"].append(code)
    if example is not None:
        found[status] = {"content": {"application/json": {"example": _plain(example)}}}
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value

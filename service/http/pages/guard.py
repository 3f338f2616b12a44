"""Turn a request for a page into who is signed in and what their form says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from entities.errors import TalentjoinError, Unauthenticated
from entities.ids import ContractId, InstanceId, SeatId, TenantKey
from service.http.call import Call
from service.http.caller import Caller
from service.http.codes import PROBLEMS
from service.http.pages.places import Form, Place
from service.http.pages.render import HEADERS, page
from service.http.pages.sessions import Session, Sessions, Tickets
from service.http.service import Service, the_service
from service.http.standing import OPERATOR
from service.telemetry import get_log
from service.wiring import Clock

COOKIE, SECURE_COOKIE = "talentjoin", "__Host-talentjoin"
FORM_MEDIA = "application/x-www-form-urlencoded"
FORM_BYTES = 64_000
FORM_FIELDS = 1_000
OWN_SITES = ("same-origin", "none")
MAY = frozenset({"people:read", "people:write", "records:read", "act_as"})
REFUSED = {
    400: ("That form can't be read", "Go back and send it again."),
    403: ("That form has run out", "Load the page anew and send it again."),
    413: ("That form is too long", "Ask for less."),
    415: ("That is not a form", "Send it from the page."),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an operator sits: the tenant, the contract and seats they may look as, and the reason for looking."""

    tenant: TenantKey
    tenant_name: str
    instance: InstanceId
    contract: ContractId
    seats: tuple[SeatId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages of one process share; `app.state.pages` holds it."""

    desk: Desk
    sessions: Sessions
    tickets: Tickets[str]  # a code opens a session of the operator it names


def open_desk(desk: Desk, clock: Clock) -> Pages:
    """Make what the pages over a desk share."""
    return Pages(desk, Sessions(clock), Tickets(clock))


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who is signed in."""

    pages: Pages
    call: Call
    cookie: str
    session: Session
    partly: bool  # whether only the results are asked for

    def address(self, path: str, place: Place) -> str:
        """Give an address that shows a place without spelling it out."""
        return f"{path}?at={self.pages.sessions.keep(self.session, place)}"


class PageRoute(APIRoute):
    """Answers with pages whatever happens: errors in words, and the way to sign in."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """Wrap the route."""
        answer = super().get_route_handler()

        async def as_page(request: Request) -> Response:
            try:
                response: Response = await answer(request)
            except Unauthenticated:
                response = _sign_in(request)
            except TalentjoinError as error:
                known = PROBLEMS[error.code]
                response = _failed(request, known.status, error.message, error.hint or known.fix)
            except HTTPException as error:
                title, what = REFUSED[error.status_code]
                response = _failed(request, error.status_code, title, what)
            except Exception as error:  # noqa: BLE001 - whatever failed, whoever looks gets a page
                get_log().error("page.failed", error=type(error).__name__, request=request.state.request_id)
                known = PROBLEMS["failed"]
                response = _failed(request, known.status, known.title, known.fix)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return as_page


def the_pages(request: Request) -> Pages:
    """Give what the pages share."""
    pages = request.app.state.pages
    assert isinstance(pages, Pages)
    return pages


def cookie_name(request: Request) -> str:
    """Name the cookie: over TLS so that browsers bind it to this host alone."""
    return SECURE_COOKIE if request.url.scheme == "https" else COOKIE


def the_visit(request: Request) -> Visit:
    """Find who is signed in; raises Unauthenticated."""
    pages = the_pages(request)
    cookie = request.cookies.get(cookie_name(request), "")
    session = pages.sessions.find(cookie)
    if session is None:
        raise Unauthenticated
    service = the_service(request)
    service.standings.of(OPERATOR + session.operator, "", service.parts.clock())  # an account may be closed meanwhile
    call = request.state.call = _call(service, pages.desk, session, request.state.request_id)
    partly = "hx-request" in request.headers and "hx-history-restore-request" not in request.headers
    return Visit(pages, call, cookie, session, partly)


async def posted(request: Request) -> Form:
    """Read a posted form of at most 64 kB that came from a page of ours."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_MEDIA:
        raise HTTPException(415)
    _check_origin(request)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            raise HTTPException(413)
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=FORM_FIELDS, errors="strict")
    except ValueError:  # not UTF-8, or too many fields
        raise HTTPException(400) from None


def _own_form(visit: "Here", form: Annotated[Form, Depends(posted)]) -> Form:
    """Give a form of the session's own, which carries its token."""
    if not visit.session.knows_form(next(iter(form.get("token", ())), "")):
        raise HTTPException(403)
    return form


Here = Annotated[Visit, Depends(the_visit)]
"""Who is signed in, as an argument of a page."""
Posted = Annotated[Form, Depends(posted)]
"""What a form says that anybody may send, as an argument of a page."""
OwnForm = Annotated[Form, Depends(_own_form)]
"""What a form of the session says, as an argument of a page."""


def _check_origin(request: Request) -> None:
    """Refuse a form that a browser says comes from elsewhere; one that says nothing needs the token anyway.

    Pages that send no referrer make browsers send the origin `null`: then the fetch metadata tell.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site not in OWN_SITES:
        raise HTTPException(403)
    if origin == "null" and site is not None:
        return
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403)


def _call(service: Service, desk: Desk, session: Session, request: str) -> Call:
    caller = Caller(
        client=OPERATOR + session.operator,
        token="",
        tenant=desk.tenant,
        instance=desk.instance,
        scopes=MAY,
        contracts=frozenset({desk.contract}),
        reason=desk.reason,
    )
    return Call(service, caller, request, session.seat)


def _sign_in(request: Request) -> Response:
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse("/sign-in", 303)


def _failed(request: Request, status: int, title: str, what: str) -> Response:
    name = "part_error.html" if "hx-request" in request.headers else "error.html"
    return page(name, status=status, title=title, what=what, request_id=request.state.request_id)

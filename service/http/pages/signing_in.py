"""Turn an operator's proof of who they are into a session, and its end into none."""

import hmac
import secrets
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from entities.errors import InvalidClient, NotFound, RateLimited
from entities.ids import SeatId
from service.http.pages.guard import Here, OwnForm, PageRoute, Pages, Posted, cookie_name, the_pages
from service.http.pages.places import first
from service.http.pages.render import page
from service.http.pages.sessions import BITS_256, LONGEST
from service.http.service import Service, the_service
from service.http.standing import ENTER, OPERATOR
from store import operators

router = APIRouter(route_class=PageRoute, include_in_schema=False)
FORM_COOKIE = "talentjoin-sign-in"  # holds what the form must hold too: nobody else can send it in our name
FORM_LIVES = timedelta(hours=1)
UNAUTHORIZED, TOO_MANY = 401, 429
LONGEST_FIELD = 200


@router.get("/sign-in")
def show_sign_in(request: Request) -> Response:
    """Open a session for a one-time code, or ask for name and secret."""
    pages, code = the_pages(request), request.query_params.get("code")
    if code is None:
        return _ask(request)
    operator = pages.tickets.take(code)
    if operator is None or not _may_enter(the_service(request), operator):
        return _ask(request, wrong="This link was used already or has run out. Sign in with name and secret.")
    return _opened(request, pages, operator)


@router.post("/sign-in")
def sign_in(request: Request, form: Posted) -> Response:
    """Open a session for an operator's name and secret."""
    service, address = the_service(request), request.client.host if request.client else ""
    name, secret = first(form, "name")[:LONGEST_FIELD], first(form, "secret")[:LONGEST_FIELD]
    cookie = request.cookies.get(FORM_COOKIE, "")
    if not cookie or not hmac.compare_digest(cookie.encode(), first(form, "token").encode()):
        return _ask(request, wrong="That form has run out. Please try again.", status=403)
    try:
        service.failures.check(OPERATOR + name, address)
        _check(service, name, secret, address)
    except InvalidClient:
        return _ask(request, wrong="Name or secret is wrong.", status=UNAUTHORIZED)
    except RateLimited:
        return _ask(request, wrong="Too many attempts failed. Please wait a minute.", status=TOO_MANY)
    return _opened(request, the_pages(request), name)


@router.post("/sign-out")
def sign_out(visit: Here, _: OwnForm, request: Request) -> Response:
    """End the session."""
    visit.pages.sessions.close(visit.cookie)
    response = RedirectResponse("/sign-in", 303)
    _set_cookie(request, response, cookie_name(request), "", timedelta())
    return response


@router.post("/seat")
def change_seat(visit: Here, form: OwnForm) -> Response:
    """Look as another of the desk's seats; raises NotFound."""
    seat = SeatId(first(form, "seat"))
    if seat not in visit.pages.desk.seats:
        raise NotFound("there is no such seat")
    visit.pages.sessions.sit(visit.cookie, seat)
    return RedirectResponse("/", 303)


def _check(service: Service, name: str, secret: str, address: str) -> None:
    """Make sure that the secret is the operator's, and that they may enter; raises InvalidClient."""
    with service.parts.store.control_reading() as tx:
        operator = operators.by_secret(tx, name, secret)
    if not _is_let_in(operator):
        service.failures.add(OPERATOR + name, address)
        raise InvalidClient


def _may_enter(service: Service, name: str) -> bool:
    with service.parts.store.control_reading() as tx:
        return _is_let_in(operators.get(tx, name))


def _is_let_in(operator: operators.Operator | None) -> bool:
    return operator is not None and operator.closed_at is None and ENTER in operator.scopes


def _ask(request: Request, *, wrong: str = "", status: int = 200) -> Response:
    token = secrets.token_urlsafe(BITS_256)
    response = page("sign_in.html", status=status, token=token, wrong=wrong, tenant=the_pages(request).desk.tenant_name)
    _set_cookie(request, response, FORM_COOKIE, token, FORM_LIVES)
    return response


def _opened(request: Request, pages: Pages, operator: str) -> Response:
    cookie = pages.sessions.open(operator, pages.desk.seats[0])
    response = RedirectResponse("/", 303)
    _set_cookie(request, response, cookie_name(request), cookie, LONGEST)
    return response


def _set_cookie(request: Request, response: Response, name: str, value: str, lives: timedelta) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(
        name, value, max_age=int(lives.total_seconds()), path="/", secure=secure, httponly=True, samesite="strict"
    )

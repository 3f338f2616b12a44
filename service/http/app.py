"""Turn the parts into the application that tenants' programs call."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Match
from starlette.status import HTTP_405_METHOD_NOT_ALLOWED

from entities.errors import TalentjoinError
from service.http import oauth
from service.http.disk import Disk
from service.http.docs_page import add_docs
from service.http.failures import Failures
from service.http.lane import BulkLane
from service.http.limits import Limits, bounds_of
from service.http.middleware import METHODS, Answering
from service.http.middleware_patience import Patience
from service.http.openapi import TENANTS
from service.http.pages import Pages, add_pages
from service.http.problems import entries_of, problem, problem_of
from service.http.reads import ReadLog
from service.http.routes import (
    attachments,
    audit,
    bulk,
    changes,
    contracts,
    grants,
    keys,
    kinds,
    links,
    members,
    profiles,
    recommendations,
    saved_searches,
    search,
    search_runs,
    seats,
    similar,
    sync_status,
    tasks,
    typeahead,
)
from service.http.seal import seal_of
from service.http.service import Service, no_worker
from service.http.standing import standings_in
from service.http.tokens import TokenKeys
from service.http.turns import Turns
from service.http.waiting import Waits
from service.keys import derived_key, master_key
from service.wiring import Parts

# A compressed answer's size tells of what is in it, so no answer holds both a secret and what a caller chose (BREACH):
# secrets are made and shown once, and tokens travel in headers.
ZIP_FROM = 1_000  # bytes
ZIP_LEVEL = 4
STATUS_CODES = {404: "route_not_found", 405: "method_not_allowed", 413: "too_large"}


def make_service(
    parts: Parts, *, issuer: str, waker: Callable[[], None] = no_worker, lane: BulkLane | None = None
) -> Service:
    """Make what lives as long as the process; `waker` lets the worker look for work at once, `lane` stores in bulk."""
    master = master_key(parts.settings.master_key_file, make=False)
    return Service(
        parts,
        TokenKeys(derived_key(master, "token signing"), issuer),
        ReadLog(parts),
        standings_in(parts.store),
        Failures(),
        seal_of(parts.settings),
        Waits(parts),
        Limits(bounds_of(parts.settings)),
        Disk(parts.settings.data),
        turns=Turns(parts.settings.searches_at_once),
        waker=waker,
        lane=lane,
    )


def make_app(service: Service, *, pages: Pages | None = None) -> FastAPI:
    """Make the tenants' API, with an operator's pages where there is a desk for them."""
    app = bare_app(service, "talentjoin")
    for routes in (kinds, contracts, seats, grants, audit):
        app.include_router(routes.api.router)
    for routes in (search, similar, saved_searches, search_runs, typeahead, recommendations, links, members, profiles):
        app.include_router(routes.api.router)
    for routes in (attachments, bulk, changes, tasks, sync_status):
        app.include_router(routes.api.router)
    for routes in (oauth, keys):
        app.include_router(routes.api.router)
    add_docs(app, TENANTS)
    add_pages(app, pages)
    return app


def bare_app(service: Service, title: str) -> FastAPI:
    """Make an application without routes, whose errors are problems and whose requests have ids."""
    app = FastAPI(title=title, version="1", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.service = service
    app.add_exception_handler(TalentjoinError, _typed)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)

    app.add_middleware(Patience, settings=service.parts.settings)
    app.add_middleware(GZipMiddleware, minimum_size=ZIP_FROM, compresslevel=ZIP_LEVEL)
    app.add_middleware(Answering, service=service)
    return app


async def _typed(request: Request, error: Exception) -> Response:
    assert isinstance(error, TalentjoinError)
    return problem_of(error, request_id=request.state.request_id)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem("invalid_input", request_id=request.state.request_id, errors=entries_of(error))


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, TalentjoinError):  # raised while FastAPI read the body
        return await _typed(request, error.__cause__)
    code = STATUS_CODES.get(error.status_code, "invalid_input")
    headers = {"Allow": _allowed(request)} if error.status_code == HTTP_405_METHOD_NOT_ALLOWED else error.headers
    return problem(code, request_id=request.state.request_id, headers=headers)


def _allowed(request: Request) -> str:
    """List the methods of all routes that have the path, not only of the first."""
    methods: set[str] = set()
    for method in METHODS:
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.router.routes):
            methods.add(method)
    return ", ".join(sorted(methods))

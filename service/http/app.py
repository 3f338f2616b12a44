"""Turn the parts into the application that tenants' programs call."""

import secrets
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from entities.errors import TalentjoinError
from service.http.cursors import Seal
from service.http.docs_page import add_docs
from service.http.failures import Failures
from service.http.openapi import TENANTS
from service.http.problems import ProblemEntry, problem, problem_of
from service.http.reads import ReadLog
from service.http.routes import audit, contracts, grants, kinds, saved_searches, search, seats
from service.http.service import Service, no_worker
from service.http.standing import standings_in
from service.http.tokens import TokenKeys
from service.http.waiting import Waits
from service.keys import derived_key, master_key
from service.wiring import Parts

STATUS_CODES = {404: "route_not_found", 405: "method_not_allowed", 413: "too_large"}


def make_service(parts: Parts, *, issuer: str, waker: Callable[[], None] = no_worker) -> Service:
    """Make what lives as long as the process; `waker` lets the worker look for work at once."""
    master = master_key(parts.settings.master_key_file, make=False)
    return Service(
        parts,
        TokenKeys(derived_key(master, "token signing"), issuer),
        ReadLog(parts),
        standings_in(parts.store),
        Failures(),
        Seal(derived_key(master, "cursors")),
        Waits(parts),
        waker=waker,
    )


def make_app(service: Service) -> FastAPI:
    """Make the tenants' API."""
    app = bare_app(service, "talentjoin")
    for routes in (kinds, contracts, seats, grants, audit, search, saved_searches):
        app.include_router(routes.api.router)
    add_docs(app, TENANTS)
    return app


def bare_app(service: Service, title: str) -> FastAPI:
    """Make an application without routes, whose errors are problems and whose requests have ids."""
    app = FastAPI(title=title, version="1", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.service = service
    app.add_exception_handler(TalentjoinError, _typed)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)

    @app.middleware("http")
    async def numbered(request: Request, answer: Any) -> Response:
        request.state.request_id = secrets.token_hex(8)
        response: Response = await answer(request)
        response.headers["X-Request-Id"] = request.state.request_id
        return response

    return app


async def _typed(request: Request, error: Exception) -> Response:
    assert isinstance(error, TalentjoinError)
    return problem_of(error, request_id=request.state.request_id)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    entries = [
        ProblemEntry(code=one["type"], pointer="/" + "/".join(map(str, one["loc"])), message=one["msg"])
        for one in error.errors()
    ]
    return problem("invalid_input", request_id=request.state.request_id, errors=entries)


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = STATUS_CODES.get(error.status_code, "invalid_input")
    return problem(code, request_id=request.state.request_id, headers=error.headers)

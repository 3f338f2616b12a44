"""Turn the state of the process into pages for whoever runs it, on a port of their own."""

from importlib.metadata import version

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from service.http.service import Service


def make_internal_app(service: Service) -> Starlette:
    """Make what the internal port answers."""
    app = Starlette(routes=[Route("/healthz", _alive), Route("/readyz", _ready), Route("/version", _version)])
    app.state.service = service
    return app


async def _alive(_: Request) -> Response:
    return JSONResponse({"ok": True})


async def _ready(request: Request) -> Response:
    draining = request.app.state.service.phase.draining
    return JSONResponse({"ok": not draining}, 503 if draining else 200)


async def _version(_: Request) -> Response:
    return JSONResponse({"version": version("talentjoin")})

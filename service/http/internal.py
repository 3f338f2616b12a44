"""Turn the state of the process into pages for whoever runs it, beside the admin API, on a port of their own."""

from importlib.metadata import version

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from service.http.admin.app import make_admin_app
from service.http.health import Health
from service.http.service import Service, the_service

UNCACHED = {"Cache-Control": "no-store"}


def make_internal_app(service: Service) -> Starlette:
    """Make what the internal port answers: health, version, metrics; the admin API answers all else."""
    routes = [
        Route("/healthz", _alive),
        Route("/readyz", _ready),
        Route("/version", _version),
        Route("/metrics", _metrics),
        Mount("/", make_admin_app(service)),
    ]
    app = Starlette(routes=routes)
    app.state.service = service
    app.state.health = Health(service)
    return app


async def _alive(_: Request) -> Response:
    """Tell that the process answers."""
    return JSONResponse({"ok": True}, headers=UNCACHED)


def _ready(request: Request) -> Response:
    """Tell whether requests should be sent here: 200, or 503 with what is wrong."""
    found = request.app.state.health.examine()
    return JSONResponse(found.model_dump(), 200 if found.ok else 503, UNCACHED)


async def _version(_: Request) -> Response:
    """Tell which version runs."""
    return JSONResponse({"version": version("talentjoin")}, headers=UNCACHED)


def _metrics(request: Request) -> Response:
    """Give the metrics in Prometheus' text form."""
    return PlainTextResponse(the_service(request).metrics.text(), headers=UNCACHED, media_type=CONTENT_TYPE_LATEST)

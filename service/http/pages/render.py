"""Turn a view into HTML that runs nothing but our own files and asks no other host for anything."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse, Response

from entities.errors import NotFound
from service.templates import open_templates

HERE = Path(__file__).parent
MEDIA: Mapping[str, str] = MappingProxyType(
    {
        "page.css": "text/css; charset=utf-8",
        "page.js": "text/javascript; charset=utf-8",
        "htmx.min.js": "text/javascript; charset=utf-8",
        "icon.svg": "image/svg+xml",
    }
)
HTMX_SHA256 = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"  # htmx.org 2.0.11, dist/htmx.min.js
POLICY = (  # htmx, which asks for the results alone, needs connect-src
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
)
FOREVER = "public, max-age=31536000, immutable"  # the address of a file holds its hash


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Open the templates: everything is escaped, and a value that is missing is an error."""
    opened = open_templates(HERE / "templates")
    opened.globals["file"] = address_of
    opened.globals["plain_number"] = lambda number: f"{number:,}"
    return opened


def page(name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **view: Any) -> Response:
    """Render a template as an answer with the headers of every page."""
    text = templates().get_template(name).render(**view)
    return HTMLResponse(text, status, {**HEADERS, **(headers or {})})


def static_file(name: str) -> Response:
    """Give one of our own files; raises NotFound for any other."""
    if name not in MEDIA:
        raise NotFound("there is no such file")
    headers = {**HEADERS, "Cache-Control": FOREVER}
    return Response(_content(name), headers=headers, media_type=MEDIA[name])


def address_of(name: str) -> str:
    """Give the address of one of our own files: another content, another address."""
    return f"/static/{name}?v={hashlib.sha256(_content(name)).hexdigest()[:12]}"


@lru_cache(maxsize=len(MEDIA))
def _content(name: str) -> bytes:
    return (HERE / "static" / name).read_bytes()

"""Turn the contract into pages for people: `/docs`, `/docs/problems`, and the contract itself."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import FastAPI, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response

from service.http.codes import PROBLEMS
from service.http.contract_view import entries
from service.http.openapi import Face, as_text, codes_of, contract, operations

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PAGES = {"/docs": "docs.html", "/docs/problems": "problems.html"}
STYLE = "/docs/style.css"
HTML, CSS, JSON = "text/html; charset=utf-8", "text/css; charset=utf-8", "application/json"
QUOTED = re.compile(r"`([^`]+)`")
HOUR = "public, max-age=3600"  # nothing here is about anybody


def add_docs(app: FastAPI, face: Face) -> None:
    """Serve an application's contract and its pages; written on the first request, then kept."""

    @cache
    def document() -> dict[str, Any]:
        return contract(app, face)

    @cache
    def written(path: str) -> tuple[str, str]:
        if path in PAGES:
            return render(PAGES[path], document()), HTML
        if path == STYLE:
            return _templates().get_template("docs.css").render(), CSS
        return as_text(document()), JSON

    for path in (*PAGES, STYLE, "/openapi.json"):
        app.add_route(path, _page(path, written), methods=["GET"], include_in_schema=False)


def _page(path: str, written: Callable[[str], tuple[str, str]]) -> Callable[[Request], Response]:
    def page(_: Request) -> Response:
        text, media = written(path)
        headers = {
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": HOUR,
        }
        return Response(text, 200, headers, media)

    return page


def render(template: str, document: dict[str, Any]) -> str:
    """Write one page."""
    answering: dict[str, list[str]] = {}
    for _, _, operation in operations(document):
        for code in codes_of(operation):
            answering.setdefault(code, []).append(operation["operationId"])
    count = sum(1 for _ in operations(document))
    return (
        _templates()
        .get_template(template)
        .render(
            document=document,
            tags=entries(document),
            problems=sorted(PROBLEMS.items()),
            answering=answering,
            operation_count=count,
            flow=document["components"]["securitySchemes"]["client"]["flows"]["clientCredentials"],
        )
    )


def coded(text: str) -> list[tuple[str, bool]]:
    """Cut text at its backticks, as pairs of a part, whether it is code."""
    parts = QUOTED.split(text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("service.http", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["coded"] = coded
    return made

"""Turn an application into one with pages: an operator's, or a front page that leads to the documentation."""

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from service.http.pages import matching, people, searching, signing_in
from service.http.pages.guard import PageRoute, Pages
from service.http.pages.render import page, static_file

files = APIRouter(route_class=PageRoute, include_in_schema=False)
front = APIRouter(route_class=PageRoute, include_in_schema=False)


@files.get("/static/{name}")
def show_file(name: str) -> Response:
    """Give one of the pages' own files."""
    return static_file(name)


@front.get("/")
def show_front(_: Request) -> Response:
    """Lead to the documentation, where nobody can sign in."""
    return page("front.html")


def add_pages(app: FastAPI, pages: Pages | None) -> None:
    """Give an application its pages: with a desk the operator's, without one the front page alone."""
    app.include_router(files)
    if pages is None:
        app.include_router(front)
        return
    app.state.pages = pages
    for routes in (signing_in, searching, matching, people):
        app.include_router(routes.router)

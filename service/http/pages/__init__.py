"""Turn a desk into pages: sign in, search people, look at one, say whether a link is right."""

from service.http.pages.front import add_pages
from service.http.pages.guard import Desk, Pages, open_desk

__all__ = ["Desk", "Pages", "add_pages", "open_desk"]

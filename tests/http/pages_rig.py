"""Turn a town into pages that a test visits like a browser without scripts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import httpx2
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from entities.ids import ContractId, SeatId
from service.flows.operators import add_operator
from service.flows.tenants import FIRST_INSTANCE
from service.http.app import make_app
from service.http.pages import Desk, Pages, open_desk
from service.scopes import OPERATOR_SCOPES
from tests.http.conftest import Town
from tests.service.conftest import House

REASON = "a test looks"
SEATS = (SeatId("north"), SeatId("south"))
ORIGIN = "http://localhost"


class Clock:
    """Tells the time that a test sets."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Lobby:
    """One tenant's desk, the application over it, and an operator's account."""

    town: Town
    house: House
    pages: Pages
    clock: Clock
    operator: str
    secret: str
    app: Any = field(repr=False)

    def visitor(self, *, signed_in: bool = True, origin: str = ORIGIN) -> "Visitor":
        """Come as somebody new, with a one-time code where they are to be signed in."""
        http = TestClient(self.app, base_url=origin, follow_redirects=False, raise_server_exceptions=True)
        came = Visitor(http)
        if signed_in:
            came.go(f"/sign-in?code={self.pages.tickets.issue(self.operator)}")
        return came


def open_lobby(town: Town, name: str) -> Lobby:
    """Furnish a tenant of the town with two seats and an operator, and put pages over it."""
    house = town.house(name)
    for seat in SEATS:
        town.seat(house, seat)
    operator = f"op-{name}"
    _, secret = add_operator(town.parts, operator, OPERATOR_SCOPES)
    clock = Clock()
    desk = Desk(house.tenant, name, FIRST_INSTANCE, ContractId("main"), SEATS, REASON)
    pages = open_desk(desk, clock)
    return Lobby(town, house, pages, clock, operator, secret, make_app(town.service, pages=pages))


class Visitor:
    """Follows links, fills in forms and reads, as a browser without scripts does."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self.at = "/"
        self.seen: list[str] = []  # every address that was asked for or named
        self.answer = httpx2.Response(204)
        self._read = (self.answer, LexborHTMLParser(""))

    def go(self, address: str, **options: Any) -> "Visitor":
        """Open an address, and follow where it leads."""
        return self._arrive(self.http.get(address, **options), address)

    def send(self, address: str, form: Mapping[str, Any], **options: Any) -> "Visitor":
        """Post a form, and follow where it leads."""
        return self._arrive(self.http.post(address, data=form, **options), address)

    def press(self, selector: str, filled: Mapping[str, Any] | None = None, **options: Any) -> "Visitor":
        """Press a button of the page: its form is sent with what it holds, changed by what is filled in."""
        button = self.one(selector)
        form = _form_of(self.page, button)
        values = dict(_values(self.page, form))
        if "name" in button.attributes:
            values[button.attributes["name"] or ""] = button.attributes["value"] or ""
        address = button.attributes.get("formaction") or form.attributes["action"] or ""
        return self.send(address, {**values, **(filled or {})}, **options)

    @property
    def page(self) -> LexborHTMLParser:
        """Read the page, once."""
        if self._read[0] is not self.answer:
            self._read = (self.answer, LexborHTMLParser(self.answer.text))
        return self._read[1]

    @property
    def text(self) -> str:
        """Read the words of the page."""
        body = self.page.body
        return re.sub(r"\s+", " ", body.text(separator=" ")).strip() if body else ""

    @property
    def status(self) -> int:
        """Tell the status of the page."""
        return self.answer.status_code

    def one(self, selector: str) -> LexborNode:
        """Find the first that fits."""
        found = self.page.css_first(selector)
        assert found is not None, f"no {selector} in: {self.text[:400]}"
        return found

    def words(self, selector: str) -> list[str]:
        """Read the words of all that fit."""
        return [re.sub(r"\s+", " ", one.text()).strip() for one in self.page.css(selector)]

    def addresses(self) -> Iterator[str]:
        """List the addresses that the page names."""
        for name in ("href", "src", "action", "formaction", "hx-post", "hx-get"):
            yield from (one.attributes[name] or "" for one in self.page.css(f"[{name}]"))

    def _arrive(self, answer: httpx2.Response, address: str) -> "Visitor":
        self.seen.append(address)
        for _ in range(5):
            if not answer.has_redirect_location:
                break
            address = urljoin(address, answer.headers["location"])
            self.seen.append(address)
            answer = self.http.get(address)
        self.at, self.answer = address, answer
        if "html" in answer.headers.get("content-type", ""):
            self.seen += self.addresses()
        return self


def _form_of(page: LexborHTMLParser, button: LexborNode) -> LexborNode:
    named = button.attributes.get("form")
    if named:
        found = page.css_first(f"form#{named}")
        assert found is not None
        return found
    at = button.parent
    while at is not None and at.tag != "form":
        at = at.parent
    assert at is not None, "the button is in no form"
    return at


def _values(page: LexborHTMLParser, form: LexborNode) -> Iterator[tuple[str, Any]]:
    held: dict[str, Any] = {}
    for one in form.css("input, select"):
        name, kind = one.attributes.get("name"), one.attributes.get("type")
        if not name or (kind == "checkbox" and "checked" not in one.attributes):
            continue
        if one.tag == "select":
            options = one.css("option[selected]") or one.css("option")
            held[name] = options[0].attributes["value"] if options else ""
        elif kind == "checkbox":
            held.setdefault(name, []).append(one.attributes.get("value") or "on")
        else:
            held[name] = one.attributes.get("value") or ""
    yield from held.items()

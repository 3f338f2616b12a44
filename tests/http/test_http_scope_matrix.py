"""Every route that there is asks for its scope: without it nothing opens, with it alone the scope is no obstacle."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from service.flows.tenants import FIRST_INSTANCE
from service.http.admin.guard import operator_caller, operator_keys
from service.http.caller import Caller
from service.scopes import OPERATOR_SCOPES, SCOPES
from tests.http.conftest import Town
from tests.http.desk import Desk

OPEN = frozenset({"issue_token", "revoke_token", "read_metadata", "read_keys"})  # whoever calls has no token yet
OPEN_TO_OPERATORS = frozenset({"issue_operator_token", "revoke_operator_token"})
PLACE = re.compile(r"\{[^}]+\}")
FREE_OF_SCOPES = frozenset({"act_as", "all_seats"})  # say how a client looks; no route asks for them alone


@dataclass(frozen=True)
class Route:
    """One operation of an application."""

    name: str
    method: str
    path: str
    scope: str | None


def routes_of(app: FastAPI) -> list[Route]:
    """List the operations that an application documents."""
    return [
        Route(route.operation_id or route.name, method, route.path, (route.openapi_extra or {}).get("x-scope"))
        for route in walked(app.routes)
        for method in sorted(route.methods)
    ]


def walked(routes: Collection[Any]) -> Iterator[APIRoute]:
    """Find the routes of an application, those of routers within it too."""
    for route in routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            yield route
        elif not isinstance(route, APIRoute):
            inner = getattr(route, "original_router", None) or getattr(route, "app", None)
            yield from walked(getattr(inner, "routes", ()))


def edges(needed: str, known: Collection[str]) -> Iterator[frozenset[str]]:
    """Give no scope, the needed one, all the others, and all."""
    yield frozenset()
    yield frozenset({needed})
    yield frozenset(known) - {needed}
    yield frozenset(known)


def subsets(needed: str, known: Collection[str]) -> Iterator[frozenset[str]]:
    """Give those, and each single scope."""
    yield from edges(needed, known)
    yield from (frozenset({scope}) for scope in sorted(known) if scope != needed)


class Doors:
    """Calls each route with each subset of scopes, as one client or operator."""

    def __init__(self, town: Town, desk: Desk) -> None:
        self.town, self.desk = town, desk
        self.tenant = town.house("matrix").tenant
        self.client = town.client(town.house("matrix"))
        self.operator, _ = desk.operator()

    def tenants(self, scopes: frozenset[str]) -> str:
        """Sign a tenant's token."""
        caller = Caller(self.client, "", self.tenant, FIRST_INSTANCE, scopes)
        return self.town.service.tokens.issue(caller, self.town.parts.clock())

    def operators(self, scopes: frozenset[str]) -> str:
        """Sign an operator's token."""
        caller = operator_caller(self.operator, "", scopes)
        return operator_keys(self.desk.app).issue(caller, self.town.parts.clock())

    def call(self, http: Any, route: Route, token: str | None) -> httpx2.Response:
        """Send a request that has nothing but a token."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        answer: httpx2.Response = http.request(route.method, PLACE.sub("1", route.path), headers=headers)
        return answer


@pytest.fixture(scope="module")
def doors(shared_town: Town) -> Doors:
    """Open both applications of the module's town."""
    return Doors(shared_town, Desk(shared_town))


def code_of(answer: httpx2.Response) -> str:
    """Give a problem's code, or nothing."""
    if answer.headers.get("content-type") != "application/problem+json":
        return ""
    return str(answer.json()["code"])


def test_every_route_says_what_it_asks_for(doors: Doors) -> None:
    for app, known, allowed in (
        (doors.town.app, SCOPES, OPEN),
        (doors.desk.app, OPERATOR_SCOPES, OPEN_TO_OPERATORS),
    ):
        found = routes_of(app)
        assert {route.name for route in found if route.scope is None} == allowed
        asked = {route.scope for route in found} - {None}
        assert asked <= set(known)
        documented = app.openapi_schema or {}
        assert len(found) >= len(documented.get("paths", {}))


def test_every_documented_operation_is_among_them(doors: Doors) -> None:
    """The matrix misses no route, wherever in the application it hangs."""
    for http, app in ((doors.town.http, doors.town.app), (doors.desk.http, doors.desk.app)):
        paths = http.get("/openapi.json").json()["paths"]
        documented = {(method.upper(), path) for path, held in paths.items() for method in held}
        assert {(route.method, route.path) for route in routes_of(app)} == documented
        assert len(documented) > 10


def test_no_route_of_tenants_opens_without_its_scope(doors: Doors) -> None:
    matrix(doors, doors.town.http, doors.town.app, SCOPES, doors.tenants, edges)


@pytest.mark.full
def test_no_scope_stands_in_for_another(doors: Doors) -> None:
    matrix(doors, doors.town.http, doors.town.app, SCOPES, doors.tenants, subsets)


def test_no_route_of_operators_opens_without_its_scope(doors: Doors) -> None:
    matrix(doors, doors.desk.http, doors.desk.app, OPERATOR_SCOPES, doors.operators, subsets)


def matrix(doors: Doors, http: Any, app: FastAPI, known: Collection[str], sign: Any, drawn: Any) -> None:
    """Call every route with every subset that is drawn."""
    tokens = {scopes: sign(scopes) for scope in known for scopes in drawn(scope, known)}
    count = 0
    for route in routes_of(app):
        if route.scope is None:
            continue
        for scopes in drawn(route.scope, known):
            answer = doors.call(http, route, tokens[scopes])
            told = code_of(answer)
            where = f"{route.method} {route.path} with {sorted(scopes)}: {answer.status_code} {told}"
            if route.scope in scopes:
                assert told not in ("insufficient_scope", "unauthenticated"), where
                assert answer.status_code < 500, where
            else:
                assert (answer.status_code, told) == (403, "insufficient_scope"), where
            count += 1
    print(f"{count} pairs of route and scopes")


def test_no_route_opens_without_a_token_or_with_one_of_the_other_port(doors: Doors) -> None:
    everything = (doors.tenants(frozenset(SCOPES)), doors.operators(frozenset(OPERATOR_SCOPES)))
    for http, app, foreign in (
        (doors.town.http, doors.town.app, everything[1]),
        (doors.desk.http, doors.desk.app, everything[0]),
    ):
        for route in routes_of(app):
            if route.scope is None:
                continue
            for token in (None, foreign):
                answer = doors.call(http, route, token)
                assert (answer.status_code, code_of(answer)) == (401, "unauthenticated"), (route, token is None)


def test_each_scope_opens_something(doors: Doors) -> None:
    """A scope that no route asks for would be given in vain."""
    asked = {route.scope for app in (doors.town.app, doors.desk.app) for route in routes_of(app)}
    assert {*SCOPES, *OPERATOR_SCOPES} - asked <= FREE_OF_SCOPES

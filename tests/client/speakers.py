"""Turn calls by operation into HTTP, raw or through the generated client: the same scenarios run on both."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import quote

import httpx2
from talentjoin_client import Problem, Talentjoin

from service.http.openapi import operations
from service.http.samples import request_body
from tests.http.told import Told

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")


class Failed(Exception):
    """What a scenario sees of a problem, whoever spoke."""

    def __init__(self, status: int, code: str, pointer: str) -> None:
        super().__init__(f"{status} {code} {pointer}")
        self.status, self.code, self.pointer = status, code, pointer


class Speaker(Protocol):
    """Calls operations by name, and gives answers as JSON."""

    def do(self, operation: str, *path: Any, viewer: str | None = "seat-7", body: Any = None, **query: Any) -> Any:
        """Call one operation; raises Failed."""


class Raw:
    """Speaks HTTP as the contract has it, and nothing else."""

    def __init__(self, http: httpx2.Client, token: str, document: dict[str, Any]) -> None:
        self.http = http
        self.token = token
        self.routes = {one["operationId"]: (method, path, one) for path, method, one in operations(document)}

    def do(self, operation: str, *path: Any, viewer: str | None = "seat-7", body: Any = None, **query: Any) -> Any:
        method, route, described = self.routes[operation]
        for parameter, value in zip(described.get("parameters", ()), path, strict=False):
            route = route.replace("{" + parameter["name"] + "}", quote(str(value), safe=""))
        headers = {"Authorization": f"Bearer {self.token}"} | ({"Viewer": viewer} if viewer else {})
        if "if_match" in query:
            headers["If-Match"] = query.pop("if_match")
        asked: dict[str, Any] = {"params": query, "headers": headers}
        if body is not None:
            media, _ = request_body(described) or ("", None)
            headers["Content-Type"] = media
            asked["content"] = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.http.request(method.upper(), route, **asked)
        if answer.is_error:
            problem = answer.json()
            pointer = problem["errors"][0]["pointer"] if problem["errors"] else ""
            raise Failed(answer.status_code, problem["code"], pointer)
        if answer.content and answer.headers.get("Content-Type", "").startswith("application/json"):
            return answer.json()
        return answer.content or None


class Generated:
    """Speaks through the client."""

    def __init__(self, client: Talentjoin) -> None:
        self.client = client

    def do(self, operation: str, *path: Any, viewer: str | None = "seat-7", body: Any = None, **query: Any) -> Any:
        given = query if body is None else {**query, "body": body}
        try:
            answer = getattr(self.client.as_seat(viewer), operation)(*path, **given)
        except Problem as problem:
            raise Failed(problem.status, problem.code, problem.pointer) from problem
        return answer.to_dict() if hasattr(answer, "to_dict") else answer


def client_of(story: Told, *scopes: str, **options: Any) -> Talentjoin:
    """Make a client with a secret of its own, as an admin makes one over HTTP."""
    asked = {"name": "contract test", "scopes": list(scopes or EVERYTHING), "contracts": ["main"]}
    made = story.town.call("POST", "/v1/keys", story.token, json=asked).json()
    return Talentjoin("", made["key"]["id"], made["secret"]["secret"], http=story.town.http, **options)


EVERYTHING = (
    "records:write records:read people:read people:write changes:read status:read tasks:write audit:read seats:read "
    "seats:write grants:read grants:write keys:read keys:write act_as"
).split()


def same(value: Any) -> Any:
    """Write moments alike, so that answers can be compared."""
    if isinstance(value, Mapping):
        return {name: same(one) for name, one in value.items()}
    if isinstance(value, list):
        return [same(one) for one in value]
    if isinstance(value, str) and MOMENT.match(value):
        return datetime.fromisoformat(value).isoformat()
    return value

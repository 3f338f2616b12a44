"""Turn the contract's examples into a tenant that holds all they name, and into requests on it."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2

from service.http.openapi import TENANTS, contract, operations
from service.http.people_examples import OTHER
from service.http.samples import request_body
from service.http.story import NAMED, SOURCES
from tests.http.conftest import Town

FIRST = (  # what others need; then all else, and what takes away comes last
    "put_contract",
    "put_seat",
    "put_job",
    "put_candidate",
    "put_application",
    "put_stage_entry",
    "put_note",
    "put_feedback",
    "put_attachment",
    "put_access_entry",
    "add_key",
    "keep_search",
    "order_task",
)
LAST = {"correct_link": 0.5, "close_seat": 2, "close_contract": 3, "revoke_key": 4}
MEMBER = {
    "id": "m1",
    "first_name": "Ann",
    "last_name": "Lindqvist",
    "emails": ["ann@example.com"],
    "headline": "Marine Biologist at Kelp Works",
    "location": "Bergen",
}


class Told:
    """A tenant in which the story of the examples has happened."""

    def __init__(self, town: Town, name: str) -> None:
        self.town, self.app = town, town.app
        self.house = town.house(name)
        self.token = town.token(self.house, contracts=("main",))
        self.document = contract(town.app, TENANTS)
        self.operations = {
            operation["operationId"]: (method, path, operation) for path, method, operation in operations(self.document)
        }
        self.known: dict[str, Any] = {"contract": "main", "seat": "seat-7", "candidate": "c1", "number": 1}
        self.answers: dict[str, httpx2.Response] = {}
        self.house.members(MEMBER)
        for operation in FIRST:
            self.answers[operation] = self.send(operation)
        self.known["key"] = self.answers["add_key"].json()["key"]["id"]
        self.house.drain()
        found = self.send("read_link")
        self.known["member"] = found.json()["member"] if found.is_success else "m-unknown"

    def in_order(self) -> Iterator[str]:
        """Walk what is left to be told, what takes away at the end."""
        left = [name for name in self.operations if name not in FIRST]
        yield from sorted(left, key=lambda name: LAST.get(name, 1 if self.operations[name][0] == "delete" else 0))

    def order(self) -> list[str]:
        """Name the operations in the order of the story."""
        return [*FIRST, *self.in_order()]

    def example(self, parameter: dict[str, Any], path: str) -> Any:
        """Choose what exists here for a parameter."""
        if parameter["name"] == "source_id":
            return SOURCES[path.split("/")[2]]
        return self.known.get(parameter["name"], parameter.get("example"))

    def here(self, body: Any) -> Any:
        """Name the member of this tenant instead of the example's."""
        text = json.dumps(body)
        for example in (NAMED["member"], OTHER["id"]):
            text = text.replace(example, self.known.get("member", "m-unknown"))
        return json.loads(text)

    def request(self, operation: str) -> dict[str, Any]:
        """Write the request of an operation's example, with no parameter that it can do without."""
        method, path, described = self.operations[operation]
        asked: dict[str, Any] = {"method": method.upper(), "headers": {}, "params": {}}
        for parameter in described.get("parameters", ()):
            value = self.example(parameter, path)
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", str(value))
            elif parameter["name"] == "Viewer":
                asked["headers"]["Viewer"] = "seat-7"
            elif parameter.get("required"):
                asked["params"][parameter["name"]] = value
        sent = request_body(described)
        if sent is not None:
            media, body = sent
            asked["headers"]["Content-Type"] = media
            kind = {"application/json": "json", "application/x-www-form-urlencoded": "data"}.get(media, "content")
            asked[kind] = self.here(body) or b"Ann Lindqvist\nann@example.com\n"
        return {**asked, "path": path}

    def send(self, operation: str) -> httpx2.Response:
        """Send an operation's example."""
        return self.town.call(token=self.token, **self.request(operation))

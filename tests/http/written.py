"""Turn paths of kinds into bodies that may be sent to them, and a town into one tenant's short calls."""

import json
from collections.abc import Mapping
from typing import Any

import httpx2

from tests.http.conftest import Town
from tests.service.conftest import House

MODIFIED = "2025-01-01T00:00:00.000Z"
BODIES: Mapping[str, dict[str, Any]] = {
    "jobs": {"title": "Welder"},
    "candidates": {"name": "Ann Zuk"},
    "applications": {"candidate": "c1", "job": "j1"},
    "stage-entries": {"application": "a1", "stage": "Offer", "entered_at": MODIFIED},
    "notes": {"candidate": "c1", "text": "met at the fair"},
    "feedback": {"candidate": "c1", "rating": 4.5},
    "attachments": {"candidate": "c1", "file_name": "resume.txt"},
    "access-entries": {"about_kind": "job", "about": "j1", "state": "open"},
}
LINES = "application/x-ndjson"
JSON = "application/json"


class Desk:
    """One tenant's client, who may do everything and sees what any seat may see."""

    def __init__(self, town: Town, name: str = "acme") -> None:
        self.town = town
        self.house_name = name
        self.house: House = town.house(name)
        self.client = town.client(self.house)
        self.token = town.token(self.house, client=self.client)

    def call(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """Send one request."""
        return self.town.call(method, "/v1" + path, self.token, **options)

    def put(self, path: str, body: Mapping[str, Any] | None = None, **options: Any) -> httpx2.Response:
        """Send one record, `modified` filled in; without a body the kind's own example."""
        held = BODIES[path.split("/")[1]] if body is None else body
        return self.call("PUT", path, json={"modified": MODIFIED, **held}, **options)

    def raw(self, method: str, path: str, content: bytes, media: str = JSON, **headers: str) -> httpx2.Response:
        """Send bytes as they are."""
        return self.call(method, path, content=content, headers={"Content-Type": media, **headers})

    def bulk(self, *items: Mapping[str, Any] | bytes, **headers: str) -> httpx2.Response:
        """Send lines."""
        lines = [one if isinstance(one, bytes) else json.dumps({"modified": MODIFIED, **one}).encode() for one in items]
        return self.raw("POST", "/bulk", b"\n".join(lines), LINES, **headers)


def code(answer: httpx2.Response) -> tuple[int, str]:
    """Give an answer's status and its problem's code, empty where there is none."""
    problem = answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"] if problem else ""

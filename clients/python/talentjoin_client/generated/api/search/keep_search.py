"""Keep a search; a client that looks as all seats keeps its own."""

from collections.abc import Mapping
from typing import Any

import httpx2

from ...models.kept import Kept
from ...models.saved_search_body import SavedSearchBody
from ...types import json_of


def request(
    *,
    body: SavedSearchBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/saved-searches",
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Kept:
    """Read the answer."""
    response_201 = Kept.from_dict(response.json())

    return response_201

"""Search candidates and members as one list."""

from collections.abc import Mapping
from typing import Any

import httpx2

from ...models.people_page import PeoplePage
from ...models.search_body import SearchBody
from ...types import UNSET, Unset, json_of


def request(
    *,
    body: SearchBody | Mapping[str, Any],
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/search",
        "params": params,
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> PeoplePage:
    """Read the answer."""
    response_200 = PeoplePage.from_dict(response.json())

    return response_200

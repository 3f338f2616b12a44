"""Switch a feature on or off, in the name of a seat and under a version of the terms."""

from collections.abc import Mapping
from typing import Any

import httpx2

from ...models.grant import Grant
from ...models.grant_body import GrantBody
from ...types import json_of


def request(
    *,
    body: GrantBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/grants",
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Grant:
    """Read the answer."""
    response_201 = Grant.from_dict(response.json())

    return response_201

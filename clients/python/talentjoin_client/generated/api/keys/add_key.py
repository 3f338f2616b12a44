"""Make a client of the tenant, which may do at most what the caller may."""

from collections.abc import Mapping
from typing import Any

import httpx2

from ...models.key_body import KeyBody
from ...models.new_key import NewKey
from ...types import json_of


def request(
    *,
    body: KeyBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/keys",
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> NewKey:
    """Read the answer."""
    response_201 = NewKey.from_dict(response.json())

    return response_201

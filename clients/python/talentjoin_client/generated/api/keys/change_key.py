"""Change what a client may do; its tokens can do no more than that within seconds."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.key import Key
from ...models.key_change import KeyChange
from ...types import json_of


def request(
    key: str,
    *,
    body: KeyChange | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/keys/{key}".format(
            key=quote(str(key), safe=""),
        ),
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Key:
    """Read the answer."""
    response_200 = Key.from_dict(response.json())

    return response_200

"""Make a second secret of a client, to take the place of the first; it is shown in this answer only."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.secret_body import SecretBody
from ...models.secret_once import SecretOnce
from ...types import json_of


def request(
    key: str,
    *,
    body: SecretBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/keys/{key}/secrets".format(
            key=quote(str(key), safe=""),
        ),
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> SecretOnce:
    """Read the answer."""
    response_201 = SecretOnce.from_dict(response.json())

    return response_201

"""Make one of the client's tokens count no more, everywhere within seconds (RFC 7009)."""

from collections.abc import Mapping
from typing import Any

import httpx2

from ...models.revoke_token_body import RevokeTokenBody
from ...types import json_of


def request(
    *,
    body: RevokeTokenBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/oauth/revoke",
    }
    _kwargs["data"] = json_of(body)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> None:
    """Read the answer."""
    return None

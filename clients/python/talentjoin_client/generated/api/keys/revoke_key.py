"""Revoke a client for good: neither its secrets nor its tokens count within seconds."""

from typing import Any
from urllib.parse import quote

import httpx2


def request(
    key: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/keys/{key}".format(
            key=quote(str(key), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> None:
    """Read the answer."""
    return None

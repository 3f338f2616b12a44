"""Read the public keys that tokens are signed by (RFC 7517)."""

from typing import Any

import httpx2

from ...models.key_list import KeyList


def request() -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/.well-known/jwks.json",
    }
    return _kwargs


def read(response: httpx2.Response) -> KeyList:
    """Read the answer."""
    response_200 = KeyList.from_dict(response.json())

    return response_200

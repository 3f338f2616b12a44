"""Read what an OAuth 2 library needs to know (RFC 8414)."""

from typing import Any

import httpx2

from ...models.metadata import Metadata


def request() -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/.well-known/oauth-authorization-server",
    }
    return _kwargs


def read(response: httpx2.Response) -> Metadata:
    """Read the answer."""
    response_200 = Metadata.from_dict(response.json())

    return response_200

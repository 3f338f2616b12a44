"""List the tenant's clients, those revoked too; their secrets are shown nowhere."""

from typing import Any

import httpx2

from ...models.key_listing import KeyListing


def request() -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/keys",
    }
    return _kwargs


def read(response: httpx2.Response) -> KeyListing:
    """Read the answer."""
    response_200 = KeyListing.from_dict(response.json())

    return response_200

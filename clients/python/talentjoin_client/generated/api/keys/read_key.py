"""Read one client of the tenant."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.key import Key


def request(
    key: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/keys/{key}".format(
            key=quote(str(key), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> Key:
    """Read the answer."""
    response_200 = Key.from_dict(response.json())

    return response_200

"""Read one saved search of the seat."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.kept import Kept


def request(
    number: int,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/saved-searches/{number}".format(
            number=quote(str(number), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> Kept:
    """Read the answer."""
    response_200 = Kept.from_dict(response.json())

    return response_200

"""Delete one saved search of the seat."""

from typing import Any
from urllib.parse import quote

import httpx2


def request(
    number: int,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/saved-searches/{number}".format(
            number=quote(str(number), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> None:
    """Read the answer."""
    return None

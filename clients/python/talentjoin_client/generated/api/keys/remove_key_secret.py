"""Take a secret away from a client: neither it nor the tokens got by it count within seconds."""

from typing import Any
from urllib.parse import quote

import httpx2


def request(
    key: str,
    number: int,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/keys/{key}/secrets/{number}".format(
            key=quote(str(key), safe=""),
            number=quote(str(number), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> None:
    """Read the answer."""
    return None

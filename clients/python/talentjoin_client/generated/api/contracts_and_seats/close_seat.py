"""Take a person's seat away: from now on it may not look; what it did stays."""

from typing import Any
from urllib.parse import quote

import httpx2


def request(
    seat: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/seats/{seat}".format(
            seat=quote(str(seat), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> None:
    """Read the answer."""
    return None

"""Read one seat."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.seat import Seat


def request(
    seat: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/seats/{seat}".format(
            seat=quote(str(seat), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> Seat:
    """Read the answer."""
    response_200 = Seat.from_dict(response.json())

    return response_200

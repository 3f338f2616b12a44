"""Give a person a seat, change it, move it to another contract, or open it again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.seat import Seat
from ...models.seat_body import SeatBody
from ...types import json_of


def request(
    seat: str,
    *,
    body: SeatBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/seats/{seat}".format(
            seat=quote(str(seat), safe=""),
        ),
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Seat:
    """Read the answer."""
    response_200 = Seat.from_dict(response.json())

    return response_200

"""List the seats of a contract, open and closed."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.seat_list import SeatList
from ...types import UNSET, Unset


def request(
    contract: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/contracts/{contract}/seats".format(
            contract=quote(str(contract), safe=""),
        ),
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> SeatList:
    """Read the answer."""
    response_200 = SeatList.from_dict(response.json())

    return response_200

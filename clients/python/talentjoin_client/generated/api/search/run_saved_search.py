"""Search for what the seat kept, as it stands today."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.people_page import PeoplePage
from ...types import UNSET, Unset


def request(
    number: int,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    explain: bool | Unset = False,
    highlight: bool | Unset = False,
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["explain"] = explain

    params["highlight"] = highlight

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/saved-searches/{number}/people".format(
            number=quote(str(number), safe=""),
        ),
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> PeoplePage:
    """Read the answer."""
    response_200 = PeoplePage.from_dict(response.json())

    return response_200

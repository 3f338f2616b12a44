"""List what the seat's searches found by themselves, the newest first; the people are read by run."""

from typing import Any

import httpx2

from ...models.alert_list import AlertList
from ...types import UNSET, Unset


def request(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/alerts",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> AlertList:
    """Read the answer."""
    response_200 = AlertList.from_dict(response.json())

    return response_200

"""Follow what changed in the instance's records, from the beginning or from where a cursor stands."""

from typing import Any

import httpx2

from ...models.change_page import ChangePage
from ...types import UNSET, Unset


def request(
    *,
    limit: int | Unset = 200,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/changes",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> ChangePage:
    """Read the answer."""
    response_200 = ChangePage.from_dict(response.json())

    return response_200

"""List the seat's saved searches, the newest first."""

from typing import Any

import httpx2

from ...models.kept_list import KeptList
from ...types import UNSET, Unset


def request(
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
        "url": "/v1/saved-searches",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> KeptList:
    """Read the answer."""
    response_200 = KeptList.from_dict(response.json())

    return response_200

"""List the latest fifty runs of a saved search, the newest first."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.run_list import RunList
from ...types import UNSET, Unset


def request(
    number: int,
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
        "url": "/v1/saved-searches/{number}/runs".format(
            number=quote(str(number), safe=""),
        ),
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> RunList:
    """Read the answer."""
    response_200 = RunList.from_dict(response.json())

    return response_200

"""Recommend people for a job."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.matches import Matches
from ...types import UNSET, Unset


def request(
    job: str,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    explain: bool | Unset = True,
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["explain"] = explain

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{job}/recommendations".format(
            job=quote(str(job), safe=""),
        ),
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> Matches:
    """Read the answer."""
    response_200 = Matches.from_dict(response.json())

    return response_200

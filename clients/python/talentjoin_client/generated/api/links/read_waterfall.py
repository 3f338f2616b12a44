"""Read why: one row for each comparison, which add up."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.waterfall import Waterfall
from ...types import UNSET, Unset


def request(
    candidate: str,
    *,
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/links/{candidate}/waterfall".format(
            candidate=quote(str(candidate), safe=""),
        ),
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> Waterfall:
    """Read the answer."""
    response_200 = Waterfall.from_dict(response.json())

    return response_200

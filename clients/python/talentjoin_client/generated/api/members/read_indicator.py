"""Say whether a member is in the ATS, or why nothing is shown."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.indicator import Indicator
from ...types import UNSET, Unset


def request(
    member: str,
    *,
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/members/{member}/indicator".format(
            member=quote(str(member), safe=""),
        ),
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> Indicator:
    """Read the answer."""
    response_200 = Indicator.from_dict(response.json())

    return response_200

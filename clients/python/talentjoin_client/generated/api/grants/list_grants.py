"""List what is switched: the last grant of each feature and scope. What isn't listed was never switched."""

from typing import Any

import httpx2

from ...models.grant_list import GrantList


def request() -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/grants",
    }
    return _kwargs


def read(response: httpx2.Response) -> GrantList:
    """Read the answer."""
    response_200 = GrantList.from_dict(response.json())

    return response_200

"""List every switch of a feature, the oldest first."""

from typing import Any

import httpx2

from ...models.grant_list import GrantList
from ...models.read_grant_history_feature import ReadGrantHistoryFeature
from ...types import UNSET


def request(
    *,
    feature: ReadGrantHistoryFeature,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    json_feature: str = feature
    params["feature"] = json_feature

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/grants/history",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> GrantList:
    """Read the answer."""
    response_200 = GrantList.from_dict(response.json())

    return response_200

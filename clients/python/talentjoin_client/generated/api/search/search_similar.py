"""Search for people like one to ten others, who are left out."""

from collections.abc import Mapping
from typing import Any

import httpx2

from ...models.similar_body import SimilarBody
from ...models.similar_page import SimilarPage
from ...types import UNSET, Unset, json_of


def request(
    *,
    body: SimilarBody | Mapping[str, Any],
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/search/similar",
        "params": params,
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> SimilarPage:
    """Read the answer."""
    response_200 = SimilarPage.from_dict(response.json())

    return response_200

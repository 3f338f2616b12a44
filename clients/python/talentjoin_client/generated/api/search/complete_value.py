"""Complete a title, company, skill or place to those that people hold whom the seat may see."""

from typing import Any

import httpx2

from ...models.complete_value_field import CompleteValueField
from ...models.completions import Completions
from ...types import UNSET, Unset


def request(
    *,
    field: CompleteValueField,
    prefix: str,
    limit: int | Unset = 10,
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    json_field: str = field
    params["field"] = json_field

    params["prefix"] = prefix

    params["limit"] = limit

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/typeahead",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> Completions:
    """Read the answer."""
    response_200 = Completions.from_dict(response.json())

    return response_200

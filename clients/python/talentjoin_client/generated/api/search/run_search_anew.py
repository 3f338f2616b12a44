"""Run a saved search for who is new or changed since its last run."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.run_order import RunOrder
from ...models.run_people import RunPeople
from ...types import UNSET, Unset, json_of


def request(
    number: int,
    *,
    body: RunOrder | Mapping[str, Any],
    limit: int | Unset = 25,
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/saved-searches/{number}/run".format(
            number=quote(str(number), safe=""),
        ),
        "params": params,
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> RunPeople:
    """Read the answer."""
    response_200 = RunPeople.from_dict(response.json())

    return response_200

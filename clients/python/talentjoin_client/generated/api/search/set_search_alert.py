"""Say how often a saved search is run by itself; what it finds is in the list of alerts."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.alert_order import AlertOrder
from ...models.watched import Watched
from ...types import json_of


def request(
    number: int,
    *,
    body: AlertOrder | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/saved-searches/{number}/alert".format(
            number=quote(str(number), safe=""),
        ),
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Watched:
    """Read the answer."""
    response_200 = Watched.from_dict(response.json())

    return response_200

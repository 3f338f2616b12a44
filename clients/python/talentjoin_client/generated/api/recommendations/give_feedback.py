"""Say that a match is good, bad, or to be hidden; it trains this tenant's weights only."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.feedback_body import FeedbackBody
from ...models.said import Said
from ...types import json_of


def request(
    job: str,
    *,
    body: FeedbackBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/jobs/{job}/recommendations/feedback".format(
            job=quote(str(job), safe=""),
        ),
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Said:
    """Read the answer."""
    response_201 = Said.from_dict(response.json())

    return response_201

"""Get a token for a client's secret, or for an assertion signed by its key."""

from collections.abc import Mapping
from typing import Any

import httpx2

from ...models.issue_token_body import IssueTokenBody
from ...models.token_answer import TokenAnswer
from ...types import json_of


def request(
    *,
    body: IssueTokenBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/oauth/token",
    }
    _kwargs["data"] = json_of(body)
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> TokenAnswer:
    """Read the answer."""
    response_200 = TokenAnswer.from_dict(response.json())

    return response_200

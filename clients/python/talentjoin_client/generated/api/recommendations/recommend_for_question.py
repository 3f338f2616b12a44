"""Recommend people for a job by a question that somebody edited."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.edited_body import EditedBody
from ...models.matches import Matches
from ...types import UNSET, Unset, json_of


def request(
    job: str,
    *,
    body: EditedBody | Mapping[str, Any],
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/jobs/{job}/recommendations".format(
            job=quote(str(job), safe=""),
        ),
        "params": params,
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Matches:
    """Read the answer."""
    response_200 = Matches.from_dict(response.json())

    return response_200

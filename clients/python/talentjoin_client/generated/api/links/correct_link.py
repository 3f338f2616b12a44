"""Say that a link is right, wrong, or should be to another member; every later match respects it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.corrected import Corrected
from ...models.correction_body import CorrectionBody
from ...types import json_of


def request(
    candidate: str,
    *,
    body: CorrectionBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/links/{candidate}/correction".format(
            candidate=quote(str(candidate), safe=""),
        ),
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Corrected:
    """Read the answer."""
    response_200 = Corrected.from_dict(response.json())

    return response_200

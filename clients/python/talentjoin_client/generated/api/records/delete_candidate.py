"""Delete one candidate; who wrote it last may send it again, created later."""

import datetime
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.written import Written
from ...types import UNSET, Unset


def request(
    source_id: str,
    *,
    modified: datetime.datetime | Unset = UNSET,
    if_match: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_modified: str | Unset = UNSET
    if not isinstance(modified, Unset):
        json_modified = modified.isoformat()
    params["modified"] = json_modified

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/candidates/{source_id}".format(
            source_id=quote(str(source_id), safe=""),
        ),
        "params": params,
    }
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Written:
    """Read the answer."""
    response_200 = Written.from_dict(response.json())

    return response_200

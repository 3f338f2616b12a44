"""Send the file of an attachment that is there already, as it is; its type is the header Content-Type."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.written import Written
from ...types import UNSET, Unset


def request(
    source_id: str,
    *,
    body: bytes,
    content_type: str = "application/octet-stream",
    if_match: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/attachments/{source_id}/content".format(
            source_id=quote(str(source_id), safe=""),
        ),
    }
    _kwargs["content"] = body
    headers["Content-Type"] = content_type
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Written:
    """Read the answer."""
    response_200 = Written.from_dict(response.json())

    return response_200

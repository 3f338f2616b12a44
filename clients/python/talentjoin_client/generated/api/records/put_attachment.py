"""Send one attachment, new or changed: the same request again changes nothing."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.attachment_input import AttachmentInput
from ...models.written import Written
from ...types import UNSET, Unset, json_of


def request(
    source_id: str,
    *,
    body: AttachmentInput | Mapping[str, Any],
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
        "url": "/v1/attachments/{source_id}".format(
            source_id=quote(str(source_id), safe=""),
        ),
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Written:
    """Read the answer."""
    if response.status_code == 200:
        response_200 = Written.from_dict(response.json())

        return response_200

    response_201 = Written.from_dict(response.json())

    return response_201

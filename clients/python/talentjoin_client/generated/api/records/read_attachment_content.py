"""Download the file of an attachment: always as a download, never shown in place."""

from typing import Any
from urllib.parse import quote

import httpx2


def request(
    source_id: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/attachments/{source_id}/content".format(
            source_id=quote(str(source_id), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> bytes:
    """Read the answer."""
    return response.content

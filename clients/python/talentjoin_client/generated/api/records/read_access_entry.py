"""Read one access entry as a seat sees it."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.kept_access_entry import KeptAccessEntry


def request(
    source_id: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/access-entries/{source_id}".format(
            source_id=quote(str(source_id), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> KeptAccessEntry:
    """Read the answer."""
    response_200 = KeptAccessEntry.from_dict(response.json())

    return response_200

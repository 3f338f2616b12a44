"""Read one application as a seat sees it."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.kept_application import KeptApplication


def request(
    source_id: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/applications/{source_id}".format(
            source_id=quote(str(source_id), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> KeptApplication:
    """Read the answer."""
    response_200 = KeptApplication.from_dict(response.json())

    return response_200

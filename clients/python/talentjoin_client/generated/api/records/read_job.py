"""Read one job as a seat sees it."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.kept_job import KeptJob


def request(
    source_id: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{source_id}".format(
            source_id=quote(str(source_id), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> KeptJob:
    """Read the answer."""
    response_200 = KeptJob.from_dict(response.json())

    return response_200

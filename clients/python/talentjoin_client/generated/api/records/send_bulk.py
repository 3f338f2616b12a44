"""Send up to 5,000 records and deletions of any kind, 10 MB, in one transaction."""

from typing import Any

import httpx2

from ...models.bulk_answer import BulkAnswer


def request(
    *,
    body: bytes,
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/bulk",
    }
    _kwargs["content"] = body
    headers["Content-Type"] = "application/x-ndjson"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> BulkAnswer:
    """Read the answer."""
    response_200 = BulkAnswer.from_dict(response.json())

    return response_200

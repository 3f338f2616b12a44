"""Tell how many records there are, when the last came, and what is still due."""

from typing import Any

import httpx2

from ...models.sync_status import SyncStatus


def request() -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/sync-status",
    }
    return _kwargs


def read(response: httpx2.Response) -> SyncStatus:
    """Read the answer."""
    response_200 = SyncStatus.from_dict(response.json())

    return response_200

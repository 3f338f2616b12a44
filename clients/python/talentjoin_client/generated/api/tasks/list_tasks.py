"""List ordered work, the newest first."""

from typing import Any

import httpx2

from ...models.task_list import TaskList
from ...types import UNSET, Unset


def request(
    *,
    limit: int | Unset = 50,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/tasks",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> TaskList:
    """Read the answer."""
    response_200 = TaskList.from_dict(response.json())

    return response_200

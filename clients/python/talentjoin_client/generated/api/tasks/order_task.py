"""Order work for the worker; what already waits is not queued twice."""

from collections.abc import Mapping
from typing import Any

import httpx2

from ...models.task import Task
from ...models.task_order import TaskOrder
from ...types import json_of


def request(
    *,
    body: TaskOrder | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/tasks",
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Task:
    """Read the answer."""
    response_202 = Task.from_dict(response.json())

    return response_202

"""Read one piece of ordered work."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.task import Task


def request(
    number: int,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/tasks/{number}".format(
            number=quote(str(number), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> Task:
    """Read the answer."""
    response_200 = Task.from_dict(response.json())

    return response_200

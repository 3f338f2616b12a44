"""Read the people of a run, as the seat may see them now."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.run_people import RunPeople
from ...types import UNSET, Unset


def request(
    number: int,
    run: int,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 25,
    explain: bool | Unset = False,
    highlight: bool | Unset = False,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params["explain"] = explain

    params["highlight"] = highlight

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/saved-searches/{number}/runs/{run}".format(
            number=quote(str(number), safe=""),
            run=quote(str(run), safe=""),
        ),
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> RunPeople:
    """Read the answer."""
    response_200 = RunPeople.from_dict(response.json())

    return response_200

"""List what a seat may see of the kind candidate, the longest unchanged first."""

import datetime
from typing import Any

import httpx2

from ...models.candidate_list import CandidateList
from ...types import UNSET, Unset


def request(
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    updated_after: datetime.datetime | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    json_updated_after: str | Unset = UNSET
    if not isinstance(updated_after, Unset):
        json_updated_after = updated_after.isoformat()
    params["updated_after"] = json_updated_after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/candidates",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> CandidateList:
    """Read the answer."""
    response_200 = CandidateList.from_dict(response.json())

    return response_200

"""List the contracts that the client may see, open and closed."""

from typing import Any

import httpx2

from ...models.contract_list import ContractList
from ...types import UNSET, Unset


def request(
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/contracts",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> ContractList:
    """Read the answer."""
    response_200 = ContractList.from_dict(response.json())

    return response_200

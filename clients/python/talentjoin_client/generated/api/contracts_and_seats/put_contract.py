"""Open a contract, rename it, or open it again."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from ...models.contract import Contract
from ...models.contract_body import ContractBody
from ...types import json_of


def request(
    contract: str,
    *,
    body: ContractBody | Mapping[str, Any],
) -> dict[str, Any]:
    """Write the request."""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/contracts/{contract}".format(
            contract=quote(str(contract), safe=""),
        ),
    }
    _kwargs["json"] = json_of(body)
    headers["Content-Type"] = "application/json"
    _kwargs["headers"] = headers
    return _kwargs


def read(response: httpx2.Response) -> Contract:
    """Read the answer."""
    response_200 = Contract.from_dict(response.json())

    return response_200

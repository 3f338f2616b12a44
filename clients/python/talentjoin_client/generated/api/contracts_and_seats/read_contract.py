"""Read one contract."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.contract import Contract


def request(
    contract: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/contracts/{contract}".format(
            contract=quote(str(contract), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> Contract:
    """Read the answer."""
    response_200 = Contract.from_dict(response.json())

    return response_200

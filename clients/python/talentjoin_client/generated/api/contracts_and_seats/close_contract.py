"""Close a contract: from now on none of its seats may look; what they did stays."""

from typing import Any
from urllib.parse import quote

import httpx2


def request(
    contract: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/contracts/{contract}".format(
            contract=quote(str(contract), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> None:
    """Read the answer."""
    return None

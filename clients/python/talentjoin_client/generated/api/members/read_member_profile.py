"""Read a member's public profile."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.member_profile import MemberProfile


def request(
    member: str,
) -> dict[str, Any]:
    """Write the request."""

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/members/{member}/profile".format(
            member=quote(str(member), safe=""),
        ),
    }
    return _kwargs


def read(response: httpx2.Response) -> MemberProfile:
    """Read the answer."""
    response_200 = MemberProfile.from_dict(response.json())

    return response_200

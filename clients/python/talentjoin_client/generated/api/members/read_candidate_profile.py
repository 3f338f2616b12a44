"""Read what the ATS, its resumes and the linked member say of one candidate."""

from typing import Any
from urllib.parse import quote

import httpx2

from ...models.candidate_profile import CandidateProfile
from ...types import UNSET, Unset


def request(
    candidate: str,
    *,
    after: str | Unset = UNSET,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["after"] = after

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/candidates/{candidate}/profile".format(
            candidate=quote(str(candidate), safe=""),
        ),
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> CandidateProfile:
    """Read the answer."""
    response_200 = CandidateProfile.from_dict(response.json())

    return response_200

"""List the tenant's trail, the newest entry first."""

import datetime
from typing import Any

import httpx2

from ...models.audit_list import AuditList
from ...models.list_audit_about_kind import ListAuditAboutKind
from ...types import UNSET, Unset


def request(
    *,
    about: str | Unset = UNSET,
    about_kind: ListAuditAboutKind | Unset = UNSET,
    actor: str | Unset = UNSET,
    action: str | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> dict[str, Any]:
    """Write the request."""

    params: dict[str, Any] = {}

    params["about"] = about

    json_about_kind: str | Unset = UNSET
    if not isinstance(about_kind, Unset):
        json_about_kind = about_kind

    params["about_kind"] = json_about_kind

    params["actor"] = actor

    params["action"] = action

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/audit",
        "params": params,
    }
    return _kwargs


def read(response: httpx2.Response) -> AuditList:
    """Read the answer."""
    response_200 = AuditList.from_dict(response.json())

    return response_200

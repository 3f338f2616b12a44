"""Turn a place in a list into an opaque signed text, or such a text back into the place."""

import json
from collections.abc import Mapping
from typing import Any

from entities.errors import InvalidCursor
from service.http.call import Call


def write_cursor(call: Call, route: str, query: Mapping[str, Any], place: Any) -> str:
    """Give the cursor that goes on behind a place of a list: for this tenant, instance, seat, route and query only.

    `query` is what chooses and orders the list, as plain JSON values; `place` is any JSON value but null.
    """
    return call.service.seal.write(_bound(call, route, query), place)


def read_cursor(call: Call, route: str, query: Mapping[str, Any], cursor: str | None) -> Any:
    """Give the place behind which a list goes on, None where it begins.

    Raises:
        InvalidCursor: the cursor is not ours, or is of another list.

    """
    if cursor is None:
        return None
    place = call.service.seal.read(_bound(call, route, query), cursor)
    if place is None:
        raise InvalidCursor(pointer="cursor")
    return place


def _bound(call: Call, route: str, query: Mapping[str, Any]) -> tuple[str, ...]:
    asked = json.dumps(query, sort_keys=True, separators=(",", ":"), default=str)
    return ("cursor", call.tenant, call.instance, call.named or "", route, asked)

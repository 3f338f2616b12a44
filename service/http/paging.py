"""Turn a ranked list into one of its pages, and a cursor that goes on behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.flows.ranked import Order
from service.http.call import Call
from service.http.cursors import read_cursor, write_cursor


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a kept order: its places, and the cursor of the page behind it, None at the end."""

    order: Order
    places: slice
    next: str | None
    first: bool


def page_of(
    call: Call,
    route: str,
    query: Mapping[str, Any],
    *,
    cursor: str | None,
    limit: int,
    make: Callable[[], Order],
) -> Page:
    """Cut a page out of the order behind the cursor, or of a new one where there is no cursor.

    Raises:
        InvalidCursor: the cursor is not ours, or is of another list.
        CursorExpired: the order is no longer kept.

    """
    lists, now = call.service.lists, call.parts.clock()
    place = read_cursor(call, route, query, cursor)
    if place is None:
        order, start = make(), 0
        name = lists.keep(call.tenant, order, now) if len(order.places) > limit else ""
    else:
        name, start = place
        order = lists.find(call.tenant, name, now)
    end = min(start + limit, len(order.places))
    onward = write_cursor(call, route, query, [name, end]) if end < len(order.places) else None
    return Page(order, slice(start, end), onward, place is None)

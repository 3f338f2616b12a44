"""Turn a visit into what stands around every page: who looks, at what, and the way out."""

from typing import Any

from service.http.pages.guard import Visit
from store import seats

MENU = (("search", "/", "Search"), ("matches", "/matches", "Recommended Matches"))


def shell(visit: Visit, here: str) -> dict[str, Any]:
    """Give the values that the frame of a page needs; `here` is the menu's entry that is open."""
    call, desk = visit.call, visit.pages.desk
    with call.parts.store.reading(call.tenant) as tx:
        named = {one.id: str(one.payload.get("name", one.id)) for one in seats.seats(tx, desk.contract)}
    return {
        "menu": [(address, label, name == here) for name, address, label in MENU],
        "tenant": desk.tenant_name,
        "operator": visit.session.operator,
        "reason": desk.reason,
        "seats": [(seat, named.get(seat, seat), seat == visit.session.seat) for seat in desk.seats],
        "token": visit.session.form_token,
    }

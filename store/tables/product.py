"""Turn what seats do (contracts, exports, messages, notes, searches) into tables of a tenant."""

from sqlalchemy import Column, Index, Table

from store.tables.columns import flag, instant, number, octets, text
from store.tables.records import TENANT

contract = Table(
    "contract",
    TENANT,
    text("tenant", key=True),
    text("id", key=True),
    text("name"),
    instant("opened_at"),
    instant("closed_at", optional=True),
)
seat = Table(
    "seat",
    TENANT,
    text("tenant", key=True),
    text("id", key=True),
    text("contract"),
    text("role"),
    text("licence"),
    octets("payload"),
    instant("opened_at"),
    instant("closed_at", optional=True),
)
Index("seat_contract", seat.c.tenant, seat.c.contract)


def _by_seat(name: str, *more: Column[str]) -> Table:
    """Make one table of what seats do: about a person or a job, when, and a sealed payload."""
    table = Table(
        name,
        TENANT,
        text("tenant", key=True),
        number("number", key=True),
        text("contract"),
        text("seat"),
        text("about"),
        *more,
        octets("payload"),
        instant("at"),
    )
    Index(f"{name}_seat", table.c.tenant, table.c.contract, table.c.seat)
    Index(f"{name}_about", table.c.tenant, table.c.about)
    return table


export = _by_seat("export", text("state"))
message = _by_seat("message")
reply = _by_seat("reply")
seat_note = _by_seat("seat_note")
contact_share = _by_seat("contact_share")
match_feedback = _by_seat("match_feedback", text("job"), text("kind"))
saved_search = _by_seat("saved_search", text("name"))
recommendation = _by_seat("recommendation", text("job"), text("model"))
search_watch = Table(
    "search_watch",
    TENANT,
    text("tenant", key=True),
    number("search", key=True),
    text("instance"),
    text("alert"),
    number("run"),
    number("documents"),
    number("members"),
    instant("ran_at", optional=True),
    instant("due_at", optional=True),
)
Index("search_watch_due", search_watch.c.tenant, search_watch.c.due_at)
search_run = Table(
    "search_run",
    TENANT,
    text("tenant", key=True),
    number("id", key=True),
    text("contract"),
    text("seat"),
    number("search"),
    number("number"),
    text("by"),
    instant("at"),
    number("found"),
    flag("more"),
)
Index("search_run_number", search_run.c.tenant, search_run.c.search, search_run.c.number, unique=True)
Index("search_run_seat", search_run.c.tenant, search_run.c.contract, search_run.c.seat, search_run.c.id)
search_hit = Table(
    "search_hit",
    TENANT,
    text("tenant", key=True),
    number("run", key=True),
    number("place", key=True),
    text("person"),
)
Index("search_hit_person", search_hit.c.tenant, search_hit.c.person)

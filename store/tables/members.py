"""Turn the operator's shared member profiles, with their change log, into tables."""

from sqlalchemy import Index, MetaData, Table

from store.tables.columns import flag, instant, number, octets, small, text

MEMBERS = MetaData()

counter = Table("counter", MEMBERS, text("name", key=True), number("value"))
member = Table(
    "member",
    MEMBERS,
    number("number", key=True),
    text("id"),
    octets("payload"),
    octets("content_hash"),
    number("version"),
    number("sequence"),
    flag("closed"),
    instant("updated_at"),
)
Index("member_id", member.c.id, unique=True)
change = Table("change", MEMBERS, number("sequence", key=True), number("number"), text("what"), number("version"))
outbox = Table(
    "outbox",
    MEMBERS,
    text("topic", key=True),
    text("entity", key=True),
    number("sequence"),
    number("since"),
    number("version", default=0),
    instant("lease_until", optional=True),
    number("fence", default=0),
    small("attempts"),
    instant("run_after"),
    text("code", default=""),
    instant("added_at"),
    instant("buried_at", optional=True),
)
Index("outbox_due", outbox.c.topic, outbox.c.since)

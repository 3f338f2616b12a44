"""Turn what the ATS says (layers, merged records and what is derived from them) into tables of a tenant."""

from sqlalchemy import Index, MetaData, Table

from store.tables.columns import flag, instant, number, octets, text

TENANT = MetaData()

counter = Table("counter", TENANT, text("tenant", key=True), text("name", key=True), number("value"))
layer = Table(
    "layer",
    TENANT,
    text("tenant", key=True),
    text("id", key=True),
    text("origin", key=True),
    text("instance"),
    text("kind"),
    text("source"),
    text("subject"),
    octets("payload"),
    octets("content_hash"),
    instant("source_created", optional=True),
    instant("source_modified"),
    instant("received_at"),
)
record = Table(
    "record",
    TENANT,
    text("tenant", key=True),
    text("id", key=True),
    text("instance"),
    text("kind"),
    text("source"),
    text("subject"),
    octets("payload"),
    octets("content_hash"),
    text("origins"),
    number("version"),
    number("sequence"),
    instant("modified"),
    instant("received_at"),
    flag("legal_hold"),
    instant("retention_until", optional=True),
    instant("deleted_at", optional=True),
)
Index("record_kind", record.c.tenant, record.c.kind, record.c.id)
Index("record_page", record.c.tenant, record.c.kind, record.c.instance, record.c.sequence)
tombstone = Table(
    "tombstone",
    TENANT,
    text("tenant", key=True),
    text("id", key=True),
    text("kind"),
    text("origin"),
    instant("deleted_at"),
    instant("received_at"),
)
reference = Table(
    "reference",
    TENANT,
    text("tenant", key=True),
    text("from_id", key=True),
    text("role", key=True),
    text("to_id", key=True),
)
Index("reference_to", reference.c.tenant, reference.c.to_id, reference.c.role)
contact = Table(
    "contact",
    TENANT,
    text("tenant", key=True),
    octets("hash", key=True),
    text("candidate", key=True),
)
Index("contact_candidate", contact.c.tenant, contact.c.candidate)
history = Table(
    "history",
    TENANT,
    text("tenant", key=True),
    text("record", key=True),
    text("role", key=True),
    number("place", key=True),
    octets("entry"),
    instant("at"),
)
posting = Table(
    "posting",
    TENANT,
    text("tenant", key=True),
    text("job", key=True),
    number("place", key=True),
    text("url"),
    text("state"),
    instant("listed_at", optional=True),
)
access = Table(
    "access",
    TENANT,
    text("tenant", key=True),
    text("about", key=True),
    text("entry", key=True),
    text("about_kind"),
    text("state"),
    text("seats"),
)
Index("access_entry", access.c.tenant, access.c.entry)

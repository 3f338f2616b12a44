"""Turn the keys, kept outside the records and their backups, into tables."""

from sqlalchemy import MetaData, Table

from store.tables.columns import instant, number, octets, text

KEYS = MetaData()

tenant_key = Table(
    "tenant_key",
    KEYS,
    text("tenant", key=True),
    octets("wrapped"),
    octets("pepper"),
    number("generation"),
    instant("made_at"),
)
record_key = Table("record_key", KEYS, text("tenant", key=True), text("subject", key=True), octets("wrapped"))

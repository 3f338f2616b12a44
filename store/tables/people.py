"""Turn what is derived of people (files read, links, persons, documents) into tables of a tenant."""

from sqlalchemy import Index, Table

from store.tables.columns import flag, instant, number, octets, share, text
from store.tables.records import TENANT

blob = Table(
    "blob",
    TENANT,
    text("tenant", key=True),
    text("hash", key=True),
    number("size"),
    instant("added_at"),
)
parse = Table(
    "parse",
    TENANT,
    text("tenant", key=True),
    text("attachment", key=True),
    text("blob"),
    text("subject"),
    text("parser_version"),
    text("status"),
    octets("outcome"),
    instant("parsed_at"),
)
link = Table(
    "link",
    TENANT,
    text("tenant", key=True),
    text("candidate", key=True),
    number("member", optional=True),
    text("decision"),
    share("probability"),
    octets("payload"),
    octets("content_hash"),
    number("version"),
    instant("linked_at"),
)
Index("link_member", link.c.tenant, link.c.member)
correction = Table(
    "correction",
    TENANT,
    text("tenant", key=True),
    number("number", key=True),
    text("candidate"),
    text("kind"),
    number("member", optional=True),
    text("actor"),
    instant("at"),
)
Index("correction_candidate", correction.c.tenant, correction.c.candidate)
weights = Table(
    "weights",
    TENANT,
    text("tenant", key=True),
    number("number", key=True),
    text("hash"),
    octets("payload"),
    instant("made_at"),
)
person = Table("person", TENANT, text("tenant", key=True), text("candidate", key=True), text("person"))
Index("person_candidates", person.c.tenant, person.c.person)
document = Table(
    "document",
    TENANT,
    text("tenant", key=True),
    text("key", key=True),
    flag("shadow", key=True),
    number("version"),
    number("member", optional=True),
    flag("gone"),
    octets("payload"),
    octets("content_hash"),
    instant("updated_at"),
    number("number", default=0),
    number("sequence", default=0),
)
Index("document_number", document.c.tenant, document.c.number)
Index("document_sequence", document.c.tenant, document.c.sequence)
variant = Table("variant", TENANT, text("tenant", key=True), text("key", key=True), text("person"))
Index("variant_person", variant.c.tenant, variant.c.person)
member_cursor = Table("member_cursor", TENANT, text("tenant", key=True), number("sequence"))
meeting = Table(
    "meeting",
    TENANT,
    text("tenant", key=True),
    text("candidate", key=True),
    octets("keys"),
    number("form"),
    number("sequence"),
)
Index("meeting_sequence", meeting.c.tenant, meeting.c.sequence)

"""Turn what has happened, what is due and who did it into tables of a tenant."""

from sqlalchemy import Index, Table

from store.tables.columns import instant, number, octets, small, text
from store.tables.records import TENANT

change = Table(
    "change",
    TENANT,
    text("tenant", key=True),
    number("sequence", key=True),
    text("kind"),
    text("id"),
    text("what"),
    number("version"),
)
outbox = Table(
    "outbox",
    TENANT,
    text("tenant", key=True),
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
Index("outbox_due", outbox.c.tenant, outbox.c.topic, outbox.c.since)
audit = Table(
    "audit",
    TENANT,
    text("tenant", key=True),
    number("number", key=True),
    instant("at"),
    text("actor"),
    text("action"),
    text("kind"),
    number("count"),
    octets("subjects"),
    text("details"),
    octets("previous"),
    octets("hash"),
)
job = Table(
    "job",
    TENANT,
    text("tenant", key=True),
    number("number", key=True),
    text("kind"),
    text("key"),
    text("state"),
    small("priority"),
    instant("run_after"),
    instant("lease_until", optional=True),
    number("fence", default=0),
    small("attempts"),
    text("code", default=""),
    octets("progress", optional=True),
    instant("added_at"),
    instant("ended_at", optional=True),
)
Index(
    "job_running",
    job.c.tenant,
    job.c.kind,
    job.c.key,
    unique=True,
    sqlite_where=job.c.state == "running",
    postgresql_where=job.c.state == "running",
)
Index(
    "job_waiting",
    job.c.tenant,
    job.c.kind,
    job.c.key,
    unique=True,
    sqlite_where=job.c.state == "waiting",
    postgresql_where=job.c.state == "waiting",
)
Index("job_due", job.c.tenant, job.c.state, job.c.run_after)
feature_grant = Table(
    "feature_grant",
    TENANT,
    text("tenant", key=True),
    number("number", key=True),
    text("feature"),
    text("scope"),
    text("state"),
    text("seat"),
    text("terms"),
    instant("at"),
)
Index("feature_grant_of", feature_grant.c.tenant, feature_grant.c.feature, feature_grant.c.scope)
replay = Table(
    "replay",
    TENANT,
    text("tenant", key=True),
    text("client", key=True),
    text("key", key=True),
    octets("fingerprint"),
    octets("payload"),
    instant("at"),
)
Index("replay_at", replay.c.tenant, replay.c.at)

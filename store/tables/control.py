"""Turn the operator's view (tenants, instances, what is due) into tables."""

from sqlalchemy import Index, MetaData, Table

from store.tables.columns import instant, number, octets, small, text

CONTROL = MetaData()

counter = Table("counter", CONTROL, text("name", key=True), number("value"))
tenant = Table("tenant", CONTROL, text("key", key=True), text("name"), instant("added_at"))
Index("tenant_name", tenant.c.name, unique=True)
organization = Table(
    "organization",
    CONTROL,
    text("tenant", key=True),
    text("id", key=True),
    number("number", key=True),
    instant("since"),
    instant("until", optional=True),
)
instance = Table("instance", CONTROL, text("tenant", key=True), text("id", key=True), text("mode"), instant("added_at"))
dirty = Table("dirty", CONTROL, text("tenant", key=True), instant("since"))
reconciled = Table(
    "reconciled",
    CONTROL,
    text("tenant", key=True),
    instant("at"),
    number("documents"),
    number("differences"),
    number("repaired"),
)
alarm = Table("alarm", CONTROL, text("tenant", key=True), instant("at"))
followed = Table("followed", CONTROL, text("tenant", key=True), number("sequence"))
client = Table(
    "client",
    CONTROL,
    text("id", key=True),
    text("tenant"),
    text("instance"),
    text("name"),
    text("scopes"),
    text("contracts"),
    text("public_key"),
    text("made_by"),
    instant("made_at"),
    instant("revoked_at", optional=True),
)
Index("client_tenant", client.c.tenant)
client_secret = Table(
    "client_secret",
    CONTROL,
    text("client", key=True),
    number("number", key=True),
    octets("hash"),
    instant("made_at"),
    instant("expires_at", optional=True),
)
operator = Table(
    "operator",
    CONTROL,
    text("name", key=True),
    octets("hash"),
    text("scopes"),
    instant("made_at"),
    instant("closed_at", optional=True),
)
revoked_token = Table("revoked_token", CONTROL, text("id", key=True), instant("until"))
job = Table(
    "job",
    CONTROL,
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
    job.c.kind,
    job.c.key,
    unique=True,
    sqlite_where=job.c.state == "running",
    postgresql_where=job.c.state == "running",
)
Index(
    "job_waiting",
    job.c.kind,
    job.c.key,
    unique=True,
    sqlite_where=job.c.state == "waiting",
    postgresql_where=job.c.state == "waiting",
)
Index("job_due", job.c.state, job.c.run_after)

"""Turn a file of records into one that answers repeated requests alike and lists records in the order they changed."""

import sqlalchemy as sa
from alembic import op

from store.migrations import keep_apart

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table and the index."""
    op.create_table(
        "replay",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "client", "key"),
    )
    op.create_index("replay_at", "replay", ["tenant", "at"], unique=False)
    op.create_index("record_page", "record", ["tenant", "kind", "instance", "sequence"], unique=False)
    keep_apart(("replay",))

"""Turn a file of records into one that tells which candidates a changed member concerns."""

import sqlalchemy as sa
from alembic import op

from store.migrations import keep_apart

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "meeting",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("candidate", sa.Text(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("form", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "candidate"),
    )
    op.create_index("meeting_sequence", "meeting", ["tenant", "sequence"], unique=False)
    op.add_column("document", sa.Column("sequence", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("document_sequence", "document", ["tenant", "sequence"], unique=False)
    keep_apart(("meeting",))

"""Turn an empty file into one that holds keys."""

import sqlalchemy as sa
from alembic import op

from store.migrations import keep_apart

revision = "0001"
down_revision = None
TABLES = (
    "tenant_key",
    "record_key",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tenant_key",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("pepper", sa.LargeBinary(), nullable=False),
        sa.Column("generation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "record_key",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "subject"),
    )

    keep_apart(TABLES)

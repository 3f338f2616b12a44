"""Turn a file that keeps searches into one that knows how far each was run, and whom each run found."""

import sqlalchemy as sa
from alembic import op

from store.migrations import keep_apart

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "search_watch",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("search", sa.BigInteger(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.Column("documents", sa.BigInteger(), nullable=False),
        sa.Column("members", sa.BigInteger(), nullable=False),
        sa.Column("ran_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "search"),
    )
    op.create_index("search_watch_due", "search_watch", ["tenant", "due_at"], unique=False)
    op.create_table(
        "search_run",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("search", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("more", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("search_run_number", "search_run", ["tenant", "search", "number"], unique=True)
    op.create_index("search_run_seat", "search_run", ["tenant", "contract", "seat", "id"], unique=False)
    op.create_table(
        "search_hit",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "run", "place"),
    )
    op.create_index("search_hit_person", "search_hit", ["tenant", "person"], unique=False)
    keep_apart(("search_watch", "search_run", "search_hit"))

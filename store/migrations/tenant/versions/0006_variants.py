"""Turn a file of records into one that knows the documents of a person whom seats see differently."""

import sqlalchemy as sa
from alembic import op

from store.migrations import keep_apart

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "variant",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key"),
    )
    op.create_index("variant_person", "variant", ["tenant", "person"], unique=False)
    keep_apart(("variant",))

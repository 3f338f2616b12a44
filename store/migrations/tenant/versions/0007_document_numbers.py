"""Turn documents into ones with a number, by which engines and column files name them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; documents from before get their numbers when their index is rebuilt."""
    op.add_column("document", sa.Column("number", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("document_number", "document", ["tenant", "number"], unique=False)

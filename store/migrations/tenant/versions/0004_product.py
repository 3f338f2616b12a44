"""Turn a file of people into one that knows what seats do."""

import sqlalchemy as sa
from alembic import op

from store.migrations import keep_apart

revision = "0004"
down_revision = "0003"
TABLES = (
    "contract",
    "seat",
    "export",
    "message",
    "reply",
    "seat_note",
    "contact_share",
    "match_feedback",
    "saved_search",
    "recommendation",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "contract",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_table(
        "seat",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("seat_contract", "seat", ["tenant", "contract"], unique=False)
    op.create_table(
        "export",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("export_about", "export", ["tenant", "about"], unique=False)
    op.create_index("export_seat", "export", ["tenant", "contract", "seat"], unique=False)
    op.create_table(
        "message",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("message_about", "message", ["tenant", "about"], unique=False)
    op.create_index("message_seat", "message", ["tenant", "contract", "seat"], unique=False)
    op.create_table(
        "reply",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("reply_about", "reply", ["tenant", "about"], unique=False)
    op.create_index("reply_seat", "reply", ["tenant", "contract", "seat"], unique=False)
    op.create_table(
        "seat_note",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("seat_note_about", "seat_note", ["tenant", "about"], unique=False)
    op.create_index("seat_note_seat", "seat_note", ["tenant", "contract", "seat"], unique=False)
    op.create_table(
        "contact_share",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("contact_share_about", "contact_share", ["tenant", "about"], unique=False)
    op.create_index("contact_share_seat", "contact_share", ["tenant", "contract", "seat"], unique=False)
    op.create_table(
        "match_feedback",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("match_feedback_about", "match_feedback", ["tenant", "about"], unique=False)
    op.create_index("match_feedback_seat", "match_feedback", ["tenant", "contract", "seat"], unique=False)
    op.create_table(
        "saved_search",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("saved_search_about", "saved_search", ["tenant", "about"], unique=False)
    op.create_index("saved_search_seat", "saved_search", ["tenant", "contract", "seat"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("recommendation_about", "recommendation", ["tenant", "about"], unique=False)
    op.create_index("recommendation_seat", "recommendation", ["tenant", "contract", "seat"], unique=False)

    keep_apart(TABLES)

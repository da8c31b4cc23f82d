"""Texts of the staff that answer questions, in one table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("ways", sa.Text, nullable=False),
        sa.Column("search", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("web", sa.Text),
    )


def downgrade() -> None:
    """Drop the table with all articles."""
    op.drop_table("articles")

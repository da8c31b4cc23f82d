"""Past imports, and which source a record comes from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables; records of earlier imports have no source."""
    op.create_table(
        "record_sources",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("record_id", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("part_of", sa.Text),
    )
    op.create_index("record_sources_of", "record_sources", ["source", "kind"])
    op.create_table(
        "imports",
        sa.Column("batch", sa.String(40), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("gone", sa.Integer, nullable=False),
        sa.Column("undone_at", _MOMENT),
        sa.Column("undone_by", sa.Text),
    )


def downgrade() -> None:
    """Drop the tables; the history keeps what the imports did."""
    op.drop_table("imports")
    op.drop_table("record_sources")

"""The catalog knows with which version of the analysis its words were written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the version; 0 = before there were versions."""
    op.add_column(
        "catalog_state",
        sa.Column("analysis", sa.Integer, nullable=False, server_default="0"),
    )


def downgrade() -> None:
    """Forget the version."""
    with op.batch_alter_table("catalog_state") as state:
        state.drop_column("analysis")

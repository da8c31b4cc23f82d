"""Drafts, changes, archive, accounts and sessions of the staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)
_REFUSED = "changes are never changed or deleted"


def upgrade() -> None:
    """Add the tables; the database itself keeps the history append-only."""
    op.create_table(
        "drafts",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("cells", sa.JSON, nullable=False),
        sa.Column("base", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.UniqueConstraint("kind", "record_id"),
    )
    op.create_table(
        "changes",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("batch", sa.String(40)),
    )
    op.create_index("changes_of_record", "changes", ["kind", "record_id"])
    op.create_index("changes_of_batch", "changes", ["batch"])
    op.create_table(
        "archived",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("record_id", sa.Text, nullable=False),
        sa.Column("cells", sa.JSON, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.UniqueConstraint("kind", "record_id"),
    )
    op.create_table(
        "accounts",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("shown_name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_digest", sa.String(64), primary_key=True),
        sa.Column(
            "account_key", sa.Integer, sa.ForeignKey("accounts.key"), nullable=False
        ),
        sa.Column("browser", sa.Text, nullable=False),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_staff_sessions_account_key", "staff_sessions", ["account_key"])
    op.create_table(
        "failed_sign_ins",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("failed_sign_ins_of", "failed_sign_ins", ["subject", "at"])
    _guard_changes()


def _guard_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("update", "delete"):
            op.execute(
                f"create trigger changes_no_{event} before {event} on changes"
                f" begin select raise(abort, '{_REFUSED}'); end"
            )
        return
    op.execute(
        "create function refuse_change() returns trigger language plpgsql as"
        f" $$ begin raise exception '{_REFUSED}'; end $$"
    )
    op.execute(
        "create trigger changes_append_only before update or delete on changes"
        " for each row execute function refuse_change()"
    )


def downgrade() -> None:
    """Drop the tables with all they hold."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute("drop trigger changes_append_only on changes")
        op.execute("drop function refuse_change()")
    for table in (
        "failed_sign_ins",
        "staff_sessions",
        "accounts",
        "archived",
        "changes",
        "drafts",
    ):
        op.drop_table(table)

"""The district's own words for topics and places in one table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Take over the synonyms of topics."""
    op.create_table(
        "words",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("word", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("meaning", sa.Text, nullable=False),
    )
    op.execute(
        "insert into words (word, kind, meaning)"
        " select s.word, 'thema', t.label"
        " from topic_synonyms s join topics t on t.key = s.topic_key"
    )
    op.drop_table("topic_synonyms")


def downgrade() -> None:
    """Make the table of synonyms again; place names have no room in it."""
    op.create_table(
        "topic_synonyms",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column(
            "topic_key",
            sa.Integer,
            sa.ForeignKey("topics.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("word", sa.Text, nullable=False, unique=True),
    )
    op.execute(
        "insert into topic_synonyms (topic_key, word)"
        " select t.key, w.word from words w join topics t on t.label = w.meaning"
        " where w.kind = 'thema'"
    )
    op.drop_table("words")

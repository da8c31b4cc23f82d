"""Offers carry all words they are found by; the database's own text index goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WORDS_OF_INDEX = {
    "sqlite": (
        "update offers set text_terms = coalesce((select i.provider || ' ' ||"
        " i.description from offer_index i where i.rowid = offers.key), '')"
    ),
    "postgresql": (
        "update offers set text_terms = coalesce((select array_to_string("
        "tsvector_to_array(ts_filter(i.terms, '{c,d}')), ' ')"
        " from offer_index i where i.key = offers.key), '')"
    ),
}


def upgrade() -> None:
    """Move the words of the text index into the offers."""
    with op.batch_alter_table("offers") as offers:
        offers.add_column(
            sa.Column("text_terms", sa.Text, nullable=False, server_default="")
        )
        offers.add_column(sa.Column("easy_language", sa.Boolean))
        offers.add_column(sa.Column("needs_registration", sa.Boolean))
        offers.drop_index("offers_place")
        offers.drop_index("offers_valid")
    op.execute(_WORDS_OF_INDEX[op.get_bind().dialect.name])
    op.execute(
        "update offers set needs_registration = false where"
        " lower(coalesce(prerequisites, '') || ' ' || coalesce(description, ''))"
        " like '%ohne anmeldung%'"
    )
    op.execute(
        "update offers set easy_language ="
        " (lower(title || ' ' || languages || ' ' || coalesce(description, ''))"
        " like '%leichte% sprache%')"
    )
    op.drop_table("offer_index")


def downgrade() -> None:
    """Make the text index again, empty; the next import of an offer fills it."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "create virtual table offer_index using fts5("
            "topic, title, provider, description, detail=column)"
        )
    else:
        op.execute("create table offer_index (key integer primary key, terms tsvector)")
        op.execute("create index offer_index_terms on offer_index using gin (terms)")
    with op.batch_alter_table("offers") as offers:
        offers.create_index("offers_place", ["point_lat", "point_lon"])
        offers.create_index("offers_valid", ["valid_until"])
        for name in ("text_terms", "easy_language", "needs_registration"):
            offers.drop_column(name)

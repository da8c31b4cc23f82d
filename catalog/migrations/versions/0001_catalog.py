"""The catalog: actors, offers, occurrences, venues, topics and the full-text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _key() -> sa.Column[int]:
    return sa.Column("key", sa.Integer, primary_key=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


def _lists(*names: str) -> list[sa.Column[str]]:
    return [
        sa.Column(name, sa.Text, nullable=False, server_default="") for name in names
    ]


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "catalog_state",
        _key(),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True)),
        sa.Column("has_examples", sa.Boolean, nullable=False),
    )
    op.execute("insert into catalog_state values (1, 0, null, false)")
    op.create_table(
        "venues",
        _key(),
        sa.Column("digest", sa.String(40), nullable=False, unique=True),
        *_texts("name", "street", "postal_code", "city", "locality"),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        *_texts("place_id"),
        sa.Column("point_lat", sa.Float),
        sa.Column("point_lon", sa.Float),
    )
    op.create_table(
        "topics",
        _key(),
        sa.Column("slug", sa.Text, nullable=False, unique=True),
        sa.Column("label", sa.Text, nullable=False),
    )
    op.create_table(
        "topic_synonyms",
        _key(),
        sa.Column(
            "topic_key",
            sa.Integer,
            sa.ForeignKey("topics.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("word", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "terms",
        sa.Column("term", sa.Text, primary_key=True),
        sa.Column("spelling", sa.Text, nullable=False),
    )
    _create_actors()
    _create_offers()
    _create_index()


def _create_actors() -> None:
    op.create_table(
        "actors",
        _key(),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("digest", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False, index=True),
        *_texts("description"),
        *_lists("topics"),
        sa.Column("venue_key", sa.Integer, sa.ForeignKey("venues.key"), nullable=False),
        *_texts("phone", "email", "web", "opening_hours"),
        sa.Column("wheelchair", sa.Boolean),
        sa.Column("hides_address", sa.Boolean),
        sa.Column("seeks_cooperation", sa.Boolean),
        sa.Column("checked_on", sa.Date),
    )


def _create_offers() -> None:
    op.create_table(
        "offers",
        _key(),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("digest", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column(
            "provider_key",
            sa.Integer,
            sa.ForeignKey("actors.key"),
            nullable=False,
            index=True,
        ),
        *_texts("description"),
        *_lists("topics"),
        *_texts("delivery_mode"),
        sa.Column("venue_key", sa.Integer, sa.ForeignKey("venues.key"), nullable=False),
        *_lists("target_groups"),
        sa.Column("age_from", sa.Float),
        sa.Column("age_to", sa.Float),
        sa.Column("begins", sa.Date),
        sa.Column("ends", sa.Date),
        sa.Column("register_until", sa.Date),
        sa.Column("price_cents", sa.Integer),
        sa.Column("reduced_price_cents", sa.Integer),
        *_texts("reduced_for"),
        sa.Column("free_places", sa.Integer),
        sa.Column("status", sa.Text, nullable=False),
        *_lists("languages", "levels"),
        sa.Column("wheelchair", sa.Boolean),
        sa.Column("childcare", sa.Boolean),
        sa.Column("sign_language", sa.Boolean),
        *_lists("fundings"),
        *_texts("prerequisites", "certificate"),
        *_lists("features", "complements"),
        *_texts("web", "phone", "email"),
        sa.Column("checked_on", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("has_occurrences", sa.Boolean, nullable=False),
        sa.Column("age_low", sa.Float),
        sa.Column("age_high", sa.Float),
        sa.Column("point_lat", sa.Float),
        sa.Column("point_lon", sa.Float),
        *_texts("place_id", "postal_code"),
        *_lists("known_levels"),
        sa.Column("completeness", sa.Integer, nullable=False),
        *_lists("topic_terms", "title_terms"),
    )
    op.create_index("offers_place", "offers", ["point_lat", "point_lon"])
    op.create_index("offers_valid", "offers", ["valid_until"])
    op.create_table(
        "occurrences",
        _key(),
        sa.Column(
            "offer_key",
            sa.Integer,
            sa.ForeignKey("offers.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("start_minute", sa.Integer),
        sa.Column("end_minute", sa.Integer),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("is_derived", sa.Boolean, nullable=False),
    )
    op.create_index("occurrences_offer_day", "occurrences", ["offer_key", "day"])
    op.create_table(
        "offer_topics",
        _key(),
        sa.Column(
            "offer_key",
            sa.Integer,
            sa.ForeignKey("offers.key", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "topic_key",
            sa.Integer,
            sa.ForeignKey("topics.key"),
            nullable=False,
            index=True,
        ),
        sa.UniqueConstraint("offer_key", "topic_key"),
    )


def _create_index() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "create virtual table offer_index using fts5("
            "topic, title, provider, description, detail=column)"
        )
        return
    op.execute("create table offer_index (key integer primary key, terms tsvector)")
    op.execute("create index offer_index_terms on offer_index using gin (terms)")


def downgrade() -> None:
    """Drop everything."""
    for table in (
        "offer_index",
        "offer_topics",
        "occurrences",
        "offers",
        "actors",
        "terms",
        "topic_synonyms",
        "topics",
        "venues",
        "catalog_state",
    ):
        op.drop_table(table)

"""Tables of the catalog as SQLAlchemy mappings; private to the catalog package."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Base of all mapped rows."""


class CatalogState(Base):
    """One row: counts changes, so that other processes notice them.

    `analysis` is the version of the analysis the derived columns were written with.
    """

    __tablename__ = "catalog_state"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    has_examples: Mapped[bool] = mapped_column(Boolean, default=False)
    analysis: Mapped[int] = mapped_column(Integer, default=0)


class VenueRow(Base):
    """A venue; `digest` identifies the same venue in several records."""

    __tablename__ = "venues"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    digest: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str | None] = mapped_column(Text)
    street: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    locality: Mapped[str | None] = mapped_column(Text)
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    place_id: Mapped[str | None] = mapped_column(Text)
    point_lat: Mapped[float | None] = mapped_column(Float)
    point_lon: Mapped[float | None] = mapped_column(Float)


class TopicRow(Base):
    """A topic as the records name it; `slug` is its folded label."""

    __tablename__ = "topics"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    slug: Mapped[str] = mapped_column(Text, unique=True)
    label: Mapped[str] = mapped_column(Text)


class WordRow(Base):
    """The district's own word for a topic (its label) or a place (its id)."""

    __tablename__ = "words"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    word: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    meaning: Mapped[str] = mapped_column(Text)


class ArticleRow(Base):
    """A text of the staff that answers a question or helps in a situation."""

    __tablename__ = "articles"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    as_of: Mapped[date] = mapped_column(Date)
    ways: Mapped[str] = mapped_column(Text, default="")
    search: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    web: Mapped[str | None] = mapped_column(Text)


class ActorRow(Base):
    """An actor; `digest` tells whether an imported row changes anything."""

    __tablename__ = "actors"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    digest: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text, index=True)
    description: Mapped[str | None] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(Text, default="")
    venue_key: Mapped[int] = mapped_column(ForeignKey("venues.key"))
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    web: Mapped[str | None] = mapped_column(Text)
    opening_hours: Mapped[str | None] = mapped_column(Text)
    wheelchair: Mapped[bool | None] = mapped_column(Boolean)
    hides_address: Mapped[bool | None] = mapped_column(Boolean)
    seeks_cooperation: Mapped[bool | None] = mapped_column(Boolean)
    checked_on: Mapped[date | None] = mapped_column(Date)


class OfferRow(Base):
    """An offer.

    The columns below `# derived` are computed when the row is written; with them the
    index in memory is read without analysing anything again.
    """

    __tablename__ = "offers"
    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    digest: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    provider_key: Mapped[int] = mapped_column(ForeignKey("actors.key"), index=True)
    description: Mapped[str | None] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(Text, default="")
    delivery_mode: Mapped[str | None] = mapped_column(Text)
    venue_key: Mapped[int] = mapped_column(ForeignKey("venues.key"))
    target_groups: Mapped[str] = mapped_column(Text, default="")
    age_from: Mapped[float | None] = mapped_column(Float)
    age_to: Mapped[float | None] = mapped_column(Float)
    begins: Mapped[date | None] = mapped_column(Date)
    ends: Mapped[date | None] = mapped_column(Date)
    register_until: Mapped[date | None] = mapped_column(Date)
    price_cents: Mapped[int | None] = mapped_column(Integer)
    reduced_price_cents: Mapped[int | None] = mapped_column(Integer)
    reduced_for: Mapped[str | None] = mapped_column(Text)
    free_places: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    languages: Mapped[str] = mapped_column(Text, default="")
    levels: Mapped[str] = mapped_column(Text, default="")
    wheelchair: Mapped[bool | None] = mapped_column(Boolean)
    childcare: Mapped[bool | None] = mapped_column(Boolean)
    sign_language: Mapped[bool | None] = mapped_column(Boolean)
    fundings: Mapped[str] = mapped_column(Text, default="")
    prerequisites: Mapped[str | None] = mapped_column(Text)
    certificate: Mapped[str | None] = mapped_column(Text)
    features: Mapped[str] = mapped_column(Text, default="")
    complements: Mapped[str] = mapped_column(Text, default="")
    web: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    checked_on: Mapped[date | None] = mapped_column(Date)
    # derived
    valid_until: Mapped[date | None] = mapped_column(Date)
    has_occurrences: Mapped[bool] = mapped_column(Boolean)
    age_low: Mapped[float | None] = mapped_column(Float)
    age_high: Mapped[float | None] = mapped_column(Float)
    point_lat: Mapped[float | None] = mapped_column(Float)
    point_lon: Mapped[float | None] = mapped_column(Float)
    place_id: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    known_levels: Mapped[str] = mapped_column(Text, default="")
    completeness: Mapped[int] = mapped_column(Integer)
    topic_terms: Mapped[str] = mapped_column(Text, default="")
    title_terms: Mapped[str] = mapped_column(Text, default="")
    text_terms: Mapped[str] = mapped_column(Text, default="")
    easy_language: Mapped[bool | None] = mapped_column(Boolean)
    needs_registration: Mapped[bool | None] = mapped_column(Boolean)


class OccurrenceRow(Base):
    """One date of an offer; `weekday` as ISO number (Monday = 1).

    `is_derived` marks the one day of an offer that names only its beginning.
    """

    __tablename__ = "occurrences"
    __table_args__ = (Index("occurrences_offer_day", "offer_key", "day"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    offer_key: Mapped[int] = mapped_column(ForeignKey("offers.key", ondelete="CASCADE"))
    day: Mapped[date] = mapped_column(Date)
    start_minute: Mapped[int | None] = mapped_column(Integer)
    end_minute: Mapped[int | None] = mapped_column(Integer)
    weekday: Mapped[int] = mapped_column(Integer)
    is_derived: Mapped[bool] = mapped_column(Boolean)


class TopicUseRow(Base):
    """Which topics are in use; `records` counts the rows that name the topic."""

    __tablename__ = "offer_topics"
    __table_args__ = (UniqueConstraint("offer_key", "topic_key"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    offer_key: Mapped[int] = mapped_column(ForeignKey("offers.key", ondelete="CASCADE"))
    topic_key: Mapped[int] = mapped_column(ForeignKey("topics.key"), index=True)


class TermRow(Base):
    """A word of some title or topic, with one spelling to show."""

    __tablename__ = "terms"

    term: Mapped[str] = mapped_column(Text, primary_key=True)
    spelling: Mapped[str] = mapped_column(Text)

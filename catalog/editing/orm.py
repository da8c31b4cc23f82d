"""Tables of the staff's work: drafts, changes, archive, accounts and their sessions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from catalog.editing.records import Cells
from catalog.orm import Base
from catalog.settings import BERLIN


class Moment(TypeDecorator[datetime]):
    """A moment in Europe/Berlin, stored in UTC: SQLite keeps no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Any
    ) -> datetime | None:
        """Return what is stored."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Any
    ) -> datetime | None:
        """Return what was meant."""
        if value is None:
            return None
        known = value if value.tzinfo else value.replace(tzinfo=UTC)
        return known.astimezone(BERLIN)


class DraftRow(Base):
    """A record somebody works on; at most one draft a record."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("kind", "record_id"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str] = mapped_column(Text)
    cells: Mapped[Cells] = mapped_column(JSON)
    base: Mapped[Cells] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    author: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")


class ChangeRow(Base):
    """What happened to a record; the database refuses to change or delete a row."""

    __tablename__ = "changes"
    __table_args__ = (
        Index("changes_of_record", "kind", "record_id"),
        Index("changes_of_batch", "batch"),
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[list[str]]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    batch: Mapped[str | None] = mapped_column(String(40))


class ArchivedRow(Base):
    """A record that is no longer shown, with everything that it said."""

    __tablename__ = "archived"
    __table_args__ = (UniqueConstraint("kind", "record_id"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str] = mapped_column(Text)
    cells: Mapped[Cells] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(Text)


class AccountRow(Base):
    """A member of the staff; `name` is folded, `shown_name` as it was given.

    `password` is an argon2 hash, None for people the district's directory signs in.
    """

    __tablename__ = "accounts"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    shown_name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    password: Mapped[str | None] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(Moment)


class SessionRow(Base):
    """A signed-in browser; only a fingerprint of its token is kept."""

    __tablename__ = "staff_sessions"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_key: Mapped[int] = mapped_column(ForeignKey("accounts.key"), index=True)
    browser: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)


class FailedSignInRow(Base):
    """A sign-in that failed, to slow down who guesses passwords."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index("failed_sign_ins_of", "subject", "at"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class SourceRow(Base):
    """Which source a record comes from; `part_of` is the id it goes away with."""

    __tablename__ = "record_sources"
    __table_args__ = (Index("record_sources_of", "source", "kind"),)

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    record_id: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    part_of: Mapped[str | None] = mapped_column(Text)


class ImportRow(Base):
    """An import that changed something; `undone_at` when it was taken back."""

    __tablename__ = "imports"

    batch: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    files: Mapped[str] = mapped_column(Text)
    new: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    gone: Mapped[int] = mapped_column(Integer)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by: Mapped[str | None] = mapped_column(Text)

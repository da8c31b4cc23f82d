"""Published and archived records of every kind: read, write, take away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from catalog import repository
from catalog.district import District
from catalog.editing.cells import cells_of, exact, read_cells
from catalog.editing.orm import ArchivedRow
from catalog.editing.records import Cells, Reading, Record
from catalog.errors import ActorNotFound, InvalidRecord, OfferNotFound, StillInUse
from catalog.records import Actor, Article, Offer, Word
from catalog.repository import Writer


class Shelf:
    """The records of one transaction."""

    def __init__(self, session: Session, district: District) -> None:
        self._session = session
        self._district = district

    def published(self, kind: str, record_id: str) -> Cells | None:
        """Return what a published record says; None = there is none."""
        record = self._record(kind, record_id)
        return None if record is None else cells_of(kind, record)

    def archived(self, kind: str, record_id: str) -> Cells | None:
        """Return what an archived record said; None = there is none."""
        return self._session.scalar(
            sa.select(ArchivedRow.cells).where(*_is(kind, record_id))
        )

    def read(self, kind: str, cells: Cells) -> Reading:
        """Return the record that cells describe, or what is wrong with them."""
        return read_cells(kind, exact(cells), self._district, self._provider)

    def publish(self, kind: str, cells: Cells) -> None:
        """Write a record into the catalog.

        Raises:
            InvalidRecord: the cells describe none.
        """
        found = self.read(kind, cells)
        if found.record is None:
            raise InvalidRecord(found.problems)
        self._write(found.record)

    def take_away(self, kind: str, record_id: str) -> None:
        """Remove a record from the catalog.

        Raises:
            StillInUse: it is an actor with offers.
        """
        if kind == "actor":
            count = repository.count_offers_of(self._session, record_id)
            if count:
                raise StillInUse(count)
        repository.remove(self._session, kind, [record_id])

    def archive(
        self, kind: str, record_id: str, cells: Cells, *, at: datetime, who: str
    ) -> None:
        """Take a record away and keep what it said."""
        self.take_away(kind, record_id)
        _keep(self._session, kind, {record_id: cells}, at=at, who=who)

    def revive(self, kind: str, record_id: str, cells: Cells) -> None:
        """Publish an archived record again.

        Raises:
            InvalidRecord: it cannot be published as it was.
        """
        self.publish(kind, cells)
        self._session.execute(sa.delete(ArchivedRow).where(*_is(kind, record_id)))

    def _record(self, kind: str, record_id: str) -> Record | None:
        try:
            if kind == "offer":
                return repository.get_offer(self._session, record_id)[0]
            if kind == "actor":
                return repository.get_actor(self._session, record_id)
        except (OfferNotFound, ActorNotFound):
            return None
        if kind == "article":
            articles = repository.articles(self._session)
            return next((a for a in articles if a.id == record_id), None)
        words = repository.words(self._session)
        return next((w for w in words if w.word == record_id), None)

    def _provider(self, actor_id: str) -> Actor | None:
        try:
            return repository.get_actor(self._session, actor_id)
        except ActorNotFound:
            return None

    def _write(self, record: Record) -> None:
        writer = Writer(self._session)
        if isinstance(record, Offer):
            provider = repository.get_actor(self._session, record.provider_id)
            writer.write_offers([(record, provider)])
        elif isinstance(record, Actor):
            writer.write_actors([record])
        elif isinstance(record, Article):
            writer.write_articles([record])
        elif isinstance(record, Word):
            writer.write_words([record])


def archive_many(
    session: Session,
    kind: str,
    cells_by_id: Mapping[str, Cells],
    *,
    at: datetime,
    who: str,
) -> None:
    """Take records away and keep what they said; actors must have no offers."""
    repository.remove(session, kind, list(cells_by_id))
    _keep(session, kind, cells_by_id, at=at, who=who)


def _keep(
    session: Session,
    kind: str,
    cells_by_id: Mapping[str, Cells],
    *,
    at: datetime,
    who: str,
) -> None:
    ids = list(cells_by_id)
    for first in range(0, len(ids), repository.BATCH):
        some = ids[first : first + repository.BATCH]
        session.execute(
            sa.delete(ArchivedRow).where(
                ArchivedRow.kind == kind, ArchivedRow.record_id.in_(some)
            )
        )
        session.execute(
            sa.insert(ArchivedRow),
            [
                {"kind": kind, "record_id": i, "cells": cells_by_id[i]}
                | {"at": at, "who": who}
                for i in some
            ],
        )


def _is(kind: str, record_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return ArchivedRow.kind == kind, ArchivedRow.record_id == record_id

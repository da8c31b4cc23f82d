"""Many published records at once, of every kind: read them, write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from catalog import repository
from catalog.editing.records import Record
from catalog.orm import ActorRow
from catalog.records import Actor, Article, Offer, Word
from catalog.repository import Writer


def records(session: Session, kind: str, ids: Sequence[str]) -> dict[str, Record]:
    """Return id → record of those that are published; at most a batch of ids."""
    if not ids:
        return {}
    if kind == "offer":
        keys = list(repository.offer_keys(session, ids).values())
        return {o.id: o for _, o, _ in repository.load_offers(session, keys)}
    if kind == "actor":
        found = repository.load_actors(session, ActorRow.id.in_(ids))
        return {actor.id: actor for actor in found}
    wanted = set(ids)
    every: list[Article] | list[Word] = (
        repository.articles(session) if kind == "article" else repository.words(session)
    )
    return {record.id: record for record in every if record.id in wanted}


def write(
    writer: Writer, found: Sequence[Record], provider: Callable[[str], Actor]
) -> None:
    """Write records of one kind; `provider` gives the actor of an id."""
    offers = [record for record in found if isinstance(record, Offer)]
    if offers:
        writer.write_offers([(offer, provider(offer.provider_id)) for offer in offers])
    actors = [record for record in found if isinstance(record, Actor)]
    if actors:
        writer.write_actors(actors)
    articles = [record for record in found if isinstance(record, Article)]
    if articles:
        writer.write_articles(articles)
    words = [record for record in found if isinstance(record, Word)]
    if words:
        writer.write_words(words)

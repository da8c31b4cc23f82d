"""Which of the things shown a message is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasa_sdk import Tracker

from actions import slots
from catalog import (
    Catalog,
    OfferHit,
    Query,
    Reference,
    about_text,
    named_among,
    read_reference,
)
from catalog.errors import ActorNotFound, OfferNotFound


def reference(tracker: Tracker) -> Reference:
    """Return what the last message points at and asks."""
    return read_reference(slots.text(tracker))


def shown_offers(catalog: Catalog, tracker: Tracker) -> list[OfferHit]:
    """Return the offers that are shown, without those that are gone."""
    return list(_loaded(catalog, slots.shown_offers(tracker)))


def _loaded(catalog: Catalog, ids: Sequence[str]) -> Iterator[OfferHit]:
    for offer_id in ids:
        try:
            yield catalog.get_offer(offer_id)
        except OfferNotFound:
            continue


def meant_offer(
    catalog: Catalog, tracker: Tracker, hits: Sequence[OfferHit], pointed: Reference
) -> OfferHit | None:
    """Return which offer is meant: counted, named, described, spoken of, or the only."""
    index = pointed.index(len(hits))
    if index is not None:
        return hits[index]
    named = named_among(pointed.words, [about_text(hit.offer) for hit in hits])
    if named:
        return hits[named[0]]
    by_id = {hit.offer.id: hit for hit in hits}
    for described in _descriptions(tracker):
        met = catalog.shown_meeting(list(by_id), described)
        if met and len(met) < len(hits):
            return by_id[met[0]]
    focus = slots.shown(tracker).get("focus")
    if focus in by_id:
        return by_id[focus]
    told = named_among(pointed.words, [hit.offer.description or "" for hit in hits])
    if told:
        return hits[told[0]]
    return hits[0] if len(hits) == 1 else None


def _descriptions(tracker: Tracker) -> Iterator[Query]:
    """Yield what a message says of the one it means: all together, then each alone."""
    said = slots.named(tracker).without("keyword", "sort")
    if said.visible:
        yield said
    if len(said.visible) > 1:
        yield from (Query((condition,)) for condition in said.visible)


def meant_actor(catalog: Catalog, tracker: Tracker) -> str | None:
    """Return the id of the actor shown that is meant; None = it is not clear."""
    ids = slots.shown_actors(tracker)
    if not ids:
        return None
    pointed = reference(tracker)
    index = pointed.index(len(ids))
    if index is not None:
        return ids[index]
    focus = slots.shown(tracker).get("focus")
    if len(ids) == 1:
        return ids[0]
    named = named_among(pointed.words, [_about(catalog, each) for each in ids])
    if len(named) == 1:
        return ids[named[0]]
    return focus if focus in ids else None


def _about(catalog: Catalog, actor_id: str) -> str:
    try:
        return about_text(catalog.get_actor(actor_id))
    except ActorNotFound:
        return ""


def provider_of_shown(catalog: Catalog, tracker: Tracker) -> Query:
    """Return the provider of the offer that is meant, the first one if none is."""
    hits = shown_offers(catalog, tracker)
    if not hits:
        return Query()
    meant = meant_offer(catalog, tracker, hits, reference(tracker)) or hits[0]
    return Query((catalog.named_actor(meant.provider.id),))

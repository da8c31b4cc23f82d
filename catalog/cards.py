"""Records as the JSON of chat and API: the one place that decides its keys."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from catalog.records import (
    Actor,
    ActorHit,
    ActorPage,
    Alternative,
    Condition,
    Offer,
    OfferHit,
    OfferPage,
    Query,
    Relaxation,
)
from catalog.texts import codes, label, text

SHOWN_KINDS = 5


def offer_card(hit: OfferHit) -> dict[str, object]:
    """Return an offer found as the chat shows it; unknown values are null."""
    offer = hit.offer
    return {
        "id": offer.id,
        "title": offer.title,
        "provider": hit.provider.name,
        "kind": offer.kind,
        "kind_label": label("offer_kind", offer.kind),
        "place": offer.venue.place_name,
        "distance_km": None if hit.distance_km is None else round(hit.distance_km, 1),
        "starts": hit.starts.isoformat() if hit.starts else None,
        "price_eur": None if offer.price is None else float(offer.price),
        "free": offer.is_free,
        "delivery_mode": offer.delivery_mode.value if offer.delivery_mode else None,
        "status": offer.status.value,
        "reason": hit.reason,
        "url": offer_url(offer),
    }


def actor_card(hit: ActorHit) -> dict[str, object]:
    """Return an actor found as the chat shows it; `open_now` is null when unknown."""
    actor = hit.actor
    known = hit.opening.known
    until = hit.opening.until
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "kind_label": label("actor_kind", actor.kind),
        "place": actor.venue.place_name,
        "distance_km": None if hit.distance_km is None else round(hit.distance_km, 1),
        "street": None if actor.hides_address else actor.venue.street,
        "phone": actor.phone,
        "email": actor.email,
        "web": actor.web,
        "url": actor_url(actor),
        "open_now": hit.opening.open_now if known else None,
        "open_until": f"{until:%H:%M}" if until else None,
    }


def offer_url(offer: Offer) -> str:
    """Return the permanent address of an offer's page."""
    return f"/angebote/{quote(offer.id, safe='')}"


def actor_url(actor: Actor) -> str:
    """Return the permanent address of an actor's page."""
    return f"/akteure/{quote(actor.id, safe='')}"


def filter_items(query: Query, default_radius_km: int) -> list[dict[str, str]]:
    """Return the conditions of a query as removable filters.

    A place says how far around it is searched; the radius is no filter of its own
    unless the person named one.
    """
    items = []
    for condition in query.visible:
        shown = condition.label
        if (
            condition in query.of("place")
            and default_radius_km
            and not query.of("radius")
        ):
            shown = text("filter", "place", place=condition.label, km=default_radius_km)
        if condition.field == "radius":
            shown = text("filter", "radius", km=condition.value)
        items.append(
            {
                "field": condition.field,
                "value": condition.value,
                "label": shown,
                "choice": f"remove:{condition.field}:{condition.value}",
            }
        )
    return items


def relaxed_items(relaxed: tuple[Relaxation, ...]) -> list[dict[str, str]]:
    """Return what was changed so that something was found."""
    return [{"field": r.field, "from": r.before, "to": r.after} for r in relaxed]


def more_actors(page: ActorPage) -> list[dict[str, str]]:
    """Return the button for the next page of actors, where there is one."""
    if not page.has_more:
        return []
    return [{"label": text("choice", "more"), "choice": "more:actors"}]


def reading_choices(conditions: Sequence[Condition]) -> list[dict[str, str]]:
    """Return the readings of a name that means several things, as buttons."""
    return [
        {"label": c.label, "choice": f"add:{c.field}:{c.value}"} for c in conditions
    ]


def alternative_choices(page: OfferPage) -> list[dict[str, str]]:
    """Return what else could be changed so that something is found, as buttons."""
    return [
        {
            "label": text("choice", "alternative", after=a.change.after, count=a.total),
            "choice": alternative_edit(page.query, a),
        }
        for a in page.alternatives
    ]


def alternative_edit(query: Query, alternative: Alternative) -> str:
    """Return the edit that makes an alternative out of a query."""
    if alternative.change.is_dropped:
        return f"drop:{alternative.change.field}"
    added = next(c for c in alternative.query if c not in query.conditions)
    return f"add:{added.field}:{added.value}"


def learning_areas() -> list[str]:
    """Return areas of learning in words that a search understands."""
    return text("area", "all").split("|")


def guided_persons() -> list[str]:
    """Return for whom somebody may look for something, in words a search understands."""
    return text("guidance", "persons").split("|")


def skip_label() -> str:
    """Return what leaves a question of the guidance open."""
    return text("guidance", "skip")


def reading_questions() -> dict[str, str]:
    """Return what people ask who mean one of the things the assistant can do."""
    return {intent: text("reading", intent) for intent in codes("reading")}


def next_steps(page: OfferPage) -> list[dict[str, str]]:
    """Return what can be pressed below a list: more, and what narrows it usefully."""
    items = alternative_choices(page)
    if len(page.kinds) > 1:
        items += [
            {
                "label": text(
                    "choice", "kind", kind=label("offer_kind", kind), count=count
                ),
                "choice": f"add:kind:{kind}",
            }
            for kind, count in page.kinds[:SHOWN_KINDS]
        ]
    if page.has_more:
        items.append({"label": text("choice", "more"), "choice": "more:offers"})
    offers = [hit.offer for hit in page.items]
    some_free = any(o.is_free for o in offers) and not all(o.is_free for o in offers)
    if some_free and not page.query.of("price"):
        items.append({"label": text("choice", "free"), "choice": "add:price:0"})
    return items

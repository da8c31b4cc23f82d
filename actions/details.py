"""Questions about something shown: which one is meant, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import Slots
from catalog import (
    Catalog,
    OfferHit,
    Query,
    Reference,
    Status,
    address_text,
    contact_text,
    dates_text,
    day_text,
    label,
    price_text,
    read_reference,
    when_text,
    where_text,
    whom_text,
)
from catalog.errors import OfferNotFound

_ACCESS_OF_ACTOR = {
    True: "utter_actor_access",
    False: "utter_actor_access_not",
    None: "utter_actor_access_unknown",
}
Said = tuple[str, dict[str, Any]]
# Asked together these are answered together; else the most particular one alone.
BASICS = ("when", "where", "price")
# Told of every offer shown when nobody says which one is meant.
FOR_EACH = ("price", "when", "where", "seats", "access", "audience")


def answer_about_shown(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots | None:
    """Answer a question about what is shown; None = nothing of it is meant."""
    before = slots.shown(tracker)
    reference = _reference(tracker)
    if before["list"] == slots.ACTORS and before["ids"]:
        return _about_actor(catalog, dispatcher, tracker, reference)
    hits = list(_loaded(catalog, before["ids"]))
    if not hits or _is_other_matter(catalog, tracker, hits):
        return None
    meant = _meant(catalog, tracker, hits, reference)
    if meant is None:
        return _about_each(catalog, dispatcher, tracker, hits, reference)
    _about_one(catalog, dispatcher, meant, reference)
    return slots.focus_on(tracker, meant.offer.id, reference.aspects)


def _is_other_matter(
    catalog: Catalog, tracker: Tracker, hits: Sequence[OfferHit]
) -> bool:
    """Whether a question names a topic that nothing shown has."""
    topics = slots.named(tracker).of("topic")
    ids = [hit.offer.id for hit in hits]
    if not topics or catalog.shown_meeting(ids, Query(topics)):
        return False
    found = catalog.search_offers(Query(topics), size=1)
    return bool(found.items) and not found.relaxed


def _reference(tracker: Tracker) -> Reference:
    """Return what a message points at; "und beim zweiten?" asks the same as before."""
    reference = read_reference(slots.text(tracker))
    if reference.position is None or reference.aspects:
        return reference
    asked = tuple(slots.shown(tracker).get("aspects") or ())
    return Reference(reference.position, asked)


def _loaded(catalog: Catalog, ids: Sequence[str]) -> Iterator[OfferHit]:
    for offer_id in ids:
        try:
            yield catalog.get_offer(offer_id)
        except OfferNotFound:
            continue


def _meant(
    catalog: Catalog, tracker: Tracker, hits: Sequence[OfferHit], reference: Reference
) -> OfferHit | None:
    """Return which offer is meant: counted, described, spoken of before, or the only one."""
    index = reference.index(len(hits))
    if index is not None:
        return hits[index]
    by_id = {hit.offer.id: hit for hit in hits}
    for described in _descriptions(tracker):
        met = catalog.shown_meeting(list(by_id), described)
        if met and len(met) < len(hits):
            return by_id[met[0]]
    focus = slots.shown(tracker).get("focus")
    if focus in by_id:
        return by_id[focus]
    return hits[0] if len(hits) == 1 else None


def _descriptions(tracker: Tracker) -> Iterator[Query]:
    """Yield what a message says of the one it means: all together, then each alone."""
    said = slots.named(tracker).without("keyword", "sort")
    if said.visible:
        yield said
    if len(said.visible) > 1:
        yield from (Query((condition,)) for condition in said.visible)


def _about_one(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    hit: OfferHit,
    reference: Reference,
) -> None:
    said = list(_answers(catalog, hit, reference.aspects))
    for response, values in said:
        dispatcher.utter_message(response=response, title=hit.offer.title, **values)
    if not said:
        cards.show_details(dispatcher, catalog, hit)
    if reference.aspects[:1] == ("provider",):
        query = Query((catalog.named_actor(hit.provider.id),))
        dispatcher.utter_message(
            json_message=cards.actor_list(catalog.find_actors(query))
        )


def answer_first(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker, events: Slots
) -> Slots:
    """Answer what a search asks besides, for the best it found: "Wann ist …?"."""
    reference = read_reference(slots.text(tracker))
    ids = slots.shown_ids(events)
    if not reference.is_question or not ids or slots.indifferent(tracker):
        return events
    hit = catalog.get_offer(ids[0])
    for response, values in _answers(catalog, hit, reference.aspects):
        dispatcher.utter_message(response=response, title=hit.offer.title, **values)
    return slots.with_focus(events, ids[0])


def _answers(catalog: Catalog, hit: OfferHit, aspects: Sequence[str]) -> Iterator[Said]:
    known = [aspect for aspect in aspects if aspect in ANSWERS]
    if known and known[0] in BASICS:
        known = [aspect for aspect in known if aspect in BASICS]
    else:
        known = known[:1]
    for aspect in known:
        yield ANSWERS[aspect](catalog, hit)


def _about_each(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    hits: Sequence[OfferHit],
    reference: Reference,
) -> Slots:
    """Answer for every offer shown, or ask which one is meant."""
    aspect = reference.aspects[0] if reference.aspects else ""
    if aspect not in FOR_EACH:
        dispatcher.utter_message(response="utter_which_one")
        items = [
            {"label": hit.offer.title, "choice": f"ask:{number}. {slots.text(tracker)}"}
            for number, hit in enumerate(hits, 1)
        ]
        dispatcher.utter_message(json_message={"type": "choices", "items": items})
        return []
    for number, hit in enumerate(hits, 1):
        response, values = ANSWERS[aspect](catalog, hit)
        title = f"{number}. {hit.offer.title}"
        dispatcher.utter_message(response=response, title=title, **values)
    return slots.focus_on(tracker, None, reference.aspects)


def _about_actor(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    reference: Reference,
) -> Slots:
    """Give the contact, the hours or the way into one of the actors shown."""
    ids = slots.shown(tracker)["ids"]
    actor = catalog.get_actor(ids[reference.index(len(ids)) or 0])
    query = Query((catalog.named_actor(actor.id),))
    if reference.aspects[:1] == ("when",):
        return cards.show_opening(catalog, dispatcher, query, slots.text(tracker))
    if reference.aspects[:1] in (("where",), ("way",)):
        hidden = bool(actor.hides_address)
        address = address_text(actor.venue, hidden=hidden)
        dispatcher.utter_message(
            response="utter_actor_where", name=actor.name, address=address
        )
    if reference.aspects[:1] == ("access",):
        dispatcher.utter_message(
            response=_ACCESS_OF_ACTOR[actor.wheelchair], name=actor.name
        )
    return cards.show_actors(catalog, dispatcher, query, purpose="contact")


# What is said of one offer


def _price(_catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_price", {"price": price_text(hit.offer)}


def _when(catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_when", {"when": when_text(hit.offer, catalog.today)}


def _where(_catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_where", {"where": where_text(hit.offer, hit.provider)}


def _remaining(catalog: Catalog, hit: OfferHit) -> Said:
    dates = dates_text(hit.offer, catalog.today)
    if not dates:
        return _when(catalog, hit)
    return "utter_offer_dates", {"dates": dates, "count": dates.count("\n") + 1}


def _register(catalog: Catalog, hit: OfferHit) -> Said:
    values: dict[str, Any] = {"contact": _contact_of(catalog, hit)}
    until = hit.offer.register_until
    if until is None:
        return "utter_offer_register", values
    days = (until - catalog.today).days
    values |= {"day": day_text(until), "days": days}
    if days < 0:
        return "utter_offer_register_over", values
    response = "utter_offer_register_until" if days > 1 else "utter_offer_register_soon"
    return response, values


def _seats(catalog: Catalog, hit: OfferHit) -> Said:
    offer, values = hit.offer, {"contact": _contact_of(catalog, hit)}
    if offer.status in (Status.FULL, Status.WAITING_LIST, Status.CANCELLED):
        state = label("status", offer.status.value)
        return "utter_offer_seats_none", values | {"state": state}
    if offer.free_places is None:
        return "utter_offer_seats_unknown", values
    return "utter_offer_seats", values | {"count": str(offer.free_places)}


def _access(catalog: Catalog, hit: OfferHit) -> Said:
    known = hit.offer.wheelchair
    if known is None and hit.offer.venue == hit.provider.venue:
        known = hit.provider.wheelchair
    values = {"contact": _contact_of(catalog, hit)}
    if known is None:
        return "utter_offer_access_unknown", values
    return "utter_offer_access" if known else "utter_offer_access_not", values


def _childcare(catalog: Catalog, hit: OfferHit) -> Said:
    values = {"contact": _contact_of(catalog, hit)}
    if hit.offer.childcare is None:
        return "utter_offer_childcare_unknown", values
    has = hit.offer.childcare
    return "utter_offer_childcare" if has else "utter_offer_childcare_not", values


def _audience(catalog: Catalog, hit: OfferHit) -> Said:
    whom = whom_text(hit.offer)
    if not whom:
        contact = _contact_of(catalog, hit)
        return "utter_offer_audience_unknown", {"contact": contact}
    return "utter_offer_audience", {"whom": whom}


def _certificate(catalog: Catalog, hit: OfferHit) -> Said:
    if hit.offer.certificate:
        return "utter_offer_certificate", {"certificate": hit.offer.certificate}
    contact = _contact_of(catalog, hit)
    return "utter_offer_certificate_unknown", {"contact": contact}


def _provider(_catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_provider", {"provider": hit.provider.name}


def _contact(catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_contact", {"contact": _contact_of(catalog, hit)}


def _mode(_catalog: Catalog, hit: OfferHit) -> Said:
    mode = hit.offer.delivery_mode
    if mode is None:
        return "utter_offer_where", {"where": where_text(hit.offer, hit.provider)}
    return "utter_offer_mode", {"mode": label("delivery_mode", mode.value)}


def _contact_of(catalog: Catalog, hit: OfferHit) -> str:
    return contact_text(hit.offer, hit.provider, catalog.district.office)


ANSWERS: dict[str, Callable[[Catalog, OfferHit], Said]] = {
    "price": _price,
    "reduction": _price,
    "when": _when,
    "where": _where,
    "way": _where,
    "remaining": _remaining,
    "deadline": _register,
    "register": _register,
    "seats": _seats,
    "access": _access,
    "childcare": _childcare,
    "audience": _audience,
    "certificate": _certificate,
    "provider": _provider,
    "contact": _contact,
    "online": _mode,
}

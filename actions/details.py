"""Questions about something shown, and what is answered; `pointing` says what is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actor_cards, cards, pointing, slots
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
    offer_url,
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
NO_TIMES = ("topic", "keyword", "kind", "actor_kind", "actor", "place", "radius")
# Asked together these are answered together; else the most particular one alone.
BASICS = ("when", "where", "price")
# Told of every offer shown when nobody says which one is meant.
FOR_EACH = (
    *("price", "reduction", "when", "remaining", "where", "seats", "access"),
    *("audience", "status"),
)
# Found alone, these are told with their date.
EVENTS = ("veranstaltung", "konferenz", "fuehrung", "beratung", "vortrag")
OF_STATE = ("reason", "status", "takes_place")
# What is asked of an actor's own; anything else is asked of its offers.
OF_ACTORS = (
    "when",
    "where",
    "way",
    "access",
    "contact",
    "content",
    "provider",
    "online",
)


def answer_about_shown(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots | None:
    """Answer a question about what is shown; None = nothing of it is meant."""
    pointed = _pointed(tracker)
    if slots.shown_actors(tracker) and not _asks_of_offers(catalog, tracker, pointed):
        return _about_actor(catalog, dispatcher, tracker, pointed)
    return answer_of_shown_offers(catalog, dispatcher, tracker)


def answer_of_shown_offers(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots | None:
    """Answer a question about offers that are shown; None = none of them is meant."""
    pointed = _pointed(tracker)
    if pointed.aspects and pointed.aspects[0] in OF_STATE:
        said = _about_cancelled(catalog, dispatcher, tracker, pointed)
        if said is not None:
            return said
    hits = pointing.shown_offers(catalog, tracker)
    if not hits or _is_other_matter(catalog, tracker, hits, pointed):
        return None
    meant = pointing.meant_offer(catalog, tracker, hits, pointed)
    if meant is None and not pointed.aspects and slots.named(tracker):
        return None
    if meant is None:
        return _about_each(catalog, dispatcher, tracker, hits, pointed)
    _about_one(catalog, dispatcher, meant, pointed)
    cards.show_filters(dispatcher, catalog, slots.running_search(tracker))
    return slots.focus_on(tracker, meant.offer.id, pointed.aspects)


def _asks_of_offers(catalog: Catalog, tracker: Tracker, pointed: Reference) -> bool:
    """Whether a question is about one of the offers shown beside an actor."""
    hits = pointing.shown_offers(catalog, tracker)
    if not hits:
        return False
    if pointed.aspects and pointed.aspects[0] not in OF_ACTORS:
        return True
    counted = pointed.index(len(hits))
    return bool(counted) or (
        not pointed.is_bare
        and pointing.meant_offer(catalog, tracker, hits, pointed) is not None
    )


def _is_other_matter(
    catalog: Catalog, tracker: Tracker, hits: Sequence[OfferHit], pointed: Reference
) -> bool:
    """Whether a question names a topic or kind that nothing shown has."""
    said = slots.named(tracker)
    matter = Query((*said.of("topic"), *said.of("kind")))
    ids = [hit.offer.id for hit in hits]
    if not matter or pointed.is_bare or catalog.shown_meeting(ids, matter):
        return False
    found = catalog.search_offers(matter, size=1)
    return bool(found.items) and not found.relaxed


def _pointed(tracker: Tracker) -> Reference:
    """Return what a message points at; "und beim zweiten?" asks the same as before."""
    pointed = pointing.reference(tracker)
    points = pointed.position is not None or pointed.points_at_one
    if not points or pointed.aspects:
        return pointed
    asked = tuple(slots.shown(tracker).get("aspects") or ())
    return replace(pointed, aspects=asked)


def _about_cancelled(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    pointed: Reference,
) -> Slots | None:
    """Say why something is cancelled that was asked for and is not in the list."""
    shown = slots.shown(tracker)
    cancelled = shown.get("cancelled")
    if cancelled is None or shown.get("focus") or pointed.position is not None:
        return None
    try:
        hit = catalog.get_offer(str(cancelled))
    except OfferNotFound:
        return None
    _about_one(catalog, dispatcher, hit, pointed)
    return slots.focus_on(tracker, None, pointed.aspects)


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
        found = catalog.find_actors(query)
        dispatcher.utter_message(json_message=actor_cards.actor_list(found))
    if reference.aspects[:1] == ("calendar",):
        dispatcher.utter_message(json_message=cards.one_offer(catalog, hit))


def answer_first(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker, events: Slots
) -> Slots:
    """Answer what a search asks besides, for the best it found: "Wann ist …?"."""
    reference = read_reference(slots.text(tracker))
    ids = slots.shown_ids(events)
    if not ids or slots.indifferent(tracker):
        return events
    if not reference.is_question:
        return _say_date(catalog, dispatcher, events, ids)
    # Of what is cancelled the search speaks itself, and shows others.
    asks_state = bool(reference.aspects) and reference.aspects[0] in OF_STATE
    if asks_state and slots.has_cancelled(events):
        return events
    hit = catalog.get_offer(ids[0])
    for response, values in _answers(catalog, hit, reference.aspects):
        dispatcher.utter_message(response=response, title=hit.offer.title, **values)
    return slots.with_focus(events, ids[0])


def _say_date(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    events: Slots,
    ids: Sequence[str],
) -> Slots:
    """Name the date where the search found just one event."""
    if len(ids) > 1 or not slots.is_exact(events):
        return events
    hit = catalog.get_offer(ids[0])
    if hit.offer.kind not in EVENTS:
        return events
    response, values = _when(catalog, hit)
    dispatcher.utter_message(response=response, title=hit.offer.title, **values)
    return events


def answer_of_only(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker, query: Query
) -> None:
    """Say what the only offer shown has, where a change of the search loses it."""
    hits = pointing.shown_offers(catalog, tracker)
    asked = [c.field for c in slots.named(tracker) if c.field in ASKED_BY]
    if len(hits) != 1 or not asked or slots.named(tracker).of("topic"):
        return
    found = catalog.search_offers(query, size=1)
    if found.items and not found.relaxed:
        return
    response, values = ANSWERS[ASKED_BY[asked[0]]](catalog, hits[0])
    dispatcher.utter_message(response=response, title=hits[0].offer.title, **values)


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
    cards.show_filters(dispatcher, catalog, slots.running_search(tracker))
    return slots.focus_on(tracker, None, reference.aspects)


def _about_actor(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    reference: Reference,
) -> Slots:
    """Give the contact, the hours or the way into one of the actors shown."""
    ids = slots.shown_actors(tracker)
    actor = catalog.get_actor(pointing.meant_actor(catalog, tracker) or ids[0])
    query = Query((catalog.named_actor(actor.id),))
    asks_hours = "when" in reference.aspects and reference.aspects[0] in OF_ACTORS
    if asks_hours:
        times = slots.named(tracker).without(*NO_TIMES)
        asked = slots.refined(query, times)
        return actor_cards.show_opening(catalog, dispatcher, asked, slots.text(tracker))
    if reference.aspects[:1] in (("content",), ("provider",)):
        return actor_cards.show_actors(catalog, dispatcher, query)
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
    return actor_cards.show_actors(catalog, dispatcher, query, purpose="contact")


# What is said of one offer


def _price(_catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_price", {"price": price_text(hit.offer)}


def _when(catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_when", {"when": when_text(hit.offer, catalog.today)}


def _where(_catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_where", {"where": where_text(hit.offer, hit.provider)}


def _way(_catalog: Catalog, hit: OfferHit) -> Said:
    return "utter_offer_way", {"where": where_text(hit.offer, hit.provider)}


def _remaining(catalog: Catalog, hit: OfferHit) -> Said:
    dates = dates_text(hit.offer, catalog.today)
    if not dates:
        return _when(catalog, hit)
    count = dates.count("\n") + 1
    if count == 1:
        return "utter_offer_last_date", {"dates": dates}
    return "utter_offer_dates", {"dates": dates, "count": count}


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


def _calendar(_catalog: Catalog, hit: OfferHit) -> Said:
    if not hit.offer.occurrences and hit.offer.begins is None:
        return "utter_offer_calendar_none", {}
    return "utter_offer_calendar", {"url": f"{offer_url(hit.offer)}.ics"}


def _program(catalog: Catalog, hit: OfferHit) -> Said:
    web = hit.offer.web or hit.provider.web
    if web:
        return "utter_offer_program", {"web": web}
    return _contact(catalog, hit)


def _status(catalog: Catalog, hit: OfferHit) -> Said:
    """Say whether it takes place, as far as the catalog knows."""
    offer = hit.offer
    values = {
        "contact": _contact_of(catalog, hit),
        "when": when_text(offer, catalog.today),
        "details": offer.description or "",
    }
    if offer.status in (Status.CANCELLED, Status.POSTPONED):
        return _RESPONSE_OF_STATE[offer.status], values
    return "utter_offer_planned", values


def _contact_of(catalog: Catalog, hit: OfferHit) -> str:
    return contact_text(hit.offer, hit.provider, catalog.district.office)


_RESPONSE_OF_STATE = {
    Status.CANCELLED: "utter_offer_is_cancelled",
    Status.POSTPONED: "utter_offer_is_postponed",
}

# Which answer tells how it is with a condition.
ASKED_BY = {
    "accessibility": "access",
    "age": "audience",
    "childcare": "childcare",
    "delivery_mode": "online",
    "price": "price",
    "target_group": "audience",
}
ANSWERS: dict[str, Callable[[Catalog, OfferHit], Said]] = {
    "price": _price,
    "reduction": _price,
    "when": _when,
    "where": _where,
    "way": _way,
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
    "calendar": _calendar,
    "program": _program,
    "status": _status,
    "reason": _status,
    "takes_place": _status,
}

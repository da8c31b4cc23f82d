"""What actions show: lists as data, sentences by the name of their response."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.base import Slots, utter_office
from catalog import (
    Actor,
    ActorHit,
    ActorPage,
    Catalog,
    Condition,
    OfferHit,
    OfferPage,
    OpeningState,
    Query,
    actor_card,
    asked_window,
    contact_text,
    day_text,
    filter_items,
    hours_text,
    learning_areas,
    more_actors,
    next_hours_text,
    next_steps,
    offer_card,
    price_text,
    reading_choices,
    relaxed_items,
    when_text,
    where_text,
    yes_or_no,
)

SHOWN_OPENING = 3


def say_corrections(
    dispatcher: CollectingDispatcher, corrected: Sequence[tuple[str, str]]
) -> None:
    """Say which words were read as others."""
    for typed, read_as in corrected:
        dispatcher.utter_message(
            response="utter_word_corrected", typed=typed, read_as=read_as
        )


def say_far_places(
    dispatcher: CollectingDispatcher, catalog: Catalog, places: Sequence[str]
) -> None:
    """Say that the catalog does not reach so far."""
    for place in places:
        dispatcher.utter_message(
            response="utter_place_far", place=place, district=catalog.district.name
        )


def show_examples(dispatcher: CollectingDispatcher, catalog: Catalog) -> None:
    """Offer questions that have an answer today."""
    items = [
        {"label": question, "choice": f"ask:{question}"}
        for question in catalog.examples()
    ]
    if items:
        dispatcher.utter_message(json_message={"type": "choices", "items": items})


def show_areas(dispatcher: CollectingDispatcher) -> None:
    """Offer areas of learning to who does not know what to ask for."""
    items = [{"label": area, "choice": f"ask:{area}"} for area in learning_areas()]
    dispatcher.utter_message(json_message={"type": "choices", "items": items})


def show_offers(
    dispatcher: CollectingDispatcher, catalog: Catalog, page: OfferPage
) -> None:
    """Show the first page of a search: sentence, filters, lists, next steps."""
    _say_place_outside(dispatcher, catalog, page.query)
    _say_result(dispatcher, catalog, page)
    _say_cancelled(dispatcher, catalog, page)
    show_filters(dispatcher, catalog, page.query)
    online_first = not page.items and page.online is not None
    if page.items:
        dispatcher.utter_message(json_message=offer_list(catalog, page))
    if page.online is not None and page.online.items:
        if not online_first:
            dispatcher.utter_message(response="utter_offers_online")
        dispatcher.utter_message(json_message=offer_list(catalog, page.online))
    _show_next_steps(dispatcher, page)


def show_next_offers(
    dispatcher: CollectingDispatcher, catalog: Catalog, page: OfferPage
) -> None:
    """Show a further page of a search."""
    dispatcher.utter_message(response="utter_offers_next", total=page.total)
    show_filters(dispatcher, catalog, page.query)
    dispatcher.utter_message(json_message=offer_list(catalog, page))
    _show_next_steps(dispatcher, page)


def offer_list(catalog: Catalog, page: OfferPage) -> dict[str, object]:
    """Return a page of offers as the chat's list."""
    return {
        "type": "offers",
        "examples": catalog.has_examples,
        "total": page.total,
        "relaxed": relaxed_items(page.relaxed),
        "items": [offer_card(hit) for hit in page.items],
    }


def show_filters(
    dispatcher: CollectingDispatcher, catalog: Catalog, query: Query
) -> None:
    """Show what was understood, each condition removable."""
    items = filter_items(query, catalog.radius_of(query))
    if items:
        dispatcher.utter_message(json_message={"type": "filters", "items": items})


def labels(query: Query) -> str:
    """Return the conditions of a query in words."""
    return " · ".join(c.label for c in query.visible if c.label)


def _say_place_outside(
    dispatcher: CollectingDispatcher, catalog: Catalog, query: Query
) -> None:
    for place, hint in catalog.outside_places(query):
        dispatcher.utter_message(
            response="utter_place_outside",
            place=place,
            district=catalog.district.name,
            hint=hint,
        )


def _say_result(
    dispatcher: CollectingDispatcher, catalog: Catalog, page: OfferPage
) -> None:
    if page.items and page.relaxed:
        _say_relaxed(dispatcher, page)
    elif page.items:
        response = "utter_offers_found_one" if page.total == 1 else "utter_offers_found"
        if len(page.kinds) > 1:
            response = "utter_offers_mixed"
        if not labels(page.query):
            response = "utter_offers_all"
        dispatcher.utter_message(
            response=response, count=page.total, conditions=labels(page.query)
        )
    elif page.online is not None and page.online.items:
        dispatcher.utter_message(
            response="utter_offers_only_online", conditions=labels(page.query)
        )
    else:
        utter_office(dispatcher, "utter_offers_none_found", catalog)
        show_examples(dispatcher, catalog)


def _say_cancelled(
    dispatcher: CollectingDispatcher, catalog: Catalog, page: OfferPage
) -> None:
    for hit in page.cancelled:
        checked = hit.offer.checked_on
        dispatcher.utter_message(
            response="utter_offer_cancelled"
            if checked
            else "utter_offer_cancelled_undated",
            title=hit.offer.title,
            provider=hit.provider.name,
            day=day_text(checked) if checked else "",
            contact=contact_text(hit.offer, hit.provider, catalog.district.office),
        )


def ask_reading(
    dispatcher: CollectingDispatcher, readings: Sequence[Condition]
) -> None:
    """Offer the readings of a name that means several things."""
    if not readings:
        return
    dispatcher.utter_message(
        response="utter_several_readings", chosen=readings[0].label
    )
    items = reading_choices(readings)
    dispatcher.utter_message(json_message={"type": "choices", "items": items})


def _say_relaxed(dispatcher: CollectingDispatcher, page: OfferPage) -> None:
    lost = [r for r in page.relaxed if r.field == "topic" and r.is_dropped]
    for change in lost:
        dispatcher.utter_message(response="utter_offers_no_topic", topic=change.before)
    if not lost:
        dispatcher.utter_message(
            response="utter_offers_not_exact", conditions=labels(page.query)
        )
    for change in page.relaxed:
        if change not in lost:
            dispatcher.utter_message(
                response="utter_offers_further_away"
                if change.field == "radius"
                else "utter_offers_changed",
                before=change.before,
                after=change.after,
            )


def _show_next_steps(dispatcher: CollectingDispatcher, page: OfferPage) -> None:
    items = next_steps(page)
    if items:
        dispatcher.utter_message(json_message={"type": "choices", "items": items})


def show_actors(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    query: Query,
    *,
    page: int = 1,
    purpose: str = "list",
) -> Slots:
    """Show a page of actors with phone number and opening state."""
    found = catalog.find_actors(query, page=page)
    if not found.items and page > 1:
        dispatcher.utter_message(response="utter_no_more")
        return []
    if not found.items:
        utter_office(dispatcher, "utter_actors_none_found", catalog)
        return []
    _say_actors(dispatcher, catalog, found, purpose)
    show_filters(dispatcher, catalog, query)
    dispatcher.utter_message(json_message=actor_list(found))
    show_more_actors(dispatcher, found)
    return slots.remember(query, slots.ACTORS, [h.actor.id for h in found.items], page)


def _say_actors(
    dispatcher: CollectingDispatcher, catalog: Catalog, found: ActorPage, purpose: str
) -> None:
    _say_not_in_place(dispatcher, found)
    for change in found.relaxed:
        dispatcher.utter_message(
            response="utter_actors_further_away",
            before=change.before,
            after=change.after,
        )
    if purpose == "contact" and found.total == 1 and found.items[0].actor.has_contact:
        dispatcher.utter_message(
            response="utter_contact_one", **_contact(found.items[0])
        )
    elif purpose == "contact" and found.total == 1:
        utter_office(
            dispatcher,
            "utter_contact_missing",
            catalog,
            name=found.items[0].actor.name,
        )
    elif purpose == "contact":
        dispatcher.utter_message(response="utter_contact_many", count=found.total)
    elif found.total == 1:
        dispatcher.utter_message(response="utter_actors_found_one")
    else:
        dispatcher.utter_message(response="utter_actors_found", count=found.total)


def _contact(hit: ActorHit) -> dict[str, str]:
    actor = hit.actor
    ways = [way for way in (actor.phone, actor.email, actor.web) if way]
    return {"name": actor.name, "contact": ", ".join(ways)}


def actor_list(page: ActorPage) -> dict[str, object]:
    """Return a page of actors as the chat's list."""
    items = [actor_card(hit) for hit in page.items]
    return {"type": "actors", "total": page.total, "items": items}


def show_more_actors(dispatcher: CollectingDispatcher, page: ActorPage) -> None:
    """Offer the next page."""
    items = more_actors(page)
    if items:
        dispatcher.utter_message(json_message={"type": "choices", "items": items})


def show_opening(
    catalog: Catalog, dispatcher: CollectingDispatcher, query: Query, question: str
) -> Slots:
    """Say for the nearest actors whether they are open on the day asked about."""
    found = catalog.find_actors(query)
    if not found.items:
        utter_office(dispatcher, "utter_actors_none_found", catalog)
        return []
    _say_not_in_place(dispatcher, found)
    nearest = [h for h in found.items if h.in_place] or list(found.items[:1])
    chosen = nearest if query.of("place") else list(found.items)
    window = asked_window(query)
    for hit in chosen[:SHOWN_OPENING]:
        for state in _states_to_say(hit):
            _say_opening(dispatcher, catalog, hit.actor, state, question, window)
    dispatcher.utter_message(json_message=actor_list(found))
    return slots.remember(query, slots.ACTORS, [h.actor.id for h in found.items], 1)


def _say_not_in_place(dispatcher: CollectingDispatcher, found: ActorPage) -> None:
    places = found.query.of("place")
    if places and not any(hit.in_place for hit in found.items):
        dispatcher.utter_message(
            response="utter_actors_none_in_place", place=places[0].label
        )


def _states_to_say(hit: ActorHit) -> tuple[OpeningState, ...]:
    """Return the days to speak of: one where hours are unknown, else all."""
    return (hit.opening, *hit.further) if hit.opening.known else (hit.opening,)


def _say_opening(
    dispatcher: CollectingDispatcher,
    catalog: Catalog,
    actor: Actor,
    state: OpeningState,
    question: str,
    window: tuple[int, int] | None,
) -> None:
    if not state.known or state.day is None:
        _say_hours_unknown(dispatcher, catalog, actor)
        return
    is_open = state.is_open_between(*window) if window else bool(state.hours)
    is_today = state.day == catalog.today
    dispatcher.utter_message(
        response=(
            "utter_opening_day"
            if window and state.hours
            else _opening_response(state, is_today=is_today)
        ),
        answer=yes_or_no(question, yes=is_open),
        name=actor.name,
        day=day_text(state.day),
        hours=hours_text(state.hours),
        until=f"{state.until:%H:%M}" if state.until else "",
        next_hours=next_hours_text(state),
        phone=actor.phone or catalog.district.office.phone,
    )


def _say_hours_unknown(
    dispatcher: CollectingDispatcher, catalog: Catalog, actor: Actor
) -> None:
    if actor.phone:
        dispatcher.utter_message(
            response="utter_opening_unknown", name=actor.name, phone=actor.phone
        )
        return
    utter_office(dispatcher, "utter_opening_unknown_no_phone", catalog, name=actor.name)


def _opening_response(state: OpeningState, *, is_today: bool) -> str:
    """Return the name of the sentence that tells this state."""
    if not state.hours and not state.next_hours:
        return "utter_opening_closed_long"
    if not state.hours:
        return "utter_opening_closed_today" if is_today else "utter_opening_closed"
    if not is_today:
        return "utter_opening_day"
    if not state.open_now:
        return "utter_opening_today"
    return "utter_opening_open_now" if state.until else "utter_opening_always"


def show_details(
    dispatcher: CollectingDispatcher, catalog: Catalog, hit: OfferHit
) -> None:
    """Say when, where, how much and whom to ask about one offer."""
    offer = hit.offer
    dispatcher.utter_message(
        response="utter_offer_details",
        title=offer.title,
        when=when_text(offer, catalog.today),
        where=where_text(offer, hit.provider),
        price=price_text(offer),
        contact=contact_text(offer, hit.provider, catalog.district.office),
    )
    page = OfferPage(Query(), (hit,), 1, 1)
    dispatcher.utter_message(json_message=offer_list(catalog, page))

"""What actions show of actors: lists, profile, contact and opening hours."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import Slots, utter_office
from catalog import (
    Actor,
    ActorHit,
    ActorPage,
    Catalog,
    OpeningState,
    Query,
    actor_card,
    asked_window,
    day_text,
    hours_text,
    label,
    more_actors,
    next_hours_text,
    yes_or_no,
)

SHOWN_OPENING = 3
# So many offers are shown beside an actor.
SHOWN_OFFERS = 3
# So many are looked through for their places.
LOOKED_THROUGH = 40
_SEEKS_PARTNERS = {
    True: "utter_partner_wanted",
    False: "utter_partner_not_wanted",
    None: "utter_partner_unknown",
}


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
    cards.show_filters(dispatcher, catalog, query)
    dispatcher.utter_message(json_message=actor_list(found))
    show_more_actors(dispatcher, found)
    ids = [hit.actor.id for hit in found.items]
    offers = []
    if purpose == "list" and found.total == 1:
        offers = _show_offers_of(dispatcher, catalog, found.items[0].actor)
    return slots.remember(
        query, slots.ACTORS, ids, page, purpose=purpose, offers=offers
    )


def _show_offers_of(
    dispatcher: CollectingDispatcher, catalog: Catalog, actor: Actor
) -> list[str]:
    """Show the next offers of an actor, return their ids."""
    found = catalog.offers_of(actor.id, size=LOOKED_THROUGH)
    if not found.items:
        return []
    named = [hit.offer.venue.place_name for hit in found.items]
    places = ", ".join(dict.fromkeys(place for place in named if place))
    dispatcher.utter_message(
        response="utter_actor_offers" if places else "utter_actor_offers_nowhere",
        name=actor.name,
        count=found.total,
        places=places,
    )
    shown = replace(found, items=found.items[:SHOWN_OFFERS])
    dispatcher.utter_message(json_message=cards.offer_list(catalog, shown))
    return [hit.offer.id for hit in shown.items]


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
    elif found.total == 1 and not found.relaxed:
        _say_profile(dispatcher, found.items[0].actor)
    elif found.total == 1:
        dispatcher.utter_message(response="utter_actors_found_one")
    else:
        dispatcher.utter_message(response="utter_actors_found", count=found.total)


def _say_profile(dispatcher: CollectingDispatcher, actor: Actor) -> None:
    """Say what an actor is and does, and how old that knowledge is."""
    kind = label("actor_kind", actor.kind)
    dispatcher.utter_message(
        response="utter_actor_profile" if actor.description else "utter_actor_short",
        name=actor.name,
        kind=kind,
        description=actor.description or "",
    )
    if actor.checked_on:
        dispatcher.utter_message(
            response="utter_actor_checked", day=day_text(actor.checked_on)
        )


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
    ids = [hit.actor.id for hit in found.items]
    focus = chosen[0].actor.id if len(chosen) == 1 else None
    return slots.remember(query, slots.ACTORS, ids, 1, purpose="opening", focus=focus)


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


def show_partners(
    catalog: Catalog, dispatcher: CollectingDispatcher, query: Query
) -> Slots:
    """Show who else works on a matter, and who says to look for partners."""
    found = catalog.find_partners(query)
    if not found.items:
        utter_office(dispatcher, "utter_partners_none", catalog)
        return []
    if query.of("actor"):
        actor = found.items[0].actor
        dispatcher.utter_message(
            response=_SEEKS_PARTNERS[actor.seeks_cooperation], name=actor.name
        )
    else:
        _say_partners(dispatcher, found)
    cards.show_filters(dispatcher, catalog, query)
    dispatcher.utter_message(json_message=actor_list(found))
    ids = [hit.actor.id for hit in found.items]
    return slots.remember(query, slots.ACTORS, ids, 1, purpose="partners")


def _say_partners(dispatcher: CollectingDispatcher, found: ActorPage) -> None:
    dispatcher.utter_message(
        response="utter_partners_found_one"
        if found.total == 1
        else "utter_partners_found",
        count=found.total,
        conditions=cards.labels(found.query),
    )
    seeking = [h.actor.name for h in found.items if h.actor.seeks_cooperation]
    if seeking:
        dispatcher.utter_message(
            response="utter_partners_seeking", names=", ".join(seeking)
        )
    else:
        dispatcher.utter_message(response="utter_partners_none_seeking")

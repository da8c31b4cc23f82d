"""Searching as actions share it: search, show the answer, remember what was shown."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actor_cards, cards, details, questions, slots
from actions.base import Slots, utter_office
from catalog import Catalog, Query


def search_or_ask(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker, query: Query
) -> Slots:
    """Search; a message that names nothing is asked what it is about."""
    if not query:
        utter_office(dispatcher, "utter_ask_topic", catalog)
        cards.show_examples(dispatcher, catalog)
        return []
    cards.say_corrections(dispatcher, slots.corrections(tracker))
    cards.say_far_places(dispatcher, catalog, slots.far_places(tracker))
    events = search(catalog, dispatcher, tracker, query)
    cards.ask_reading(dispatcher, slots.readings(tracker))
    return questions.go_on(catalog, dispatcher, tracker, query, events)


def search(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker, query: Query
) -> Slots:
    """Show the first page of a search, and answer what it asks besides."""
    page = catalog.search_offers(query)
    cards.show_offers(dispatcher, catalog, page)
    ids = [hit.offer.id for hit in page.items]
    cancelled = next((hit.offer.id for hit in page.cancelled), None)
    events = slots.remember(query, slots.OFFERS, ids, 1, cancelled=cancelled)
    events = slots.marked(events, exact=not page.relaxed)
    return details.answer_first(catalog, dispatcher, tracker, events)


def show_more(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots:
    """Show the next page of what was shown last."""
    query, before = slots.running_search(tracker), slots.shown(tracker)
    if not query or not before["list"]:
        utter_office(dispatcher, "utter_ask_topic", catalog)
        return []
    number = int(before["page"]) + 1
    if before["list"] == slots.ACTORS:
        return actor_cards.show_actors(catalog, dispatcher, query, page=number)
    page = catalog.search_offers(query, page=number)
    if not page.items:
        dispatcher.utter_message(response="utter_no_more")
        return []
    cards.show_next_offers(dispatcher, catalog, page)
    return slots.remember(query, slots.OFFERS, [h.offer.id for h in page.items], number)


def show_again(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots:
    """Show the running search once more, after a question in between."""
    query = slots.running_search(tracker)
    if slots.shown_actors(tracker):
        return actor_cards.show_actors(catalog, dispatcher, query)
    return search(catalog, dispatcher, tracker, query)


def restart(catalog: Catalog, dispatcher: CollectingDispatcher) -> Slots:
    """Forget the search and say so."""
    dispatcher.utter_message(response="utter_search_restarted")
    cards.show_examples(dispatcher, catalog)
    return slots.forget()


def refine_actors(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots:
    """Show other actors, or the same at another time: "und am Samstag?"."""
    said = slots.named(tracker)
    query = other_actors(catalog, tracker, said)
    query = query.without(*slots.indifferent(tracker))
    names_time = any(said.of(field) for field in slots.TIME_FIELDS)
    if names_time or slots.purpose(tracker) == "opening":
        return actor_cards.show_opening(catalog, dispatcher, query, slots.text(tracker))
    purpose = slots.purpose(tracker)
    if purpose == "partners":
        return actor_cards.show_partners(catalog, dispatcher, query)
    return actor_cards.show_actors(
        catalog, dispatcher, query, purpose=purpose if purpose == "contact" else "list"
    )


def other_actors(catalog: Catalog, tracker: Tracker, said: Query) -> Query:
    """Return the search for actors changed; elsewhere one actor stands for its kind."""
    before = slots.running_search(tracker)
    named = before.first("actor")
    if said.of("place") and named is not None:
        kind = catalog.get_actor(named.value).kind
        before = Query((catalog.condition("actor_kind", kind),))
    return slots.refined(before, said)

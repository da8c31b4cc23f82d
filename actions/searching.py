"""Searching as actions share it: search, show the answer, remember what was shown."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, details, slots
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
    return events


def search(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker, query: Query
) -> Slots:
    """Show the first page of a search, and answer what it asks besides."""
    page = catalog.search_offers(query)
    cards.show_offers(dispatcher, catalog, page)
    ids = [hit.offer.id for hit in page.items]
    events = slots.remember(query, slots.OFFERS, ids, 1)
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
        return cards.show_actors(catalog, dispatcher, query, page=number)
    page = catalog.search_offers(query, page=number)
    if not page.items:
        dispatcher.utter_message(response="utter_no_more")
        return []
    cards.show_next_offers(dispatcher, catalog, page)
    return slots.remember(query, slots.OFFERS, [h.offer.id for h in page.items], number)


def restart(catalog: Catalog, dispatcher: CollectingDispatcher) -> Slots:
    """Forget the search and say so."""
    dispatcher.utter_message(response="utter_search_restarted")
    cards.show_examples(dispatcher, catalog)
    return slots.forget()


def say_opening(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots:
    """Say when the actors shown are open: "und am Samstag?"."""
    query = slots.refined(slots.running_search(tracker), slots.named(tracker))
    return cards.show_opening(catalog, dispatcher, query, slots.text(tracker))

"""Searching offers and changing the search."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import CatalogAction, Slots, utter_office
from catalog import Catalog, Query


class ActionSearchOffers(CatalogAction):
    """Answer an offer search with up to five cards."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_search_offers"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Search for what the message names."""
        if slots.asks_when(tracker):
            return say_opening(catalog, dispatcher, tracker)
        query = slots.new_search(tracker)
        return search_or_ask(catalog, dispatcher, tracker, query)


class ActionRefineSearch(CatalogAction):
    """Change the running search by what the message names."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_refine_search"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Search anew with the changed conditions."""
        if slots.asks_when(tracker):
            return say_opening(catalog, dispatcher, tracker)
        before = slots.running_search(tracker)
        query = slots.refined(before, slots.named(tracker))
        query = query.without(*slots.indifferent(tracker))
        query = moved(catalog, tracker, query)
        if before and not query.visible:
            return search(catalog, dispatcher, query)
        return search_or_ask(catalog, dispatcher, tracker, query)


class ActionUndoSearch(CatalogAction):
    """Take the last change of the search back."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_undo_search"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Search as before the last change."""
        before = slots.search_before(tracker)
        if before is None:
            dispatcher.utter_message(response="utter_nothing_to_undo")
            return []
        query, kind = before
        dispatcher.utter_message(response="utter_search_undone")
        show = cards.show_actors if kind == slots.ACTORS else search
        events = show(catalog, dispatcher, query)
        return [*events, SlotSet(slots.HISTORY, slots.history(tracker)[:-1])]


class ActionEditSearch(CatalogAction):
    """Do what a pressed button says: remove or add a condition, or show more."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_edit_search"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Carry out the edit on the running search."""
        kind, _, rest = slots.edit(tracker).partition(":")
        query = slots.running_search(tracker)
        if kind == "restart":
            return restart(catalog, dispatcher)
        if kind == "more":
            return show_more(catalog, dispatcher, tracker)
        field, _, value = rest.partition(":")
        if kind == "remove":
            query = query.without_value(field, value)
        elif kind == "drop":
            query = query.without_wanted(field)
        elif kind == "add":
            query = slots.refined(query, Query((catalog.condition(field, value),)))
        if not query.visible:
            return search(catalog, dispatcher, Query())
        if slots.shown(tracker)["list"] == slots.ACTORS:
            return cards.show_actors(catalog, dispatcher, query)
        return search(catalog, dispatcher, query)


class ActionShowMore(CatalogAction):
    """Show the next page of the list that was shown last."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_more"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show the next page."""
        return show_more(catalog, dispatcher, tracker)


class ActionRestartSearch(CatalogAction):
    """Forget the search and ask what to look for."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_restart_search"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Forget everything."""
        return restart(catalog, dispatcher)


def moved(catalog: Catalog, tracker: Tracker, query: Query) -> Query:
    """Return a search moved as the message says: nearer, farther, later, earlier."""
    before = slots.shown(tracker)
    ids = before["ids"] if before["list"] == slots.OFFERS else []
    for move in slots.moves(tracker):
        condition = catalog.moved(query, move, ids)
        if condition is not None:
            query = slots.refined(query, Query((condition,)))
    return query


def say_opening(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
) -> Slots:
    """Say when the actors shown are open: "und am Samstag?"."""
    query = slots.refined(slots.running_search(tracker), slots.named(tracker))
    return cards.show_opening(catalog, dispatcher, query, slots.text(tracker))


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
    events = search(catalog, dispatcher, query)
    cards.ask_reading(dispatcher, slots.readings(tracker))
    return events


def search(catalog: Catalog, dispatcher: CollectingDispatcher, query: Query) -> Slots:
    """Show the first page of a search."""
    page = catalog.search_offers(query)
    cards.show_offers(dispatcher, catalog, page)
    return slots.remember(query, slots.OFFERS, [h.offer.id for h in page.items], 1)


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

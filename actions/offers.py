"""Searching offers and changing the search."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import CatalogAction, Slots
from actions.details import answer_about_shown
from actions.searching import (
    restart,
    say_opening,
    search,
    search_or_ask,
    show_more,
)
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
        if not slots.named(tracker).of("radius"):
            query = moved(catalog, tracker, query)
        if before and not query.visible:
            return search(catalog, dispatcher, tracker, query)
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
        if kind == slots.ACTORS:
            events = cards.show_actors(catalog, dispatcher, query)
        else:
            events = search(catalog, dispatcher, tracker, query)
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
            return search(catalog, dispatcher, tracker, Query())
        if slots.shown(tracker)["list"] == slots.ACTORS:
            return cards.show_actors(catalog, dispatcher, query)
        return search(catalog, dispatcher, tracker, query)


class ActionShowOfferDetails(CatalogAction):
    """Answer a question about a shown offer: where, when, how much, how to register."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_offer_details"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Answer for what is shown; where nothing is, search for what is named."""
        said = slots.named(tracker)
        shown = slots.shown(tracker)["ids"]
        events = answer_about_shown(catalog, dispatcher, tracker)
        if events is not None:
            return events
        if shown and not said.visible:
            dispatcher.utter_message(response="utter_offer_gone")
            return []
        return search_or_ask(catalog, dispatcher, tracker, slots.new_search(tracker))


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

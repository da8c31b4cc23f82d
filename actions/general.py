"""Greeting, help, what lies outside the task, and what was not understood."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import CatalogAction, Slots, utter_office
from actions.offers import search
from catalog import Catalog


class ActionGreet(CatalogAction):
    """Greet; a greeting that asks for something is answered at once."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_greet"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Greet and show what can be asked."""
        query = slots.named(tracker)
        if query.of("topic") or query.of("actor_kind"):
            return search(catalog, dispatcher, query)
        utter_office(dispatcher, "utter_greet", catalog)
        cards.show_examples(dispatcher, catalog)
        return []


class ActionShowHelp(CatalogAction):
    """Say what the assistant can do, with examples that have an answer today."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_help"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Explain and show examples."""
        counts = catalog.counts()
        dispatcher.utter_message(
            response="utter_help",
            district=catalog.district.name,
            offers=counts.offers,
            actors=counts.actors,
        )
        cards.show_examples(dispatcher, catalog)
        return []


class ActionLeaveScope(CatalogAction):
    """Say that a matter is outside the task and who can help."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_leave_scope"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Name the authority and the office."""
        utter_office(dispatcher, "utter_out_of_scope", catalog)
        return []


class ActionAnswerUnclear(CatalogAction):
    """Search when the message names a topic anyway; else ask again with examples."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer_unclear"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Make the best of what was understood."""
        query = slots.named(tracker)
        if query:
            cards.say_corrections(dispatcher, slots.corrections(tracker))
            if query.of("actor_kind") and not query.of("topic"):
                return cards.show_actors(catalog, dispatcher, query)
            return search(catalog, dispatcher, slots.new_search(tracker))
        utter_office(dispatcher, "utter_not_understood", catalog)
        cards.show_examples(dispatcher, catalog)
        return []

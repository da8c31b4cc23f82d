"""Greeting, help, what lies outside the task, and what was not understood."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actor_cards, cards, slots
from actions.base import CatalogAction, Slots, utter_office
from actions.searching import search
from catalog import Catalog, hours_text, next_hours_text

IN_LANGUAGE = {
    "ar": "utter_language_ar",
    "en": "utter_language_en",
    "fa": "utter_language_fa",
    "pl": "utter_language_pl",
    "ru": "utter_language_ru",
    "tr": "utter_language_tr",
    "uk": "utter_language_uk",
}


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
            return search(catalog, dispatcher, tracker, query)
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


class ActionAnswerInLanguage(CatalogAction):
    """Answer a message in another language with the way to a person."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer_in_language"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Say the fixed sentence of the language."""
        utter_office(dispatcher, IN_LANGUAGE[slots.written_in(tracker)], catalog)
        return []


class ActionSwitchLanguage(CatalogAction):
    """Write plain sentences from now on, or as usual again."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_switch_language"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Switch, and say so in the language from now on."""
        is_easy = slots.intent(tracker) == "easy_language"
        dispatcher.utter_message(
            response="utter_easy_language_on" if is_easy else "utter_easy_language_off"
        )
        return slots.switch_language(is_easy=is_easy)


class ActionHandOver(CatalogAction):
    """Name the people who help, with their hours, and what to tell them."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_hand_over"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Give phone number and e-mail address of the office."""
        office = catalog.district.office
        utter_office(
            dispatcher,
            "utter_hand_over",
            catalog,
            office_hours=_next_hours(catalog),
            office_email=office.email,
            office_address=office.address,
        )
        before = slots.running_search(tracker)
        if before.visible:
            dispatcher.utter_message(
                response="utter_hand_over_search", conditions=cards.labels(before)
            )
        cards.offer_callback(dispatcher, before)
        return []


def _next_hours(catalog: Catalog) -> str:
    state = catalog.office_hours()
    return hours_text(state.hours) if state.open_now else next_hours_text(state)


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
                events = actor_cards.show_actors(catalog, dispatcher, query)
            else:
                started = slots.new_search(tracker)
                events = search(catalog, dispatcher, tracker, started)
            cards.offer_readings(
                dispatcher,
                slots.ranking(tracker),
                "utter_or_rather",
                cards.LEAST_BESIDE,
            )
            return events
        utter_office(dispatcher, "utter_not_understood", catalog)
        if not cards.offer_readings(
            dispatcher, slots.ranking(tracker), "utter_perhaps"
        ):
            cards.show_examples(dispatcher, catalog)
        return []

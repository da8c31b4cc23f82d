"""Searching offers and changing the search."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import actor_cards, cards, pointing, questions, slots
from actions.base import CatalogAction, Slots, utter_office
from actions.details import (
    answer_about_shown,
    answer_of_only,
    answer_of_shown_offers,
)
from actions.searching import (
    refine_actors,
    restart,
    search,
    search_or_ask,
    show_again,
    show_more,
)
from catalog import Catalog, Query, also_indifferent

TRAINING = ("ausbildung", "praktikum")


class ActionSearchOffers(CatalogAction):
    """Answer an offer search with up to five cards."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_search_offers"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Search for what the message names."""
        if slots.changes_actors(tracker):
            return refine_actors(catalog, dispatcher, tracker)
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
        if slots.changes_actors(tracker):
            return refine_actors(catalog, dispatcher, tracker)
        if pointing.reference(tracker).wants_list:
            return show_again(catalog, dispatcher, tracker)
        before = before_change(tracker)
        unmoved = slots.refined(before, self._said(catalog, tracker, before))
        query = moved(catalog, tracker, unmoved)
        is_same = bool(before) and query == slots.running_search(tracker)
        if is_same and not slots.entities(tracker):
            return self._not_understood(catalog, dispatcher, tracker)
        if slots.running_search(tracker) and not query.visible:
            return search(catalog, dispatcher, tracker, query)
        answer_of_only(catalog, dispatcher, tracker, query)
        events = search_or_ask(catalog, dispatcher, tracker, query)
        if not slots.entities(tracker) or slots.indifferent(tracker):
            return slots.marked(events, indifferent=True)
        return slots.marked(events, moved=True) if query != unmoved else events

    @staticmethod
    def _not_understood(
        catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        utter_office(dispatcher, "utter_not_understood", catalog)
        cards.offer_readings(dispatcher, slots.ranking(tracker), "utter_perhaps")
        return []

    @staticmethod
    def _said(catalog: Catalog, tracker: Tracker, before: Query) -> Query:
        """Return what the message names, read beside the running search."""
        said = slots.named(tracker)
        bare = slots.bare_limit(tracker, "age")
        if bare and before.of("price") and not before.of("age"):
            said = Query((*said.without("age"), catalog.condition("price", bare)))
        words = slots.typed(tracker, "kind").lower()
        if before.of("topic") and words.startswith("kinderbetreu"):
            # Beside a course it goes with the course.
            said = Query((*said.without("kind"), catalog.condition("childcare", "ja")))
        trained = before.first("kind")
        if trained and trained.value in TRAINING and not said.of("topic"):
            # "Und für Erzieher?" names the trade, not whom it is for.
            beside = f"{trained.label} {slots.typed(tracker, 'target_group')}"
            trades = catalog.understand(beside).query.of("topic")
            said = Query((*said, *trades)) if trades else said
            said = said.without("target_group") if trades else said
        return said


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
            events = actor_cards.show_actors(catalog, dispatcher, query)
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
            return actor_cards.show_actors(catalog, dispatcher, query)
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
        is_bare = pointing.reference(tracker).is_bare
        if slots.shown_actors(tracker) and _names_matter(said) and not is_bare:
            return _search_at(catalog, dispatcher, tracker, said)
        events = answer_about_shown(catalog, dispatcher, tracker)
        if events is not None:
            return events
        if shown and not said:
            dispatcher.utter_message(response="utter_offer_gone")
            return []
        return search_or_ask(catalog, dispatcher, tracker, slots.new_search(tracker))


def _names_matter(said: Query) -> bool:
    return bool(said.of("topic") or said.of("kind"))


def _search_at(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker, said: Query
) -> Slots:
    """Search what is named at the actor spoken of: "Gibt es da einen Spieleabend?"."""
    events = answer_of_shown_offers(catalog, dispatcher, tracker)
    if events is not None:
        return events
    meant = pointing.meant_actor(catalog, tracker)
    if meant is None:
        return search(catalog, dispatcher, tracker, slots.new_search(tracker))
    query = Query((catalog.named_actor(meant), *said))
    return search(catalog, dispatcher, tracker, query)


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


def before_change(tracker: Tracker) -> Query:
    """Return the running search without what the message takes back or leaves open."""
    query, shown = slots.running_search(tracker), slots.shown(tracker)
    earlier = slots.search_before(tracker)
    if shown.get("moved") and earlier and pointing.reference(tracker).takes_back:
        query = earlier[0]
    also = also_indifferent(slots.text(tracker)) if shown.get("indifferent") else ()
    query = questions.without_help(tracker, query)
    return query.without(*slots.indifferent(tracker), *also)


def moved(catalog: Catalog, tracker: Tracker, query: Query) -> Query:
    """Return a search moved as the message says: nearer, farther, later, earlier."""
    before = slots.shown(tracker)
    ids = before["ids"] if before["list"] == slots.OFFERS else []
    for move in slots.moves(tracker):
        condition = catalog.moved(query, move, ids)
        if condition is not None:
            query = slots.refined(query, Query((condition,)))
    return query

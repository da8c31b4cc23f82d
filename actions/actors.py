"""Finding actors, their contact and their opening hours."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import CatalogAction, Slots, utter_office
from actions.searching import search, search_or_ask
from catalog import Catalog, Query, read_reference

ACTOR_FIELDS = (
    *("actor", "actor_kind", "topic", "place", "radius"),
    *("dates", "weekday", "daytime"),
)

MATTER_FIELDS = ("topic", "funding", "kind", "actor_kind", "actor")


class ActionFindActors(CatalogAction):
    """List actors by kind, name, topic and place."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_find_actors"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show the actors, or the offers when nobody has the topic in the name."""
        query = actor_query(tracker)
        if not query:
            utter_office(dispatcher, "utter_ask_topic", catalog)
            return []
        cards.say_corrections(dispatcher, slots.corrections(tracker))
        if query.of("topic") and not catalog.find_actors(query).items:
            return search(catalog, dispatcher, tracker, query)
        return cards.show_actors(catalog, dispatcher, query)


class ActionShowContact(CatalogAction):
    """Give phone number and address of an actor, or of the office."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_contact"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show the contact; without a name the provider of the shown offer's."""
        query = actor_query(tracker) or _provider_of_shown(catalog, tracker)
        if not query:
            utter_office(dispatcher, "utter_office_contact", catalog)
            return []
        cards.say_corrections(dispatcher, slots.corrections(tracker))
        return cards.show_actors(catalog, dispatcher, query, purpose="contact")


class ActionShowOpeningHours(CatalogAction):
    """Say whether an actor is open, until when, or when it opens."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_opening_hours"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Answer for the actor the message names, else for the one shown."""
        query = actor_query(tracker) or _provider_of_shown(catalog, tracker)
        if not query:
            utter_office(dispatcher, "utter_ask_actor", catalog)
            return []
        cards.say_corrections(dispatcher, slots.corrections(tracker))
        return cards.show_opening(catalog, dispatcher, query, slots.text(tracker))


class ActionShowProviderOffers(CatalogAction):
    """Show what else the provider of something shown, or an actor, offers."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_provider_offers"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Search for the offers of the one actor that is meant."""
        said = slots.named(tracker)
        named = Query(said.of("actor"))
        provider = named or _actor_shown(catalog, tracker)
        if not provider:
            return search_or_ask(catalog, dispatcher, tracker, said)
        return search(
            catalog, dispatcher, tracker, Query((*provider, *said.without("actor")))
        )


class ActionShowResponsible(CatalogAction):
    """Say who is responsible for a matter of education."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_responsible"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show who is there for the matter, and the office in any case."""
        query = slots.named(tracker)
        if not any(query.of(field) for field in MATTER_FIELDS):
            query = slots.refined(slots.running_search(tracker), query)
        cards.say_corrections(dispatcher, slots.corrections(tracker))
        found = catalog.responsible(query)
        if not found.items:
            utter_office(dispatcher, "utter_responsible_office", catalog)
            return []
        utter_office(dispatcher, "utter_responsible", catalog)
        dispatcher.utter_message(json_message=cards.actor_list(found))
        ids = [hit.actor.id for hit in found.items]
        return slots.remember(found.query, slots.ACTORS, ids, 1)


def actor_query(tracker: Tracker) -> Query:
    """Return the conditions that choose actors: who, what, where and when."""
    said = slots.named(tracker)
    found = Query(tuple(c for c in said if c.field in ACTOR_FIELDS))
    subject = [c for c in found if c.field in ("actor", "actor_kind", "topic")]
    before = slots.running_search(tracker)
    if subject or slots.shown(tracker)["list"] != slots.ACTORS:
        return found if subject else Query()
    return slots.refined(before, found)


def _actor_shown(catalog: Catalog, tracker: Tracker) -> Query:
    """Return the actor that is meant: one shown, or the provider of an offer shown."""
    before = slots.shown(tracker)
    if before["list"] != slots.ACTORS or not before["ids"]:
        return _provider_of_shown(catalog, tracker)
    ids = before["ids"]
    index = read_reference(slots.text(tracker)).index(len(ids)) or 0
    return Query((catalog.named_actor(ids[index]),))


def _provider_of_shown(catalog: Catalog, tracker: Tracker) -> Query:
    before = slots.shown(tracker)
    if before["list"] != slots.OFFERS or not before["ids"]:
        return Query()
    ids = before["ids"]
    index = read_reference(slots.text(tracker)).index(len(ids))
    if index is None:
        index = ids.index(before["focus"]) if before.get("focus") in ids else 0
    provider = catalog.get_offer(ids[index]).provider
    return Query((catalog.named_actor(provider.id),))

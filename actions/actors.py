"""Finding actors, their contact and their opening hours."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import actor_cards, cards, pointing, slots
from actions.base import CatalogAction, Slots, utter_office
from actions.searching import other_actors, search, search_or_ask
from catalog import Catalog, Query

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
        query = actor_query(catalog, tracker)
        if not query:
            started = slots.new_search(tracker)
            return search_or_ask(catalog, dispatcher, tracker, started)
        cards.say_corrections(dispatcher, slots.corrections(tracker))
        if pointing.reference(tracker).seeks_partners:
            return actor_cards.show_partners(catalog, dispatcher, query)
        if query.of("topic") and not _is_there(catalog, query):
            return search(catalog, dispatcher, tracker, query)
        return actor_cards.show_actors(catalog, dispatcher, query)


class ActionShowContact(CatalogAction):
    """Give phone number and address of an actor, or of the office."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_contact"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Show the contact; without a name the provider of the shown offer's."""
        query = actor_query(catalog, tracker) or pointing.provider_of_shown(
            catalog, tracker
        )
        if not query:
            utter_office(dispatcher, "utter_office_contact", catalog)
            return []
        cards.say_corrections(dispatcher, slots.corrections(tracker))
        return actor_cards.show_actors(catalog, dispatcher, query, purpose="contact")


class ActionShowOpeningHours(CatalogAction):
    """Say whether an actor is open, until when, or when it opens."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_opening_hours"

    def answer(
        self, catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Slots:
        """Answer for the actor the message names, else for the one shown."""
        query = actor_query(catalog, tracker) or _provider_then(catalog, tracker)
        if not query:
            utter_office(dispatcher, "utter_ask_actor", catalog)
            return []
        cards.say_corrections(dispatcher, slots.corrections(tracker))
        return actor_cards.show_opening(catalog, dispatcher, query, slots.text(tracker))


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
            cards.offer_callback(dispatcher, query)
            return []
        utter_office(dispatcher, "utter_responsible", catalog)
        dispatcher.utter_message(json_message=actor_cards.actor_list(found))
        ids = [hit.actor.id for hit in found.items]
        return slots.remember(found.query, slots.ACTORS, ids, 1)


def _provider_then(catalog: Catalog, tracker: Tracker) -> Query:
    """Return the provider of the offer that is meant, at the time that is asked about."""
    provider = pointing.provider_of_shown(catalog, tracker)
    said = slots.named(tracker)
    times = [c for field in slots.TIME_FIELDS for c in said.of(field)]
    return provider.with_conditions(times) if provider else provider


def _is_there(catalog: Catalog, query: Query) -> bool:
    """Whether there is such an actor, and in the place where one is named."""
    found = catalog.find_actors(query).items
    if not query.of("place"):
        return bool(found)
    return any(hit.in_place for hit in found)


def actor_query(catalog: Catalog, tracker: Tracker) -> Query:
    """Return the conditions that choose actors: who, what, where and when."""
    said = slots.named(tracker)
    if pointing.reference(tracker).is_bare and slots.shown(tracker)["ids"]:
        said = said.without("topic")
    found = Query(tuple(c for c in said if c.field in ACTOR_FIELDS))
    if any(c.field in ("actor", "actor_kind", "topic") for c in found):
        return found
    meant = pointing.meant_actor(catalog, tracker)
    if meant is not None and not found.of("place"):
        return slots.refined(Query((catalog.named_actor(meant),)), found)
    if slots.shown_actors(tracker):
        return other_actors(catalog, tracker, found)
    return Query()


def _actor_shown(catalog: Catalog, tracker: Tracker) -> Query:
    """Return the actor that is meant: one shown, or the provider of an offer shown."""
    ids = slots.shown_actors(tracker)
    if not ids:
        return pointing.provider_of_shown(catalog, tracker)
    meant = pointing.meant_actor(catalog, tracker) or ids[0]
    return Query((catalog.named_actor(meant),))

"""The questions of the guidance: at most three, each asked once, each may be skipped."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, slots
from actions.base import Slots
from catalog import (
    PAGE_SIZE,
    Catalog,
    Query,
    guided_persons,
    learning_areas,
    skip_label,
)

# What a question asks for: it is left out where one of these is known.
FIELDS_OF = {
    "topic": ("topic", "actor_kind", "actor"),
    "person": ("age", "target_group"),
    "place": ("place", "delivery_mode"),
}
UTTERED = {
    "topic": "utter_guidance_ask_topic",
    "person": "utter_guidance_ask_person",
    "place": "utter_guidance_ask_place",
}
SHOWN_PLACES = 4
# So many offers are shown again as help.
SHOWN_HELP = 3


def ask_next(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    query: Query,
    asked: list[str],
) -> Slots:
    """Ask what is not known yet; return the event that stores which were asked."""
    missing = (
        question
        for question, fields in FIELDS_OF.items()
        if question not in asked and not any(query.of(field) for field in fields)
    )
    question = next(missing, None)
    if question is None:
        return [SlotSet(slots.GUIDANCE, None)]
    dispatcher.utter_message(response=UTTERED[question])
    answers = [*_answers(catalog, question), skip_label()]
    items = [{"label": answer, "choice": f"ask:{answer}"} for answer in answers]
    dispatcher.utter_message(json_message={"type": "choices", "items": items})
    return [SlotSet(slots.GUIDANCE, [*asked, question])]


def without_help(tracker: Tracker, query: Query) -> Query:
    """Return a search without what an article added that nobody said."""
    helping = slots.help_shown(tracker)
    if not helping or any(slots.named(tracker).of(f) for f in slots.SUBJECT_FIELDS):
        return query
    for condition in helping:
        if condition.field in slots.SUBJECT_FIELDS:
            query = query.without_value(condition.field, condition.value)
    return query


def show_help(
    catalog: Catalog, dispatcher: CollectingDispatcher, tracker: Tracker, query: Query
) -> Query:
    """Show what an article offers as help within a narrower search; return the help."""
    helping = slots.help_shown(tracker)
    subjects = [c for c in helping if c.field in slots.SUBJECT_FIELDS]
    if not subjects or any(query.of(field) for field in slots.SUBJECT_FIELDS):
        return Query()
    found = catalog.search_offers(query.with_conditions(subjects), size=SHOWN_HELP)
    if found.items and not found.relaxed:
        dispatcher.utter_message(response="utter_guidance_help")
        dispatcher.utter_message(json_message=cards.offer_list(catalog, found))
    return helping


def go_on(
    catalog: Catalog,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    query: Query,
    events: Slots,
) -> Slots:
    """Return the events of a search; where somebody is guided, ask on below a long list."""
    helping = show_help(catalog, dispatcher, tracker, query)
    if helping:
        events = slots.marked(events, help=slots.triples(helping))
    asked = slots.guidance(tracker)
    if asked is None:
        return events
    if len(slots.shown_ids(events)) < PAGE_SIZE:
        return [*events, SlotSet(slots.GUIDANCE, None)]
    return [*events, *ask_next(catalog, dispatcher, query, asked)]


def _answers(catalog: Catalog, question: str) -> list[str]:
    if question == "topic":
        return learning_areas()
    if question == "person":
        return guided_persons()
    return catalog.largest_places(SHOWN_PLACES)

"""Slots and entities of a turn as catalog queries, and back; the only names of slots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from catalog import Condition, Query

SEARCH = "search"
SHOWN = "shown"
CORRECTION = "correction"
AMBIGUITY = "ambiguity"
FAR_PLACE = "far_place"
INDIFFERENT = "indifferent"
MOVE = "move"
EDIT = "edit"
WRITTEN_IN = "written_in"
HISTORY = "history"
EASY_LANGUAGE = "easy_language"
# So many searches can be taken back.
LONGEST_HISTORY = 10
OFFERS = "offers"
ACTORS = "actors"
_NO_CONDITIONS = (CORRECTION, AMBIGUITY, FAR_PLACE, INDIFFERENT, MOVE, EDIT, WRITTEN_IN)
# What stays when somebody names a new topic: where they live and whom it is for.
KEPT_FIELDS = ("place", "radius", "age", "target_group")
TIME_FIELDS = ("dates", "weekday", "daytime")
SUBJECT_FIELDS = ("topic", "kind", "actor_kind", "actor")


def entities(tracker: Tracker) -> list[dict[str, Any]]:
    """Return the entities of the last message."""
    found: list[dict[str, Any]] = (tracker.latest_message or {}).get("entities") or []
    return found


def named(tracker: Tracker) -> Query:
    """Return the conditions the last message names."""
    return Query(
        tuple(
            Condition(e["entity"], str(e["value"]), str(e.get("label") or e["value"]))
            for e in entities(tracker)
            if e["entity"] not in _NO_CONDITIONS
        )
    )


def text(tracker: Tracker) -> str:
    """Return the last message as it was typed."""
    return str((tracker.latest_message or {}).get("text") or "")


def corrections(tracker: Tracker) -> list[tuple[str, str]]:
    """Return the corrected words of the last message as (typed, read as)."""
    return [
        (str(e.get("label")), str(e["value"]))
        for e in entities(tracker)
        if e["entity"] == CORRECTION
    ]


def far_places(tracker: Tracker) -> list[str]:
    """Return the cities of the last message that are too far away to search in."""
    return [str(e["value"]) for e in entities(tracker) if e["entity"] == FAR_PLACE]


def readings(tracker: Tracker) -> list[Condition]:
    """Return what a name of the last message may mean, the likeliest first."""
    found = []
    for entity in entities(tracker):
        if entity["entity"] == AMBIGUITY:
            field, _, value = str(entity["value"]).partition(":")
            found.append(Condition(field, value, str(entity.get("label"))))
    return found


def indifferent(tracker: Tracker) -> list[str]:
    """Return the fields that do not matter to who wrote the last message."""
    return [str(e["value"]) for e in entities(tracker) if e["entity"] == INDIFFERENT]


def moves(tracker: Tracker) -> list[str]:
    """Return which way the last message moves the search: nearer, later."""
    return [str(e["value"]) for e in entities(tracker) if e["entity"] == MOVE]


def written_in(tracker: Tracker) -> str:
    """Return the language of a message that is not German."""
    return next(str(e["value"]) for e in entities(tracker) if e["entity"] == WRITTEN_IN)


def intent(tracker: Tracker) -> str:
    """Return what the last message was understood as."""
    return str(((tracker.latest_message or {}).get("intent") or {}).get("name"))


def edit(tracker: Tracker) -> str:
    """Return the value of the button that was pressed."""
    return next((str(e["value"]) for e in entities(tracker) if e["entity"] == EDIT), "")


def running_search(tracker: Tracker) -> Query:
    """Return the search of the conversation; empty when there is none."""
    stored: Sequence[Sequence[str]] = tracker.get_slot(SEARCH) or []
    return Query(
        tuple(Condition(field, value, label) for field, value, label in stored)
    )


def shown(tracker: Tracker) -> dict[str, Any]:
    """Return which list was shown last: its kind, ids and page."""
    return tracker.get_slot(SHOWN) or {"list": "", "ids": [], "page": 0}


def asks_when(tracker: Tracker) -> bool:
    """Whether a message names nothing but a time, while actors are shown."""
    fields = {c.field for c in named(tracker).visible}
    is_time = bool(fields) and fields <= set(TIME_FIELDS)
    return is_time and shown(tracker)["list"] == ACTORS


def remember(
    query: Query, list_kind: str, ids: Sequence[str], page: int
) -> list[EventType]:
    """Return the events that store a search and what was shown of it."""
    triples = [[c.field, c.value, c.label] for c in query]
    return [
        SlotSet(SEARCH, triples),
        SlotSet(SHOWN, {"list": list_kind, "ids": list(ids), "page": page}),
    ]


def focus_on(
    tracker: Tracker, shown_id: str | None, aspects: Sequence[str]
) -> list[EventType]:
    """Return the event that stores which of the things shown is spoken of, and how."""
    spoken_of = {"focus": shown_id, "aspects": list(aspects)}
    return [SlotSet(SHOWN, shown(tracker) | spoken_of)]


def with_history(tracker: Tracker, events: list[EventType]) -> list[EventType]:
    """Return the events of a turn, and what takes a changed search back."""
    names = {event["name"] for event in events if event["event"] == "slot"}
    before = running_search(tracker)
    if SEARCH not in names or HISTORY in names or not before:
        return events
    triples = [[c.field, c.value, c.label] for c in before]
    if any(e.get("name") == SEARCH and e["value"] == triples for e in events):
        return events
    earlier = [*history(tracker), [shown(tracker)["list"], triples]]
    return [*events, SlotSet(HISTORY, earlier[-LONGEST_HISTORY:])]


def history(tracker: Tracker) -> list[list[Any]]:
    """Return the searches before the running one, as [list kind, triples]."""
    return list(tracker.get_slot(HISTORY) or [])


def search_before(tracker: Tracker) -> tuple[Query, str] | None:
    """Return the search before the running one and what it listed; None = none."""
    if not history(tracker):
        return None
    kind, triples = history(tracker)[-1]
    return Query(tuple(Condition(*triple) for triple in triples)), kind


def with_focus(events: list[EventType], shown_id: str) -> list[EventType]:
    """Return the events of a list, with which of its items is spoken of."""
    return [
        SlotSet(SHOWN, event["value"] | {"focus": shown_id})
        if event.get("name") == SHOWN
        else event
        for event in events
    ]


def shown_ids(events: list[EventType]) -> list[str]:
    """Return what a turn showed."""
    return next((e["value"]["ids"] for e in events if e.get("name") == SHOWN), [])


def switch_language(*, is_easy: bool) -> list[EventType]:
    """Return the event that stores whether the person wants plain sentences."""
    return [SlotSet(EASY_LANGUAGE, is_easy)]


def forget() -> list[EventType]:
    """Return the events that forget the search."""
    return [SlotSet(SEARCH, None), SlotSet(SHOWN, None)]


def new_search(tracker: Tracker) -> Query:
    """Return the search a message starts: its own conditions, and who and where."""
    return started(running_search(tracker), named(tracker))


def started(before: Query, said: Query) -> Query:
    """Return the search that some conditions start after another search.

    Place and person of the search before are kept when a new subject is named and
    none of its own.
    """
    if not before:
        return said
    if not any(said.of(field) for field in SUBJECT_FIELDS):
        return refined(before, said)
    named_fields = {c.field for c in said}
    has_place = "place" in named_fields
    has_person = bool(named_fields & {"age", "target_group"})
    kept = [
        c
        for c in before
        if (c.field in KEPT_FIELDS or c.is_excluded)
        and not (has_place and c.field in ("place", "radius"))
        and not (has_person and c.field in ("age", "target_group"))
    ]
    return Query((*said.conditions, *kept))


def beside(tracker: Tracker, helping: Query) -> Query:
    """Return a search that was not asked for, with who and where that were said."""
    said = [c for c in named(tracker) if c.field in KEPT_FIELDS and not c.is_excluded]
    known = refined(running_search(tracker), Query(tuple(said)))
    return started(known, helping)


def refined(before: Query, said: Query) -> Query:
    """Return a search with some conditions changed, the rest kept.

    A new place forgets the old radius; a new person replaces the old one.
    """
    fields = {c.field for c in said if not c.is_excluded}
    rest = before
    if "place" in fields:
        rest = rest.without("radius")
    if fields & {"age", "target_group"}:
        rest = rest.without("age", "target_group")
    if fields & {"dates", "weekday"}:
        rest = rest.without("dates", "weekday")
    if fields & {"topic"}:
        rest = rest.without("any_topic", "keyword")
    # "Nicht in Barleben, sondern in Haldensleben" only says what it was before.
    meant = [c for c in said if not (c.is_excluded and c.field in fields)]
    return rest.with_conditions(meant)

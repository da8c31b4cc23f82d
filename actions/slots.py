"""Slots and entities of a turn as catalog queries, and back; the only names of slots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from catalog import Condition, Query, is_longer_than_a_week, says_there

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
GUIDANCE = "guidance"
# So many searches can be taken back.
LONGEST_HISTORY = 10
OFFERS = "offers"
ACTORS = "actors"
_NO_CONDITIONS = (CORRECTION, AMBIGUITY, FAR_PLACE, INDIFFERENT, MOVE, EDIT, WRITTEN_IN)
# What stays when somebody names a new topic: where they live and whom it is for.
KEPT_FIELDS = ("place", "radius", "age", "target_group")
TIME_FIELDS = ("dates", "weekday", "daytime")
# What a move of the search changes: it is not made where the message says one of them.
MOVED_FIELDS = {
    "nearer": ("radius", "place"),
    "farther": ("radius", "place"),
    "later": TIME_FIELDS,
    "earlier": TIME_FIELDS,
}
# Asked for these an actor is only spoken of in between.
ASIDE = ("contact", "opening")
_BARE_LIMIT = re.compile(r"(?:bis|unter|maximal|max\.?|höchstens)(?: zu)? (\d+)")
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


def typed(tracker: Tracker, field: str) -> str:
    """Return the words from which the first condition of a field was read."""
    for entity in entities(tracker):
        if entity["entity"] == field:
            return text(tracker)[entity.get("start", 0) : entity.get("end", 0)].strip()
    return ""


def bare_limit(tracker: Tracker, field: str) -> str:
    """Return the number of a limit without a unit: "bis 75"; empty when there is none."""
    limit = _BARE_LIMIT.fullmatch(typed(tracker, field).lower())
    return limit[1] if limit else ""


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
    """Return which way the last message moves the search: nearer, later.

    Where it says itself how near or how late, that counts instead.
    """
    said = named(tracker)
    found = (str(e["value"]) for e in entities(tracker) if e["entity"] == MOVE)
    return [m for m in found if not any(said.of(f) for f in MOVED_FIELDS[m])]


def written_in(tracker: Tracker) -> str:
    """Return the language of a message that is not German."""
    return next(str(e["value"]) for e in entities(tracker) if e["entity"] == WRITTEN_IN)


def intent(tracker: Tracker) -> str:
    """Return what the last message was understood as."""
    return str(((tracker.latest_message or {}).get("intent") or {}).get("name"))


def ranking(tracker: Tracker) -> list[tuple[str, float]]:
    """Return what the last message may mean, the likeliest first."""
    found = (tracker.latest_message or {}).get("intent_ranking") or []
    return [(str(r["name"]), float(r["confidence"])) for r in found]


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


def shown_offers(tracker: Tracker) -> list[str]:
    """Return the offers that are shown, beside an actor too."""
    before = shown(tracker)
    return list(before["ids"] if before["list"] == OFFERS else before.get("offers", []))


def shown_actors(tracker: Tracker) -> list[str]:
    """Return the actors that are shown."""
    before = shown(tracker)
    return list(before["ids"] if before["list"] == ACTORS else [])


def purpose(tracker: Tracker) -> str:
    """Return what the actors shown were asked for: a list, their hours."""
    return str(shown(tracker).get("purpose") or "list")


def changes_actors(tracker: Tracker) -> bool:
    """Whether a message names nothing but a time or a place, while actors are shown."""
    fields = {c.field for c in named(tracker).visible}
    is_change = bool(fields) and fields <= {*TIME_FIELDS, "place", "radius"}
    return is_change and bool(shown_actors(tracker))


def remember(
    query: Query, list_kind: str, ids: Sequence[str], page: int, **more: Any
) -> list[EventType]:
    """Return the events that store a search and what was shown of it."""
    listed = {"list": list_kind, "ids": list(ids), "page": page}
    return [SlotSet(SEARCH, triples(query)), SlotSet(SHOWN, listed | more)]


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
    stored = triples(before)
    if any(e.get("name") == SEARCH and e["value"] == stored for e in events):
        return events
    earlier = [*history(tracker), [shown(tracker)["list"], stored]]
    return [*events, SlotSet(HISTORY, earlier[-LONGEST_HISTORY:])]


def history(tracker: Tracker) -> list[list[Any]]:
    """Return the searches before the running one, as [list kind, triples]."""
    return list(tracker.get_slot(HISTORY) or [])


def search_before(tracker: Tracker) -> tuple[Query, str] | None:
    """Return the search before the running one and what it listed; None = none."""
    if not history(tracker):
        return None
    kind, stored = history(tracker)[-1]
    return Query(tuple(Condition(*triple) for triple in stored)), kind


def marked(events: list[EventType], **marks: Any) -> list[EventType]:
    """Return the events of a list, with more said of how it came about."""
    return [
        SlotSet(SHOWN, event["value"] | marks) if event.get("name") == SHOWN else event
        for event in events
    ]


def with_focus(events: list[EventType], shown_id: str) -> list[EventType]:
    """Return the events of a list, with which of its items is spoken of."""
    return marked(events, focus=shown_id)


def shown_ids(events: list[EventType]) -> list[str]:
    """Return what a turn showed."""
    return next((e["value"]["ids"] for e in events if e.get("name") == SHOWN), [])


def has_cancelled(events: list[EventType]) -> bool:
    """Whether a turn showed that something asked for is cancelled."""
    shown_now = (e["value"] for e in events if e.get("name") == SHOWN)
    return any(listed.get("cancelled") for listed in shown_now)


def is_exact(events: list[EventType]) -> bool:
    """Whether what a turn showed meets all that was asked for."""
    shown_now = (e["value"] for e in events if e.get("name") == SHOWN)
    return all(listed.get("exact") for listed in shown_now)


def help_shown(tracker: Tracker) -> Query:
    """Return what an article offered as help, while nothing else was asked for."""
    stored = shown(tracker).get("help") or ()
    return Query(tuple(Condition(*triple) for triple in stored))


def triples(query: Query) -> list[list[str]]:
    """Return a query as it is stored."""
    return [[c.field, c.value, c.label] for c in query]


def is_guided(events: list[EventType]) -> bool:
    """Whether a turn ended with a question of the guidance."""
    return any(e.get("name") == GUIDANCE and e["value"] for e in events)


def searched(tracker: Tracker, events: list[EventType]) -> Query:
    """Return the search after a turn: the one it stored, else the running one."""
    stored = next((e["value"] for e in events if e.get("name") == SEARCH), None)
    if stored is None:
        return running_search(tracker)
    return Query(tuple(Condition(*triple) for triple in stored))


def guidance(tracker: Tracker) -> list[str] | None:
    """Return which questions the guidance has asked; None = nobody is guided."""
    asked: list[str] | None = tracker.get_slot(GUIDANCE)
    return asked


def switch_language(*, is_easy: bool) -> list[EventType]:
    """Return the event that stores whether the person wants plain sentences."""
    return [SlotSet(EASY_LANGUAGE, is_easy)]


def forget() -> list[EventType]:
    """Return the events that forget the search."""
    return [SlotSet(name, None) for name in (SEARCH, SHOWN, GUIDANCE)]


def new_search(tracker: Tracker) -> Query:
    """Return the search a message starts: its own conditions, and who and where."""
    said = named(tracker)
    aside = search_left(tracker)
    if aside and is_same_subject(aside, said):
        return refined(aside, said)
    before = (aside or running_search(tracker)).without(*indifferent(tracker))
    return started(before, said)


def search_left(tracker: Tracker) -> Query:
    """Return the search for offers that a question about an actor interrupted."""
    if not shown_actors(tracker) or purpose(tracker) not in ASIDE:
        return Query()
    if says_there(text(tracker)):
        return Query()
    left = (stored for kind, stored in reversed(history(tracker)) if kind == OFFERS)
    return Query(tuple(Condition(*triple) for triple in next(left, ())))


def is_same_subject(before: Query, said: Query) -> bool:
    """Whether what is said goes on with the topic of a search."""
    topics = {c.value for c in said.of("topic")}
    return bool(topics) and topics <= {c.value for c in before.of("topic")}


def started(before: Query, said: Query) -> Query:
    """Return the search that some conditions start after another search.

    Place and person of the search before are kept when a new subject is named and
    none of its own.
    """
    if not before:
        return said
    has_subject = any(before.of(field) for field in SUBJECT_FIELDS)
    if not has_subject or not any(said.of(field) for field in SUBJECT_FIELDS):
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


def _has_long_span(query: Query) -> bool:
    """Whether the days of a search leave room for a day of the week: "im Januar"."""
    return any(is_longer_than_a_week(c.value) for c in query.of("dates"))


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
    if "dates" in fields:
        rest = rest.without("dates")
    if "dates" in fields and not _has_long_span(said):
        rest = rest.without("weekday")
    if "weekday" in fields and not _has_long_span(rest):
        rest = rest.without("dates")
    if fields & {"topic"}:
        rest = rest.without("any_topic", "keyword")
    # "Nicht in Barleben, sondern in Haldensleben" only says what it was before.
    meant = [c for c in said if not (c.is_excluded and c.field in fields)]
    return rest.with_conditions(meant)

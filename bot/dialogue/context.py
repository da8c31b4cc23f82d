"""What a message means depends on what is shown: small talk that asks about a list is none."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from catalog import read_reference

# Intents a person rarely has in the middle of a search, when the model is not sure.
CHATTER = frozenset(
    "ask_bot ask_help ask_knowledge easy_language goodbye greet insult nlu_fallback"
    " normal_language out_of_scope restart_search thank show_more undo_search".split()
)
SURE = 0.75
# What is outside the task often names a day or a place as well.
SURE_OUTSIDE = 0.5
DETAILS, CONTACT = "ask_offer_details", "ask_contact"
# Asked of an actor that is named, these ask for its contact or its hours.
ABOUT_ONE = frozenset((DETAILS, "talk_to_human"))
SUBJECT = frozenset(("topic", "kind", "actor_kind"))
BESIDE = frozenset(("correction", "ambiguity", "far_place", "keyword", "skill", "edit"))


def in_context(
    parsed: dict[str, Any], tracker: DialogueStateTracker | None
) -> dict[str, Any]:
    """Return what was understood, with another intent where the conversation says so."""
    intent = parsed.get("intent") or {}
    if intent.get("name") == DETAILS and _is_wish(parsed):
        return parsed | {"intent": {"name": "refine_search", "confidence": SURE}}
    if intent.get("name") in ABOUT_ONE and _names_actor(parsed):
        return parsed | {"intent": {"name": _about_actor(parsed), "confidence": SURE}}
    if intent.get("name") == CONTACT and _asks_for_place(parsed, tracker):
        return parsed | {"intent": {"name": DETAILS, "confidence": SURE}}
    sure = SURE_OUTSIDE if intent.get("name") == "out_of_scope" else SURE
    is_sure = intent.get("confidence", 0.0) >= sure
    if intent.get("name") not in CHATTER or tracker is None:
        return parsed
    meant = _meant(parsed, tracker)
    if meant is None or (is_sure and intent["name"] != "nlu_fallback"):
        return parsed
    return parsed | {"intent": {"name": meant, "confidence": SURE}}


def _is_wish(parsed: dict[str, Any]) -> bool:
    """Whether a question about an offer is a wish for others: "mit Kinderbetreuung"."""
    fields = {e["entity"] for e in parsed.get("entities") or []} - BESIDE
    return bool(fields) and read_reference(parsed.get("text") or "").is_wish


def _names_actor(parsed: dict[str, Any]) -> bool:
    return any(e["entity"] == "actor" for e in parsed.get("entities") or [])


def _about_actor(parsed: dict[str, Any]) -> str:
    """Return what is asked of an actor that is named."""
    aspects = read_reference(parsed.get("text") or "").aspects
    return "ask_opening_hours" if aspects[:1] == ("when",) else CONTACT


def _asks_for_place(
    parsed: dict[str, Any], tracker: DialogueStateTracker | None
) -> bool:
    """Whether "Adresse?" asks where an offer takes place, not for its provider."""
    shown = (tracker.get_slot("shown") if tracker else None) or {}
    fields = {e["entity"] for e in parsed.get("entities") or []} - BESIDE
    aspects = read_reference(parsed.get("text") or "").aspects
    return shown.get("list") == "offers" and not fields and aspects[:1] == ("where",)


def _meant(parsed: dict[str, Any], tracker: DialogueStateTracker) -> str | None:
    fields = {e["entity"] for e in parsed.get("entities") or []} - BESIDE
    reference = read_reference(parsed.get("text") or "")
    shown = tracker.get_slot("shown") or {}
    if "actor" in fields:
        return "find_actors"
    if shown.get("ids") and (reference.aspects or reference.position is not None):
        return DETAILS
    if tracker.get_slot("search") and fields:
        return "refine_search"
    return "search_offers" if fields & SUBJECT else None

"""A turn of a conversation as actions see it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker


def turn(
    text: str = "",
    *,
    entities: list[dict[str, Any]] | None = None,
    ranking: list[tuple[str, float]] | None = None,
    **slots: Any,
) -> Tracker:
    """Return a tracker with the slots and the last message of a conversation."""
    message = {
        "text": text,
        "entities": entities or [],
        "intent": {"name": ""},
        "intent_ranking": [
            {"name": name, "confidence": chance} for name, chance in ranking or []
        ],
    }
    return Tracker("someone", slots, message, [], False, None, {}, None)

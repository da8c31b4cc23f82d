"""Which messages a person should look at, because the model was not sure of them."""

from __future__ import annotations

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.events import UserUttered

# Below it the model is wrong more often than right.
UNSURE = 0.4


def is_unclear(event: UserUttered) -> bool:
    """Whether a message was not understood, or hardly."""
    confidence = event.intent.get("confidence") or 0.0
    return event.intent_name == DEFAULT_NLU_FALLBACK_INTENT_NAME or confidence < UNSURE


def likeliest(event: UserUttered) -> str | None:
    """Return the intent a message resembles most."""
    ranking = event.parse_data.get("intent_ranking") or ()
    names = (entry.get("name") for entry in ranking)
    return next((n for n in names if n != DEFAULT_NLU_FALLBACK_INTENT_NAME), None)

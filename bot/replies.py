"""What the dialogue said as the replies of the chat's contract; no HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.web.choices import is_choice

# Says that somebody could be called back; becomes a link where that is possible.
CALLBACK = "callback"
Link = Callable[[str], dict[str, str]]


def replies(
    messages: Sequence[dict[str, Any]], *, callback_link: Link | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the messages of a turn in the shape of the chat's replies.

    Args:
        messages: What the dialogue said.
        callback_link: Makes the link to the callback slip out of what is searched for;
            None where nobody can be called back.
    """
    for message in messages:
        text, custom = message.get("text"), message.get("custom")
        if isinstance(text, str) and text:
            yield {"type": "text", "text": text}
        if isinstance(custom, dict) and custom.get("type") == CALLBACK:
            if callback_link is not None:
                item = callback_link(str(custom.get("conditions", "")))
                yield {"type": "links", "items": [item]}
        elif isinstance(custom, dict) and "type" in custom:
            yield custom
        choices = list(_choices(message.get("buttons") or ()))
        if choices:
            yield {"type": "choices", "items": choices}


def _choices(buttons: Sequence[dict[str, Any]]) -> Iterator[dict[str, str]]:
    for button in buttons:
        choice = str(button.get("payload"))
        if is_choice(choice):
            yield {"label": str(button.get("title")), "choice": choice}

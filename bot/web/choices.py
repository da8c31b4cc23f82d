"""The grammar of `choice`: what a pressed button may say."""

from __future__ import annotations

import re

ASK = "ask:"
_CHOICE = re.compile(
    r"(?:remove|add):[a-z_]{1,40}:[^\x00-\x1f]{1,200}"
    r"|drop:[a-z_]{1,40}|more:offers|more:actors|restart|ask:\s*\S[\s\S]*"
)


def is_choice(text: str) -> bool:
    """Whether the text follows the grammar.

    `remove:<field>:<value>`, `add:<field>:<value>`, `drop:<field>`, `more:offers`,
    `more:actors`, `ask:<text>` or `restart`.
    """
    return _CHOICE.fullmatch(text) is not None


def typed_message(choice: str) -> str | None:
    """Return the message that a choice stands for; None when it edits the search."""
    return choice.removeprefix(ASK) if choice.startswith(ASK) else None

"""One message of a person as text: compared, cleaned, and what is annotated in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_ANNOTATION = re.compile(
    r"\[(?P<text>[^\]]+)\](?:\((?P<entity>[^:)]+)[^)]*\)|(?P<details>\{[^}]*\}))"
)
_PLACEHOLDER = re.compile(r"<[^<>]*>")
_BRACKETS = str.maketrans("[]{}", "()()")


def plain(message: str) -> str:
    """Return what two messages have in common that differ in case and signs only."""
    shown = _ANNOTATION.sub(lambda found: found["text"], message)
    return re.sub(r"\W+", " ", shown.lower()).strip()


def entities(message: str) -> Iterator[str]:
    """Yield the names of the entities annotated in an example."""
    for found in _ANNOTATION.finditer(message):
        if found["entity"]:
            yield found["entity"].strip()
        else:
            yield str(_details(found["details"]).get("entity", ""))


def as_example(message: str) -> str:
    """Return a message as one line that can be an example and annotates nothing."""
    visible = "".join(c if c.isprintable() else " " for c in message)
    return " ".join(visible.translate(_BRACKETS).split()).lstrip("-/# ")


def is_placeholder(text: str) -> bool:
    """Whether a text still stands for one that has to be written."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def _details(text: str) -> dict[str, object]:
    try:
        return dict(json.loads(text))
    except ValueError:
        return {}

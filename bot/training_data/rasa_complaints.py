"""Puts a line to what Rasa's validator says, which names things and rarely places."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.training_data.findings import Finding, error
from bot.training_data.reading import Place
from bot.training_data.sources import DATA, DOMAIN, Sources

_NAMED_PLACE = re.compile(r"(?P<file>[^\s']+\.yml):(?P<line>\d+)")
_QUOTED = re.compile(r"'(\w+)'")


def placed(sources: Sources, sentences: Iterable[str]) -> list[Finding]:
    """Return the sentences as findings where what they name stands first."""
    return [_placed(sources, sentence) for sentence in sentences]


def _placed(sources: Sources, sentence: str) -> Finding:
    said = sentence.replace(f"{sources.project}/", "")
    named = _NAMED_PLACE.search(said)
    if named:
        place = Place(named["file"], int(named["line"]))
    else:
        place = _first_line_with(sources, _QUOTED.findall(said))
    return error(place, "rasa", message=said)


def _first_line_with(sources: Sources, names: list[str]) -> Place:
    for name in names:
        for file in [DOMAIN, *sources.files(DATA)]:
            for line, text in enumerate(sources.text(file).splitlines(), 1):
                if re.search(rf"\b{name}\b", text):
                    return Place(file, line)
    return Place(DOMAIN, 1)

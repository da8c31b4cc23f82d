"""Which changes are so small that nobody needs to review them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from catalog.editing.records import Change

# How somebody is reached, and that somebody looked; wrong ones are soon noticed.
REACHED_BY = frozenset("telefon email web geprueft_am".split())
TEXTS = frozenset("titel name beschreibung voraussetzungen veranstaltungsort".split())
MOST_LETTERS = 3
_NUMBERS = re.compile(r"\d+")


def is_small(changes: Sequence[Change]) -> bool:
    """Whether changes only correct how somebody is reached or how a word is spelt."""
    return bool(changes) and all(map(_is_small, changes))


def _is_small(change: Change) -> bool:
    if not change.old or not change.new:
        return False
    if change.column in REACHED_BY:
        return True
    if change.column not in TEXTS:
        return False
    # A wrong number is no typing error: "8 Termine" says something else than "6".
    same_numbers = _NUMBERS.findall(change.old) == _NUMBERS.findall(change.new)
    return same_numbers and Levenshtein.distance(change.old, change.new) <= MOST_LETTERS

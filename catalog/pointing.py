"""Which of some things a message names by their words: "das mit den Robotern"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catalog.terms import index_terms


def named_among(words: Iterable[str], things: Sequence[str]) -> list[int]:
    """Return the places of the things the words tell apart, the best named ones only.

    What all of them say tells nothing; empty when none is named, or all alike.
    """
    said = set(index_terms(" ".join(words)))
    told = [set(index_terms(thing)) for thing in things]
    common = set.intersection(*told) if len(told) > 1 else set()
    met = [len((said & terms) - common) for terms in told]
    best = max(met, default=0)
    named = [place for place, count in enumerate(met) if count == best]
    return named if best and (len(named) < len(told) or len(told) == 1) else []

"""Finding offers for good: as asked, or with the smallest change that finds some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from catalog import relaxation
from catalog.language.vocabulary import Vocabulary
from catalog.records import Alternative, OfferPage, Query, Relaxation
from catalog.search import OfferSearch

# The change that is shown and two more to choose from.
ALTERNATIVES = 3
# Two changes are less than all of them; beyond so many pairs an answer would take long.
PAIRS_TRIED = 60
Step = tuple[Query, tuple[Relaxation, ...]]


def find_offers(
    search: OfferSearch,
    query: Query,
    vocabulary: Vocabulary,
    *,
    page: int,
    size: int,
) -> OfferPage:
    """Return offers that meet every condition, or the nearest ones there are.

    What was asked for stays in `query`; what was changed to find something is in
    `relaxed`, what else could be changed in `alternatives`.
    """
    found = search.page(query, page=page, size=size)
    if found.total:
        return found
    singles = _singles(search, query, vocabulary)
    steps: Iterator[Step] = (
        iter([(singles[0].query, (singles[0].change,))])
        if singles
        else _several(search, query, vocabulary)
    )
    for changed, relaxed in steps:
        if search.count(changed):
            nearest = search.page(changed, page=page, size=size)
            return replace(
                nearest,
                query=query,
                relaxed=relaxed,
                online=found.online or nearest.online,
                cancelled=found.cancelled,
                alternatives=tuple(singles[1:]),
            )
    return found


def _singles(
    search: OfferSearch, query: Query, vocabulary: Vocabulary
) -> list[Alternative]:
    """Return the smallest changes that find something, each of another condition."""
    if search.has_topics(query):
        changes = relaxation.changes(query, vocabulary)
    else:
        changes = relaxation.topic_changes(query, vocabulary)
    found: dict[str, Alternative] = {}
    for changed, change in changes:
        if change.field not in found:
            total = search.count(changed)
            if total:
                found[change.field] = Alternative(changed, change, total)
        if len(found) == ALTERNATIVES:
            break
    return list(found.values())


def _pairs(query: Query, vocabulary: Vocabulary) -> Iterator[Step]:
    for once, first in relaxation.changes(query, vocabulary):
        for twice, second in relaxation.changes(once, vocabulary):
            if second.field != first.field:
                yield twice, (first, second)


def _several(
    search: OfferSearch, query: Query, vocabulary: Vocabulary
) -> Iterator[Step]:
    """Yield what is left when no single change helps: two, several, another topic."""
    if search.has_topics(query):
        yield from islice(_pairs(query, vocabulary), PAIRS_TRIED)
        for changed, made in relaxation.combined(query, vocabulary):
            yield changed, tuple(made)
        return
    without = relaxation.without_topic(query)
    if without is None or not without[0]:
        return
    rest, change = without
    yield rest, (change,)
    for changed, made in relaxation.combined(rest, vocabulary):
        yield changed, (change, *made)

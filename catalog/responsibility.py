"""Who is there for a matter: offices and advisers first, then whoever has it as a topic."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.actor_search import ActorSearch
from catalog.language.text import slugify
from catalog.records import ActorPage, Condition, Query

ADVISERS = ("beratungsstelle", "amt")
# Conditions of a search whose words name a matter somebody is responsible for.
MATTERS = ("topic", "funding", "kind", "actor_kind")
PLACES = ("place", "radius")


def responsible_actors(search: ActorSearch, query: Query) -> ActorPage:
    """Return who is responsible for what a query names; none when nobody is known."""
    for tried, in_descriptions in _steps(query):
        found = search.page(tried, in_descriptions=in_descriptions)
        if found.items:
            return found
    return ActorPage(query, (), 0, 1)


def _steps(query: Query) -> Iterator[tuple[Query, bool]]:
    """Yield what is tried, and whether what actors say of themselves counts."""
    named = query.of("actor")
    if named:
        yield Query(named), False
    tries = list(_tries(query))
    advised = [tried for tried in tries if tried.of("actor_kind")]
    yield from ((tried, False) for tried in advised)
    yield from ((tried, True) for tried in advised)
    yield from ((tried, False) for tried in tries if tried not in advised)


def _tries(query: Query) -> Iterator[Query]:
    where = tuple(c for field in PLACES for c in query.of(field))
    advisers = tuple(Condition("actor_kind", kind, "") for kind in ADVISERS)
    matters = tuple(_as_topic(c) for field in MATTERS for c in query.of(field))
    for tried in (matters, *((matter,) for matter in matters)):
        if tried:
            yield Query((*tried, *advisers, *where))
    if matters and where:
        yield from _tries(query.without(*PLACES))
    elif matters:
        yield from (Query((matter,)) for matter in matters)


def _as_topic(condition: Condition) -> Condition:
    if condition.field == "topic":
        return condition
    return Condition("topic", slugify(condition.label), condition.label)

"""A search as pages and API share it: its address, its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from multidict import MultiMapping

from bot.web.problems import Problem
from catalog import (
    LIST_LIMIT,
    PAGE_SIZE,
    ActorPage,
    Catalog,
    Condition,
    OfferPage,
    Query,
    Understanding,
    filter_items,
)
from catalog.errors import InvalidQuery

QUESTION_LIMIT = 1000
MOST_REMOVED = 40
LAST_PAGE = 1000
ACTOR_FIELDS = ("actor", "actor_kind")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for: a question, conditions it shall not have, a page.

    `added` are conditions that take the place of those of their field.
    """

    text: str = ""
    removed: tuple[str, ...] = ()
    page: int = 1
    added: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, values: MultiMapping[str]) -> Wanted:
        """Read `q`, every `ohne=` and `mit=<field>:<value>`, and `seite`.

        Raises:
            Problem: 422 when one of them is impossible.
        """
        typed = values.get("q", "").encode("utf-8", "replace").decode()
        text = typed.replace("\x00", " ").strip()
        if len(text) > QUESTION_LIMIT:
            raise Problem(422, "question_too_long", limit=QUESTION_LIMIT)
        removed, added = _parts(values, "ohne"), _parts(values, "mit")
        return cls(text, removed, _page(values.get("seite", "1")), added)

    def url(self, path: str = "/suche") -> str:
        """Return the address that asks for this."""
        pairs = [("q", self.text), *(("ohne", part) for part in self.removed)]
        pairs += [("mit", part) for part in self.added]
        if self.page > 1:
            pairs.append(("seite", str(self.page)))
        return f"{path}?{urlencode(pairs)}"

    def on_page(self, page: int) -> Wanted:
        """Return the same on another page."""
        return replace(self, page=page)

    def without(self, field: str, value: str) -> Wanted:
        """Return the same without one condition, on the first page."""
        part = f"{field}:{value}"
        added = tuple(a for a in self.added if a != part)
        return replace(self, removed=(*self.removed, part), added=added, page=1)

    def changed_to(self, before: Query, after: Query) -> Wanted:
        """Return the same with another query: an alternative, another reading."""
        gone = tuple(_part(c) for c in before if c not in after.conditions)
        new = tuple(_part(c) for c in after if c not in before.conditions)
        return replace(
            self,
            removed=tuple(dict.fromkeys((*self.removed, *gone))),
            added=tuple(dict.fromkeys((*self.added, *new))),
            page=1,
        )

    def as_asked(self) -> Wanted:
        """Return the question with all its conditions."""
        return Wanted(self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search.

    `actors` is None unless an actor or a kind of actors was asked for; `offers` is
    None where nothing was understood.
    """

    wanted: Wanted
    understanding: Understanding
    query: Query
    filters: tuple[Mapping[str, str], ...]
    offers: OfferPage | None
    actors: ActorPage | None
    size: int

    @property
    def pages(self) -> int:
        """How many pages of offers there are."""
        total = min(self.offers.total, LIST_LIMIT) if self.offers else 0
        return min(-(-total // self.size), LAST_PAGE)


def find(catalog: Catalog, wanted: Wanted, *, size: int = PAGE_SIZE) -> Found:
    """Understand and search, as the chat does.

    Raises:
        Problem: 422 when a condition has an impossible value.
    """
    understanding = catalog.understand(wanted.text)
    query = understanding.query
    try:
        query = _edited(catalog, wanted, query)
        offers, actors = _hits(catalog, wanted, query, size)
    except InvalidQuery as error:
        raise Problem(422, "invalid_query") from error
    return Found(
        wanted=wanted,
        understanding=understanding,
        query=query,
        filters=tuple(filter_items(query, catalog.radius_of(query))),
        offers=offers,
        actors=actors,
        size=size,
    )


def _edited(catalog: Catalog, wanted: Wanted, query: Query) -> Query:
    for part in wanted.removed:
        query = query.without_value(*part.split(":", 1))
    added = [catalog.condition(*part.split(":", 1)) for part in wanted.added]
    return query.with_conditions(added)


def _part(condition: Condition) -> str:
    return f"{condition.field}:{condition.value}"


def _parts(values: MultiMapping[str], name: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(values.getall(name, [])))
    if len(parts) > MOST_REMOVED or not all(":" in part for part in parts):
        raise Problem(422, "removed_unknown")
    return parts


def _hits(
    catalog: Catalog, wanted: Wanted, query: Query, size: int
) -> tuple[OfferPage | None, ActorPage | None]:
    if not query and wanted.text and not wanted.removed and not wanted.added:
        return None, None
    asks_actors = any(query.of(field) for field in ACTOR_FIELDS)
    actors = catalog.find_actors(query) if asks_actors else None
    return catalog.search_offers(query, page=wanted.page, size=size), actors


def _page(value: str) -> int:
    digits = value.isascii() and value.isdigit() and len(value) < 6
    if not (digits and 0 < int(value) <= LAST_PAGE):
        raise Problem(422, "page_unknown", last=LAST_PAGE)
    return int(value)

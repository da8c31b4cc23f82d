"""schema.org as JSON-LD: courses, their instances, events and organisations as rows.

What a thing says is read in `catalog.importers.schema_org`; here is how things belong
together in a file. Instructors, performers and contact persons are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.importers import schema_org
from catalog.importers.content import Content, ImportOptions, Part, row_of, stable_id
from catalog.importers.json_files import Item, items
from catalog.importers.rows import ACTOR_COLUMNS, OFFER_COLUMNS
from catalog.importers.schema_dates import first_day
from catalog.importers.schema_things import Parts, Thing
from catalog.importers.tables import Row, Table
from catalog.language.text import slugify

LIST_KEY = "@graph"
# Under these, things of their own stand inside others.
HOLDERS = ("@graph", "itemListElement", "item", "mainEntity", "event", "events")
# Contents of a thing, which others may point to with "@id".
PARTS = frozenset(
    {
        "CourseInstance",
        "Demand",
        "Offer",
        "AggregateOffer",
        "Place",
        "PostalAddress",
        "Schedule",
        "VirtualLocation",
        "Audience",
        "PeopleAudience",
        "EducationalAudience",
    }
)
MAX_DEPTH = 20
_LONG_ENOUGH = 12


def open_content(path: Path, options: ImportOptions) -> Content:
    """Open a file; its courses and events are read while the table is.

    Raises:
        UnusableFile: it is no JSON, or holds nothing of schema.org.
    """
    graph = _Graph(path, options)
    content = Content(
        name=path.name,
        parts=(),
        source=options.source,
        is_complete=options.source is not None,
        is_named_by_hand=options.source is not None,
    )
    content.dropped["people"] = graph.people
    content.parts = (
        Part(
            "actors", lambda: _table(path, ACTOR_COLUMNS, iter(graph.actors.values()))
        ),
        Part("offers", lambda: _table(path, OFFER_COLUMNS, _offers(path, graph))),
    )
    return content


def holds_schema_org(path: Path) -> bool:
    """Whether a JSON file names types as schema.org does.

    Raises:
        UnusableFile: it is no JSON.
    """
    return any(node.types for node in _nodes(path))


def _table(path: Path, header: list[str], rows: Iterator[Row]) -> Table:
    return Table(path.name, tuple(header), rows)


@dataclass(frozen=True, slots=True)
class _Node(Thing):
    """A thing of its own, with the line of the value of the file it stands in."""

    line: int = 1


def _nodes(path: Path) -> Iterator[_Node]:
    for item in items(path, LIST_KEY):
        yield from _inside(item, item.value, 0)


def _inside(item: Item, value: object, depth: int) -> Iterator[_Node]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for each in value:
            yield from _inside(item, each, depth + 1)
    elif isinstance(value, dict):
        yield _Node(value, line=item.line)
        for holder in HOLDERS:
            if holder in value:
                yield from _inside(item, value[holder], depth + 1)


class _Graph:
    """The organisations of a file as rows, and what its things point to."""

    def __init__(self, path: Path, options: ImportOptions) -> None:
        self.parts = Parts({})
        self.actors: dict[str, Row] = {}
        self.people = 0
        self.is_only = ""
        self._keeps_office_contact = options.keeps_office_contact
        mentioned: dict[str, tuple[Thing, int]] = {}
        for node in _nodes(path):
            if node.is_a(PARTS) and node.id:
                self.parts.known[node.id] = node.members
            if node.is_organisation:
                self._take(node, node.line, only_new=not node.own_id)
            if node.is_offer:
                self.people += schema_org.people_of(node)
                for each in self._providers(node):
                    mentioned.setdefault(actor_id_of(each), (each, node.line))
        for organisation, line in mentioned.values():
            self._take(organisation, line, only_new=True)
        self.is_only = next(iter(self.actors)) if len(self.actors) == 1 else ""

    def _providers(self, node: Thing) -> list[Thing]:
        found = [
            schema_org.provider_of(node),
            *map(schema_org.provider_of, self.parts.things(node, "hasCourseInstance")),
        ]
        return [each for each in found if each is not None and each.text("name")]

    def _take(self, thing: Thing, line: int, *, only_new: bool) -> None:
        actor_id = actor_id_of(thing)
        if actor_id and actor_id not in self.actors and thing.text("name"):
            cells = schema_org.actor_cells(
                thing, keeps_office_contact=self._keeps_office_contact
            )
            self.actors[actor_id] = row_of(
                line,
                ACTOR_COLUMNS,
                cells | thing.own_cells | {"id": actor_id},
                keeps=schema_org.withheld(thing, schema_org.UNKNOWN_OF_ACTORS),
                only_new=only_new,
            )


def actor_id_of(thing: Thing) -> str:
    """Return the id of an organisation."""
    return thing.own_id or stable_id(
        "jsonld",
        _without_scheme(thing.id or thing.text("url")) or slugify(thing.text("name")),
    )


def _without_scheme(address: str) -> str:
    return address.partition("://")[2] or address


def _offers(path: Path, graph: _Graph) -> Iterator[Row]:
    for node in _nodes(path):
        if not node.is_offer or (
            node.is_a({"CourseInstance"}) and not node.text("name")
        ):
            continue
        instances = graph.parts.things(node, "hasCourseInstance")
        if node.own_id or len(instances) < 2:
            first = instances[0] if instances else None
            yield _row(node, first, offer_id_of(node, first, graph.parts), graph)
            continue
        for instance in instances:
            offer_id = _instance_id(node, instance, graph.parts)
            yield _row(
                node,
                instance,
                offer_id,
                graph,
                part_of=offer_id_of(node, None, graph.parts),
            )


def _row(
    node: _Node,
    instance: Thing | None,
    offer_id: str,
    graph: _Graph,
    part_of: str | None = None,
) -> Row:
    cells = schema_org.offer_cells(node, instance, graph.parts)
    provider = schema_org.provider_of(node) or (
        schema_org.provider_of(instance) if instance else None
    )
    cells["anbieter_id"] = actor_id_of(provider) if provider else graph.is_only
    cells |= node.own_cells | {"id": offer_id}
    keeps = schema_org.withheld(node, schema_org.UNKNOWN_OF_OFFERS)
    return row_of(node.line, OFFER_COLUMNS, cells, keeps=keeps, part_of=part_of)


def offer_id_of(node: Thing, instance: Thing | None, parts: Parts) -> str:
    """Return the id of a course or an event."""
    if node.own_id:
        return node.own_id
    named = node.id or node.text("url") or node.text("identifier")
    if not named:
        begins = first_day(node, instance, parts)
        named = _fingerprint(node.text("name"), begins) if node.text("name") else ""
    return stable_id("jsonld", _without_scheme(named))


def _instance_id(node: Thing, instance: Thing, parts: Parts) -> str:
    named = instance.id or instance.text("url") or instance.text("identifier")
    if named:
        return stable_id("jsonld", _without_scheme(named))
    begins = first_day(instance, None, parts)
    return stable_id(offer_id_of(node, None, parts), begins or "1")


def _fingerprint(*said: str) -> str:
    digest = hashlib.sha1("\n".join(said).encode(), usedforsecurity=False)
    return f"{slugify(said[0])[:40]}-{digest.hexdigest()[:_LONG_ENOUGH]}"

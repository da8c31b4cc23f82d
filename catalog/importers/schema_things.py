"""Things of schema.org: their types, texts and parts, however a file writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# What schema.org has no word for is written as a PropertyValue with such an id.
OWN = "lernlotse"
OWN_COLUMN = f"{OWN}:"
ORGANISATIONS = {
    "ArtGallery": "museum",
    "ChildCare": "kita",
    "CollegeOrUniversity": "hochschule",
    "Corporation": "weiterbildungstraeger",
    "EducationalOrganization": "weiterbildungstraeger",
    "ElementarySchool": "schule",
    "GovernmentOffice": "amt",
    "GovernmentOrganization": "amt",
    "HighSchool": "schule",
    "Library": "bibliothek",
    "LocalBusiness": "sonstige",
    "MiddleSchool": "schule",
    "Museum": "museum",
    "NGO": "verein",
    "Organization": "sonstige",
    "Preschool": "kita",
    "School": "schule",
    "SportsClub": "verein",
    "SportsOrganization": "verein",
}
EVENTS = {
    "BusinessEvent": "konferenz",
    "ChildrensEvent": "veranstaltung",
    "ComedyEvent": "veranstaltung",
    "Course": "kurs",
    "CourseInstance": "kurs",
    "DanceEvent": "veranstaltung",
    "EducationEvent": "veranstaltung",
    "EducationalEvent": "veranstaltung",
    "Event": "veranstaltung",
    "ExhibitionEvent": "ausstellung",
    "Festival": "veranstaltung",
    "Hackathon": "workshop",
    "LiteraryEvent": "veranstaltung",
    "MusicEvent": "veranstaltung",
    "ScreeningEvent": "veranstaltung",
    "SocialEvent": "veranstaltung",
    "SportsEvent": "veranstaltung",
    "TheaterEvent": "veranstaltung",
    "VisualArtsEvent": "ausstellung",
}
_MOST_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of the file; terms have no prefix, texts no language."""

    members: Mapping[str, Any]

    @property
    def id(self) -> str:
        """What identifies it, if it says so."""
        return _plain(self.members.get("@id", ""))

    @property
    def types(self) -> tuple[str, ...]:
        """Its types."""
        return tuple(term(each) for each in _listed(self.members.get("@type")))

    def is_a(self, types: Iterable[str]) -> bool:
        """Whether one of its types is among some."""
        return not set(self.types).isdisjoint(types)

    @property
    def is_organisation(self) -> bool:
        """Whether it is an actor."""
        return self.is_a(ORGANISATIONS)

    @property
    def is_offer(self) -> bool:
        """Whether it is a course or an event."""
        return self.is_a(EVENTS)

    def get(self, name: str) -> list[Any]:
        """Return the values of a property."""
        for prefix in ("", "schema:", "https://schema.org/", "http://schema.org/"):
            if f"{prefix}{name}" in self.members:
                return _listed(self.members[f"{prefix}{name}"])
        return []

    def texts(self, *names: str) -> list[str]:
        """Return the values of properties as texts; of things, their names."""
        found = [_plain(value) for name in names for value in self.get(name)]
        return [said for said in found if said]

    def text(self, *names: str) -> str:
        """Return the first value of properties that is a text."""
        return next(iter(self.texts(*names)), "")

    def things(self, name: str) -> list[Thing]:
        """Return the values of a property that are things."""
        return [Thing(value) for value in self.get(name) if isinstance(value, dict)]

    @property
    def own_id(self) -> str:
        """Its id in the catalog that wrote it; empty = another program did."""
        for identifier in self.things("identifier"):
            if identifier.text("propertyID") == OWN:
                return identifier.text("value")
        return ""

    @property
    def own_cells(self) -> dict[str, str]:
        """The cells of our own columns, as the catalog that wrote it holds them."""
        properties = self.things("additionalProperty")
        for holder in ("offers", "location"):
            for thing in self.things(holder):
                properties += thing.things("additionalProperty")
        return {
            named.removeprefix(OWN_COLUMN): each.text("value")
            for each in properties
            if (named := each.text("propertyID")).startswith(OWN_COLUMN)
        }


@dataclass(frozen=True, slots=True)
class Parts:
    """Things that others point to by their "@id"."""

    known: dict[str, Mapping[str, Any]]

    def things(self, thing: Thing, name: str) -> list[Thing]:
        """Return the things of a property, also those it only points to."""
        return [
            Thing(self.known.get(each.id, each.members))
            if len(each.members) == 1
            else each
            for each in thing.things(name)
        ]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def term(value: Any) -> str:
    """Return a type or a member of an enumeration without its address."""
    return _plain(value).rpartition("/")[2].rpartition(":")[2].rpartition("#")[2]


def _plain(value: Any, depth: int = 0) -> str:
    """Return a value as a text."""
    if depth > _MOST_DEPTH or value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inner = next(
            (value[k] for k in ("@value", "name", "value", "url", "@id") if k in value),
            "",
        )
        return _plain(inner, depth + 1)
    if isinstance(value, list):
        return _plain(value[0], depth + 1) if value else ""
    return str(value).strip()


def first_text(both: list[Thing], *names: str) -> str:
    """Return the first text of properties that one of two things has."""
    return next(filter(None, (each.text(*names) for each in both)), "")

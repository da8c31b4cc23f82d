"""A district's folder: its places, office and neighbours; another folder, another district."""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalog.errors import InvalidDistrict
from catalog.language.text import fold
from catalog.records import Place

EARTH_RADIUS_KM = 6371.0
WHOLE_DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Office:
    """The office people are sent to when the catalog does not help."""

    name: str
    phone: str
    email: str
    hours: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What lies next to the district and who knows the offers there."""

    name: str
    places: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class District:
    """All a district's folder says; `state` is the Land of its holidays (ISO 3166-2)."""

    name: str
    short_name: str
    state: str
    radius_km: int
    office: Office
    authority_hint: str
    colors: dict[str, str]
    neighbours: tuple[Neighbour, ...]
    places: dict[str, Place]

    @property
    def whole(self) -> Place:
        """The district itself as a place."""
        return next(p for p in self.places.values() if p.kind == WHOLE_DISTRICT)

    def municipality(self, place: Place) -> Place:
        """Return the municipality a locality belongs to; others are their own."""
        if place.kind == "locality" and place.parent in self.places:
            return self.places[place.parent]
        return place

    def with_postal_code(self, code: str) -> tuple[Place, ...]:
        """Return the places that have this postal code: those with no other one first."""
        found = [
            p
            for p in self.places.values()
            if code in p.postal_codes and p.kind in ("municipality", "locality")
        ]
        found = found or [p for p in self.places.values() if code in p.postal_codes]
        return tuple(
            sorted(
                found,
                key=lambda p: (len(p.postal_codes) > 1, -(p.population or 0), p.id),
            )
        )

    def with_aliases(self, aliases: Mapping[str, str]) -> District:
        """Return the district with more names: alias → id of a place."""
        places = dict(self.places)
        for alias, place_id in aliases.items():
            if place_id in places:
                place = places[place_id]
                names = (*place.aliases, alias)
                places[place_id] = replace(place, aliases=names)
        return replace(self, places=places)

    def contains(self, outer: Place, inner_id: str | None) -> bool:
        """Whether a place lies in another one (itself included)."""
        while inner_id is not None:
            if inner_id == outer.id:
                return True
            inner = self.places.get(inner_id)
            inner_id = inner.parent if inner else None
        return False

    def locate(
        self, *, locality: str | None, city: str | None, postal_code: str | None
    ) -> Place | None:
        """Find the place of an address: the village, else the town, else the code.

        The most exact match wins: a village name that exists twice is decided by the
        town, then by the postal code.
        """
        for name in (locality, city):
            found = self._named(name, city=city, postal_code=postal_code)
            if found:
                return found
        coded = self.with_postal_code(postal_code) if postal_code else ()
        return self.municipality(coded[0]) if coded else None

    def _named(
        self, name: str | None, *, city: str | None, postal_code: str | None
    ) -> Place | None:
        if not name:
            return None
        wanted = _plain_name(name)
        found = [p for p in self.places.values() if wanted in _names(p)]
        if not found and "-" in wanted:
            found = [
                p
                for p in self.places.values()
                if any(part in _names(p) for part in wanted.split("-"))
            ]
        towns = {_plain_name(city)} if city else set()

        def fit(place: Place) -> tuple[bool, bool, int]:
            parent = self.places.get(place.parent or "")
            in_town = bool(parent and towns & _names(parent))
            return (
                not in_town,
                postal_code not in place.postal_codes,
                -(place.population or 0),
            )

        return min(found, key=fit) if found else None


def _plain_name(name: str) -> str:
    """Return a place name without what registers add: "Haldensleben, Stadt", "(Bode)"."""
    plain = fold(name).split(",")[0].split("(")[0].strip()
    for prefix in ("stadt ", "gemeinde ", "ot ", "ortsteil "):
        plain = plain.removeprefix(prefix)
    return " ".join(plain.split())


def _names(place: Place) -> frozenset[str]:
    return frozenset(_plain_name(n) for n in (place.name, *place.aliases))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two points given in degrees."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    haversine = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(haversine))


def load_district(folder: Path) -> District:
    """Read a district's folder.

    Raises:
        InvalidDistrict: a file is missing or says something unreadable.
    """
    try:
        data = tomllib.loads((folder / "district.toml").read_text("utf-8"))
        with (folder / "places.csv").open(encoding="utf-8-sig", newline="") as file:
            places = [_place(row) for row in csv.DictReader(file, delimiter=";")]
        return _district(data, places)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidDistrict(str(folder), repr(error)) from error


def _district(data: dict[str, Any], places: Iterable[Place]) -> District:
    by_id = {place.id: place for place in places}
    if not any(p.kind == WHOLE_DISTRICT for p in by_id.values()):
        raise ValueError("places.csv has no row of kind 'district'")
    return District(
        name=data["name"],
        short_name=data["short_name"],
        state=data["state"],
        radius_km=int(data["radius_km"]),
        office=Office(
            **{k: data["office"][k] for k in Office.__dataclass_fields__},
        ),
        authority_hint=data["authority"]["hint"],
        colors=dict(data["colors"]),
        neighbours=tuple(
            Neighbour(n["name"], tuple(n["places"]), n["text"])
            for n in data.get("neighbours", ())
        ),
        places=by_id,
    )


def _place(row: dict[str, str]) -> Place:
    def number(name: str) -> float | None:
        return float(row[name]) if row[name] else None

    population = number("population")
    return Place(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        parent=row["parent"] or None,
        postal_codes=tuple(c for c in row["plz"].split("|") if c),
        lat=number("lat"),
        lon=number("lon"),
        population=None if population is None else int(population),
        aliases=tuple(a for a in row["aliases"].split("|") if a),
        inside=row["inside"] == "ja",
    )

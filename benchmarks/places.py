"""Places of the district to put synthetic offers in; the gazetteer is the catalog's."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

USED_KINDS = ("municipality", "locality")
FEW_PEOPLE = 150


@dataclass(frozen=True, slots=True)
class Place:
    """A place an offer can be in; `town` is what stands in the column `ort`."""

    name: str
    town: str
    postal_code: str
    lat: float
    lon: float
    people: int


def read_places(gazetteer: Path) -> tuple[Place, ...]:
    """Return the district's own places that have a postal code and coordinates."""
    with gazetteer.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    names = {row["id"]: row["name"] for row in rows}
    return tuple(_place(row, names) for row in rows if _is_usable(row))


def _is_usable(row: dict[str, str]) -> bool:
    return (
        row["kind"] in USED_KINDS
        and row["inside"] == "ja"
        and all(row[column] for column in ("plz", "lat", "lon"))
    )


def _place(row: dict[str, str], names: dict[str, str]) -> Place:
    is_town = row["kind"] == "municipality"
    return Place(
        name=row["name"],
        town=row["name"] if is_town else names.get(row["parent"], row["name"]),
        postal_code=row["plz"].split("|")[0],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        people=int(row["population"] or FEW_PEOPLE),
    )

"""The places of the gazetteer that synthetic offers are put in."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.places import Place, read_places
from benchmarks.plan import GAZETTEER

pytestmark = pytest.mark.unit
ROWS = """id;name;kind;parent;plz;lat;lon;population;aliases;inside
d;Kreis;district;;;52.2;11.3;100;;ja
g;Großdorf;municipality;d;39999|39997;52.1;11.2;9000;GD;ja
k;Kleinweiler;locality;g;39998;52.2;11.3;;;ja
n;Nebenan;municipality;;38000;52.3;11.4;500;;nein
o;Ohnepost;locality;g;;52.4;11.5;;;ja
"""


def test_read_places_takes_towns_and_villages_of_the_district(tmp_path: Path) -> None:
    gazetteer = tmp_path / "places.csv"
    gazetteer.write_text(ROWS, encoding="utf-8")

    assert read_places(gazetteer) == (
        Place("Großdorf", "Großdorf", "39999", 52.1, 11.2, 9_000),
        Place("Kleinweiler", "Großdorf", "39998", 52.2, 11.3, 150),
    )


def test_default_district_has_places() -> None:
    assert len(read_places(GAZETTEER)) > 100

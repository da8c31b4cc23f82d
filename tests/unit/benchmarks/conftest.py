"""A small synthetic catalog in two invented places."""

from __future__ import annotations

import pytest

from benchmarks.data import SyntheticCatalog, read_vocabulary
from benchmarks.places import Place

PLACES = (
    Place("Großdorf", "Großdorf", "39999", 52.1, 11.2, 9_000),
    Place("Kleinweiler", "Großdorf", "39998", 52.2, 11.3, 1_000),
)


@pytest.fixture(scope="session")
def catalog() -> SyntheticCatalog:
    return SyntheticCatalog(read_vocabulary(), PLACES)

"""Which parts a run measures and how thoroughly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.data import SyntheticCatalog, read_vocabulary
from benchmarks.places import read_places
from benchmarks.questions import Dialogue, dialogues

PROJECT = Path(__file__).resolve().parent.parent
WORKSPACE = PROJECT / "var" / "bench"
GAZETTEER = PROJECT / "catalog" / "districts" / "boerde" / "places.csv"
OFFERS = 10_000
WARM_UP_START = 1_000_000


class Part(StrEnum):
    """What a run can measure; the value is the word on the command line."""

    TURN = "turn"
    SEARCH = "search"
    IMPORT = "import"
    START = "start"
    TRAIN = "train"
    MEMORY = "memory"
    FLOOR = "floor"
    ACCURACY = "accuracy"


SERVED = frozenset({Part.TURN, Part.START, Part.MEMORY})


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a run; quick ones repeat less, full ones search 1,000,000 offers."""

    parts: frozenset[Part] = frozenset(Part)
    quick: bool = False
    full: bool = False

    @property
    def starts(self) -> int:
        """How often a server is started; the median counts."""
        return 1 if self.quick or Part.START not in self.parts else 3

    @property
    def seconds(self) -> float:
        """How long eight clients ask."""
        return 5.0 if self.quick else 15.0

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many offers the catalog search is measured with."""
        return (10_000, 100_000, 1_000_000) if self.full else (10_000, 100_000)

    def dialogues(self, catalog: SyntheticCatalog) -> list[Dialogue]:
        """Return the measured conversations, three turns each."""
        return dialogues(catalog, 70 if self.quick else 150)

    def warm_up(self, catalog: SyntheticCatalog) -> list[Dialogue]:
        """Return conversations to begin with, which are not counted."""
        return dialogues(catalog, 10, start=WARM_UP_START)


def synthetic_catalog() -> SyntheticCatalog:
    """Return the synthetic catalog in the places of the default district."""
    return SyntheticCatalog(read_vocabulary(), read_places(GAZETTEER))

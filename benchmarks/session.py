"""One run as it goes on: each part in turn, a failure noted and the rest measured."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import aiohttp

from benchmarks import accuracy, floor, lernlotse, search
from benchmarks.data import SyntheticCatalog
from benchmarks.databases import bare_database, catalog_database
from benchmarks.figures import FLOOR, OURS, STOCK, Figures, of
from benchmarks.plan import OFFERS, SERVED, WORKSPACE, Part, Plan
from benchmarks.processes import BenchmarkError
from benchmarks.stock import measure as stock

STOCK_PARTS = SERVED | {Part.TRAIN}
FAILURES = (BenchmarkError, OSError, aiohttp.ClientError, subprocess.SubprocessError)


@dataclass(slots=True)
class Session:
    """What is asked for, and what was found until now."""

    plan: Plan
    catalog: SyntheticCatalog
    workspace: Path = WORKSPACE
    figures: Figures = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def measure_stock(self) -> None:
        """Measure the stock assistant."""
        if STOCK_PARTS & self.plan.parts:
            self._step("stock assistant", self._stock)
        if Part.ACCURACY in self.plan.parts:
            self._step("stock accuracy", self._stock_accuracy)

    def measure_floor(self) -> None:
        """Measure the floor over HTTP."""
        if Part.FLOOR in self.plan.parts:
            self._step("floor", self._floor)

    def measure_ours(self) -> None:
        """Measure Lernlotse; training comes first, so that the rest has a model."""
        steps = {
            Part.TRAIN: self._training,
            Part.IMPORT: self._import,
            Part.ACCURACY: self._accuracy,
        }
        for part, measure in steps.items():
            if part in self.plan.parts:
                self._step(f"Lernlotse: {part}", measure)
        if SERVED & self.plan.parts:
            self._step("Lernlotse: served", self._served)
        if Part.SEARCH in self.plan.parts:
            for count in self.plan.sizes:
                self._step(f"catalog search, {count:,}", partial(self._search, count))
            self.figures |= search.growth(self.figures, self.plan.sizes)

    def _step(self, name: str, measure: Callable[[], Figures]) -> None:
        sys.stderr.write(f"{name} …\n")
        try:
            self.figures |= measure()
        except FAILURES as error:
            sys.stderr.write(f"{error}\n")
            reason = (str(error) or type(error).__name__).splitlines()[0]
            self.notes.append(f"Not measured: {name}. {reason}")

    def _stock(self) -> Figures:
        return of(STOCK, stock.measure(self.plan, self.catalog, self.workspace))

    def _stock_accuracy(self) -> Figures:
        return of(STOCK, accuracy.measure_stock(self.workspace))

    def _floor(self) -> Figures:
        database = bare_database(self.catalog, OFFERS, self.workspace)
        found = floor.measure(self.plan, self.catalog, database, self.workspace)
        return of(FLOOR, found)

    def _training(self) -> Figures:
        return of(OURS, lernlotse.measure_training(self.workspace))

    def _import(self) -> Figures:
        return of(OURS, lernlotse.measure_import(self.catalog, self.workspace))

    def _accuracy(self) -> Figures:
        return of(OURS, accuracy.measure_ours(self.workspace))

    def _served(self) -> Figures:
        database = catalog_database(self.catalog, OFFERS, self.workspace)
        found = lernlotse.measure_served(
            self.plan, self.catalog, database, self.workspace
        )
        return of(OURS, found)

    def _search(self, count: int) -> Figures:
        database = catalog_database(self.catalog, count, self.workspace)
        bare = bare_database(self.catalog, count, self.workspace)
        return search.measure(database, bare, count=count, workspace=self.workspace)

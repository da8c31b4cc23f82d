"""The catalog as files: those of the import's format, and formats others ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from catalog.exporters import csv_files, xlsx_files
from catalog.records import Actor, Article, Offer, Word


class Export(Protocol):
    """Writes the catalog into a folder and returns the files."""

    def __call__(
        self,
        directory: Path,
        *,
        actors: Iterable[Actor],
        offers: Iterable[tuple[Offer, Actor]],
        words: Sequence[Word],
        articles: Sequence[Article],
    ) -> list[Path]:
        """Read each record once, while writing.

        Files of words and articles are written only where there are any.
        """


EXPORTS: dict[str, Export] = {"csv": csv_files.export, "xlsx": xlsx_files.export}

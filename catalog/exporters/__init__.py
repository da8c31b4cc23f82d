"""The catalog as files: those of the import's format, and formats others ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from catalog.exporters import csv_files, json_ld, open_qcat, xlsx_files
from catalog.exporters.files import Holdings

# Each writes into a folder and returns the files.
Export = Callable[[Path, Holdings], list[Path]]
EXPORTS: dict[str, Export] = {
    "csv": csv_files.export,
    "xlsx": xlsx_files.export,
    "jsonld": json_ld.export,
    "openqcat": open_qcat.export,
}

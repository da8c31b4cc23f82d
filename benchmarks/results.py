"""The report of a run and the stored figures of stock; measures nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import STOCK, Figures
from benchmarks.machine import Machine
from benchmarks.processes import BenchmarkError
from benchmarks.table import figures_table, goals_table

REPORT = """# Lernlotse beside stock Rasa and the physical floor

{machine}. {date}.

{goals}

- *stock*: the assistant in `benchmarks/stock/`, one action server with one SQL query.
- *floor*: an aiohttp echo with one FTS5 query, for the first five offers that match
  or for the best five and their number; the catalog search alone is beside the latter
  in process.
- A turn is a message in and the answer out over HTTP, one client, turns that were
  answered by a search; figures `turn_opening` begin a conversation, `turn_later` go on.
{notes}
## Repeat

```
{command}
```

## All figures

{figures}
"""


@dataclass(frozen=True, slots=True)
class Run:
    """All that a report says about one run."""

    machine: Machine
    date: str
    command: str
    figures: Figures
    notes: Sequence[str] = ()

    def report(self) -> str:
        """Return the run as a Markdown page."""
        return REPORT.format(
            machine=self.machine.identity,
            date=self.date,
            command=self.command,
            goals=goals_table(self.figures),
            figures=figures_table(self.figures),
            notes="".join(f"- {note}\n" for note in self.notes),
        )


def store_stock(path: Path, run: Run) -> None:
    """Keep stock's figures for later runs on the same machine, over older ones."""
    kept = {k: v for k, v in run.figures.items() if k.startswith(f"{STOCK}.")}
    if path.exists() and (older := _read(path))["machine"] == run.machine.identity:
        kept = older["figures"] | kept
    stored = {"machine": run.machine.identity, "date": run.date, "figures": kept}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(stored, indent=1), encoding="utf-8")


def stored_stock(path: Path, machine: Machine) -> tuple[Figures, str]:
    """Return stock's stored figures and their date.

    Raises:
        BenchmarkError: there are none from this machine.
    """
    if not path.exists() or (stored := _read(path))["machine"] != machine.identity:
        message = f"no figures of the stock assistant from this machine in {path}"
        raise BenchmarkError(message)
    return stored["figures"], stored["date"]


def _read(path: Path) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return stored

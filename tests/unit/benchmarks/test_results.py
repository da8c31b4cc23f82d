"""The report, and stock's stored figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.machine import Machine
from benchmarks.processes import BenchmarkError
from benchmarks.results import Run, store_stock, stored_stock

pytestmark = pytest.mark.unit
MACHINE = Machine("Chip", 2, 8, "Linux x86_64", "3.11.7", "3.6.21")
FIGURES = {"stock.train.seconds": 200.0, "lernlotse.train.seconds": 10.0}
RUN = Run(MACHINE, "2026-11-22", "python -m benchmarks", FIGURES, ["A note."])


def test_report_names_machine_date_command_and_notes() -> None:
    report = RUN.report()

    assert "Chip, 2 cores, 8 GB, Linux x86_64, Python 3.11.7, Rasa 3.6.21." in report
    assert "\n- A note.\n" in report
    assert "```\npython -m benchmarks\n```" in report
    assert "| training | ≤ 1/8 of stock | 200 s | - | 10.0 s | 0.050 | yes |" in report


def test_stored_figures_are_those_of_stock(tmp_path: Path) -> None:
    store_stock(tmp_path / "stock.json", RUN)

    assert stored_stock(tmp_path / "stock.json", MACHINE) == (
        {"stock.train.seconds": 200.0},
        "2026-11-22",
    )


def test_stored_figures_of_another_part_stay(tmp_path: Path) -> None:
    store_stock(tmp_path / "stock.json", RUN)
    store_stock(tmp_path / "stock.json", replace(RUN, figures={"stock.model_mb": 70.0}))

    figures, _ = stored_stock(tmp_path / "stock.json", MACHINE)
    assert figures == {"stock.train.seconds": 200.0, "stock.model_mb": 70.0}


def test_stored_figures_of_another_machine_are_refused(tmp_path: Path) -> None:
    store_stock(tmp_path / "stock.json", RUN)

    with pytest.raises(BenchmarkError, match="from this machine"):
        stored_stock(tmp_path / "stock.json", replace(MACHINE, cores=8))


def test_no_stored_figures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="from this machine"):
        stored_stock(tmp_path / "stock.json", MACHINE)

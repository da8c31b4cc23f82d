"""Reading what an import needed, and what an evaluation says."""

from __future__ import annotations

import pytest

from benchmarks.accuracy import reported
from benchmarks.lernlotse import import_figures
from benchmarks.processes import BenchmarkError, Usage
from benchmarks.search import growth

pytestmark = pytest.mark.unit


def test_import_figures_tell_whether_memory_grows_with_each_row() -> None:
    usages = {10: Usage(1, 100), 1_000: Usage(2, 102), 10_000: Usage(8, 140)}

    figures = import_figures(usages)

    assert figures["import.seconds"] == 8
    assert figures["import.row_kb_1000"] == pytest.approx(2.048)
    assert figures["import.row_kb_10000"] == pytest.approx(4.096)
    assert figures["import.row_growth"] == pytest.approx(2.0)


def test_import_figures_forgive_noise_below_a_kilobyte_a_row() -> None:
    usages = {10: Usage(1, 100), 1_000: Usage(2, 100), 10_000: Usage(8, 105)}

    assert import_figures(usages)["import.row_growth"] < 1


def test_reported_reads_accuracies_only() -> None:
    output = '{"ok": true, "intents": {"accuracy": 0.97, "n": 73}, "accuracy": 1}'

    assert reported(output) == {"intents.accuracy": 0.97, "accuracy": 1.0}


def test_reported_refuses_what_is_no_json() -> None:
    with pytest.raises(BenchmarkError, match="no model"):
        reported("", "no model")


def test_growth_compares_neighbouring_sizes() -> None:
    figures = {
        "lernlotse.search.10.median_ms": 2.0,
        "lernlotse.search.100.median_ms": 3.0,
    }

    assert growth(figures, (10, 100, 1000)) == {"lernlotse.search.growth.100": 1.5}

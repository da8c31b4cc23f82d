"""The catalog search alone, in a process of its own, beside bare full-text queries."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import psutil

from benchmarks.bare import BEST_FIVE, FIRST_FIVE, five_hits
from benchmarks.data import TODAY
from benchmarks.figures import FLOOR, OURS, Figures, of, spread
from benchmarks.plan import PROJECT, WARM_UP_START, synthetic_catalog
from benchmarks.processes import Program, run
from benchmarks.questions import Turn, dialogues
from benchmarks.words import understood, wide_understander

QUESTIONS = 300
WARM_UP = 30


def measure(database: Path, bare: Path, *, count: int, workspace: Path) -> Figures:
    """Measure the search of one database in a fresh process."""
    out = workspace / f"search-{count}.json"
    module = [sys.executable, "-m", "benchmarks.search"]
    paths = ["--database", str(database), "--bare", str(bare), "--out", str(out)]
    program = Program(
        command=[*module, *paths],
        directory=PROJECT,
        log=workspace / "logs" / f"search-{count}.log",
    )
    run(program)
    measured: Figures = json.loads(out.read_text(encoding="utf-8"))
    return {_with_size(name, count): value for name, value in measured.items()}


def growth(figures: Figures, sizes: Sequence[int]) -> Figures:
    """Return by how much the search slows down with each ten times as many offers."""
    times = [figures.get(f"{OURS}.search.{size}.median_ms") for size in sizes]
    pairs = zip(sizes[1:], times, times[1:], strict=False)
    return {
        f"{OURS}.search.growth.{size}": later / sooner
        for size, sooner, later in pairs
        if sooner and later
    }


def main() -> None:
    """Measure one database and write the figures as JSON."""
    parser = argparse.ArgumentParser()
    for name in ("--database", "--bare", "--out"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    figures = of(OURS, catalog_figures(options.database))
    figures |= of(OURS, wide_figures(options.database))
    figures |= of(FLOOR, bare_figures(options.bare))
    options.out.write_text(json.dumps(figures), encoding="utf-8")


def catalog_figures(database: Path) -> Figures:
    """Understand and search each question; the time of both, apart."""
    from catalog import Catalog, Settings

    settings = {
        "LERNLOTSE_DATABASE_URL": f"sqlite:///{database}",
        "LERNLOTSE_TODAY": TODAY.isoformat(),
    }
    catalog = Catalog.open(Settings.from_env(settings))
    warm_up, questions = _questions()
    before, started = psutil.Process().memory_info().rss, time.perf_counter()
    catalog.understand(questions[0].text)
    loaded = time.perf_counter() - started
    memory = (psutil.Process().memory_info().rss - before) / 1e6
    for turn in warm_up:
        catalog.search_offers(catalog.understand(turn.text).query)
    read = [_timed(catalog.understand, turn.text) for turn in questions]
    queries = [catalog.understand(turn.text).query for turn in questions]
    searched = [_timed(catalog.search_offers, query) for query in queries]
    both = [sum(pair) for pair in zip(read, searched, strict=True)]
    return {
        **spread("understand", read),
        **spread("search", searched),
        **spread("question", both),
        "search.loaded_seconds": loaded,
        "search.memory_mb": memory,
    }


def wide_figures(database: Path) -> Figures:
    """Understand each question with 5,000 topic words more."""
    understander = wide_understander(database)
    warm_up, questions = _questions()
    for turn in warm_up:
        understood(understander, turn.text)
    times = [_timed(understood, understander, turn.text) for turn in questions]
    return spread("understand_5000_topics", times)


def bare_figures(bare: Path) -> Figures:
    """Ask a bare full-text index for the best five, and for any five."""
    warm_up, questions = _questions()
    with closing(sqlite3.connect(bare)) as connection:
        for turn in warm_up:
            five_hits(connection, turn.match, BEST_FIVE)
        best = [
            _timed(five_hits, connection, turn.match, BEST_FIVE) for turn in questions
        ]
        first = [
            _timed(five_hits, connection, turn.match, FIRST_FIVE) for turn in questions
        ]
    return {**spread("search", best), **spread("first_five", first)}


def _questions() -> tuple[list[Turn], list[Turn]]:
    source = synthetic_catalog()
    warm_up = [d[0] for d in dialogues(source, WARM_UP, start=WARM_UP_START)]
    return warm_up, [dialogue[0] for dialogue in dialogues(source, QUESTIONS)]


def _timed(call: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - started) * 1000


def _with_size(name: str, count: int) -> str:
    owner, measure_name, statistic = name.split(".")
    return f"{owner}.{measure_name}.{count}.{statistic}"


if __name__ == "__main__":
    main()

"""`python -m benchmarks.quality`: how good the first three offers are, beside two others.

Asks the questions of `quality_questions.yml` and writes the report; judgements are in
`quality_judge`, engines in `quality_engines`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

import yaml

from benchmarks.data import TODAY
from benchmarks.places import read_places
from benchmarks.processes import BenchmarkError
from benchmarks.quality_catalog import GAZETTEER, read_offers, write_catalog
from benchmarks.quality_engines import (
    Engine,
    FullText,
    SlotsAndSql,
    lernlotse,
    read_as,
    variants,
)
from benchmarks.quality_judge import QUESTIONS, Judge, read_questions
from benchmarks.quality_report import report
from benchmarks.quality_scores import FTS, OURS, SQL, Answer, Measured, mean_score
from catalog import Catalog, Settings
from catalog.settings import BERLIN

REPORT_FILE = Path(__file__).with_name("quality.md")
NOON = time(12, tzinfo=BERLIN)


def main() -> None:
    """Measure and write the report."""
    options = read_options(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(options.extract, Path(folder))
    text = report(measured)
    options.out.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def read_options(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=__doc__
    )
    parser.add_argument(
        "--extract",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="where the extract of Berlin's courses lies",
    )
    parser.add_argument(
        "--out", type=Path, default=REPORT_FILE, help="the report (%(default)s)"
    )
    return parser.parse_args(arguments)


def measure(extract: Path, workspace: Path) -> Measured:
    """Ask all engines all questions over one catalog."""
    files = write_catalog(workspace, extract)
    rows = read_offers(files)
    places = read_places(GAZETTEER)
    judge, questions = Judge(places), read_questions()
    relevant = [frozenset(judge.relevant(question, rows)) for question in questions]

    def answers(engine: Engine) -> list[Answer]:
        return [
            Answer(question, tuple(engine(question.text)), wanted)
            for question, wanted in zip(questions, relevant, strict=True)
        ]

    full_text = FullText(rows, stop_words())
    tried = {v.name: answers(full_text.engine(v)) for v in variants()}
    ranked = sorted(tried, key=lambda name: -mean_score(tried[name]).precision)
    catalog = open_catalog(workspace, files)
    found = {
        OURS: answers(lernlotse(catalog)),
        FTS: tried[ranked[0]],
        SQL: answers(SlotsAndSql(rows, [place.name for place in places])),
    }
    read = {question.text: read_as(catalog, question.text) for question in questions}
    catalog.close()
    worst = mean_score(tried[ranked[-1]]).precision
    return Measured(rows, judge, found, read, ranked[0], worst)


def open_catalog(workspace: Path, files: Sequence[Path]) -> Catalog:
    """Import the files into a new catalog on the day of the questions.

    Raises:
        BenchmarkError: a row was rejected, so the engines would not search the same.
    """
    catalog = Catalog.open(
        Settings(
            database_url=f"sqlite:///{workspace / 'quality.sqlite'}",
            fixed_now=datetime.combine(TODAY, NOON),
        )
    )
    catalog.prepare()
    rejected = catalog.import_files(files).rejected
    if rejected:
        raise BenchmarkError(f"rejected: {rejected[0]}")
    return catalog


def stop_words() -> list[str]:
    """Return the German words that say nothing of the matter."""
    words: str = yaml.safe_load(QUESTIONS.read_text("utf-8"))["stop_words"]
    return words.split()


if __name__ == "__main__":
    main()

"""`python -m benchmarks.understanding`: how many sentences are understood exactly.

Reads the sentences of `tests/understanding`, over the example catalog of a fixed day,
and writes a report with every sentence that was understood otherwise than expected.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from catalog import Catalog, Settings, write_example_files
from tests.understanding.sentences import (
    DEVELOPMENT,
    HELD_OUT,
    Sentence,
    sentences,
    wrong_fields,
)

REPORT = Path(__file__).with_name("understanding.md")
NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Berlin"))
HEAD = """# How sentences are understood

`uv run python -m benchmarks.understanding` · example catalog · Sunday, 22 November 2026

A sentence counts when all its conditions are exactly as expected, nothing more and nothing less. Held-out sentences were written by people who knew neither rules nor data, and were never looked at while the rules were written; the others were.

| sentences | of which | exact | |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence that was understood otherwise, with what was read instead."""

    sentence: Sentence
    fields: tuple[str, ...]
    found: str


def main() -> None:
    """Measure all files and write the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding")
    parser.add_argument("--out", type=Path, default=REPORT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        catalog = example_catalog(Path(folder))
        report = "".join(_report(catalog))
        catalog.close()
    options.out.write_text(report, encoding="utf-8")
    sys.stdout.write(report)


def example_catalog(folder: Path) -> Catalog:
    """Return the example catalog of the fixed day, in a folder."""
    url = f"sqlite:///{folder / 'catalog.sqlite'}"
    catalog = Catalog.open(Settings(database_url=url, fixed_now=NOW))
    catalog.prepare()
    files = write_example_files(folder, today=NOW.date(), state="ST")
    catalog.import_files(files, is_example=True)
    return catalog


def _report(catalog: Catalog) -> Iterator[str]:
    yield HEAD
    misses = {name: _misses(catalog, name) for name in (*HELD_OUT, *DEVELOPMENT)}
    for title, names in (("held out", HELD_OUT), ("seen", DEVELOPMENT)):
        for name in names:
            yield _line(name, title, len(sentences(name)), len(misses[name]))
        count = sum(len(sentences(name)) for name in names)
        wrong = sum(len(misses[name]) for name in names)
        yield _line("**together**", title, count, wrong)
    yield "\n## What was missed among the held-out sentences\n\n"
    missed = [miss for name in HELD_OUT for miss in misses[name]]
    counts = Counter(field for miss in missed for field in miss.fields)
    named = ", ".join(f"{field} {count}" for field, count in counts.most_common())
    yield f"By field: {named}\n\n"
    for miss in missed:
        yield f"- {miss.sentence.text!r} · {', '.join(miss.fields)}\n"
        yield f"  - expected {miss.sentence.expect}\n  - read {miss.found}\n"


def _line(name: str, title: str, count: int, wrong: int) -> str:
    return f"| {name} | {title} | {1 - wrong / count:.1%} | {count - wrong}/{count} |\n"


def _misses(catalog: Catalog, name: str) -> list[Miss]:
    found = []
    for sentence in sentences(name):
        wrong = wrong_fields(catalog, sentence)
        if wrong:
            query = catalog.understand(sentence.text).query
            read = ", ".join(f"{c.field} {c.value}" for c in query.visible)
            found.append(Miss(sentence, tuple(wrong), read or "nothing"))
    return found


if __name__ == "__main__":
    main()

"""`python -m benchmarks`: measures what is asked for and prints the table of goals."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.machine import now, this_machine
from benchmarks.plan import Part, Plan, synthetic_catalog
from benchmarks.results import Run, store_stock, stored_stock
from benchmarks.session import Session

RESULTS = Path(__file__).with_name("results.md")


def main() -> None:
    """Measure, print the report and write it."""
    options = read_options(sys.argv[1:])
    plan = Plan(options.only, quick=options.quick, full=options.full)
    session = Session(plan, synthetic_catalog())
    machine = this_machine()
    stored = session.workspace / "stock.json"
    if options.skip_stock:
        session.figures, date = stored_stock(stored, machine)
        session.notes.append(f"Stock's figures are from {date}, same machine.")
    else:
        session.measure_stock()
    if not options.only_stock:
        session.measure_floor()
        session.measure_ours()
    command = " ".join(["uv run python -m benchmarks", *sys.argv[1:]])
    run = Run(machine, now(), command, session.figures, session.notes)
    if not options.skip_stock:
        store_stock(stored, run)
    options.out.write_text(run.report(), encoding="utf-8")
    sys.stdout.write(run.report())


def read_options(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help="repeat less")
    add("--full", action="store_true", help="search 1,000,000 offers too")
    add("--out", type=Path, default=RESULTS, help="the report (%(default)s)")
    add(
        "--only",
        type=parts,
        default=frozenset(Part),
        metavar="PART,…",
        help=f"measure only these of {', '.join(Part)}",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--skip-stock", action="store_true", help="take stock's figures of the last run"
    )
    which.add_argument(
        "--only-stock", action="store_true", help="measure only the stock assistant"
    )
    return parser.parse_args(arguments)


def parts(text: str) -> frozenset[Part]:
    """Read a list of parts."""
    return frozenset(Part(word.strip()) for word in text.split(","))


if __name__ == "__main__":
    main()

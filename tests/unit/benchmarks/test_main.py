"""The command line."""

from __future__ import annotations

import pytest

from benchmarks.__main__ import read_options
from benchmarks.plan import Part, Plan

pytestmark = pytest.mark.unit


def test_everything_is_measured_when_nothing_is_named() -> None:
    options = read_options([])

    assert options.only == frozenset(Part)
    assert (options.quick, options.full, options.skip_stock) == (False, False, False)


def test_only_names_parts() -> None:
    options = read_options(["--only", "turn,import", "--skip-stock"])

    assert options.only == {Part.TURN, Part.IMPORT}


def test_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_options(["--only", "luck"])

    assert "--only" in capsys.readouterr().err


def test_quick_plan_starts_once_and_a_full_one_searches_a_million() -> None:
    assert Plan(quick=True).starts == 1
    assert Plan().starts == 3
    assert Plan(frozenset({Part.TURN})).starts == 1
    assert Plan(full=True).sizes == (10_000, 100_000, 1_000_000)

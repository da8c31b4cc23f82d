"""A skipped test is a failed one in CI, and says why."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from catalog.settings import PROJECT_DIR

SKIPPED = """
import pytest
def test_that_runs(): pass
@pytest.mark.skip(reason="no server here")
def test_marked(): pass
def test_inside(): pytest.skip("no browser here")
@pytest.mark.xfail(reason="known")
def test_known(): assert False
"""
SKIPPED_MODULE = "import pytest\npytest.importorskip('no_such_module')\n"


@pytest.fixture
def run_tests(tmp_path):
    def run(text, *, ci):
        path = tmp_path / "test_sample.py"
        path.write_text(text)
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest"]
            + ["-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(path)],
            cwd=PROJECT_DIR,
            env=os.environ | {"CI": ci},
            capture_output=True,
            text=True,
        ).stdout

    return run


def test_skipped_tests_fail_in_ci(run_tests):
    output = run_tests(SKIPPED, ci="true")

    assert "1 failed, 1 passed, 1 xfailed, 1 error" in output
    assert "In CI nothing may be skipped. Skipped: no server here" in output
    assert "In CI nothing may be skipped. Skipped: no browser here" in output


def test_data_outside_the_project_may_be_missing_in_ci(run_tests):
    text = "import pytest\npytestmark = pytest.mark.outside_data\n" + SKIPPED

    assert "1 passed, 2 skipped, 1 xfailed" in run_tests(text, ci="true")


def test_skipped_module_fails_in_ci(run_tests):
    output = run_tests(SKIPPED_MODULE, ci="true")

    assert "1 error" in output
    assert "no_such_module" in output


def test_skipped_tests_are_skipped_elsewhere(run_tests):
    assert "1 passed, 2 skipped, 1 xfailed" in run_tests(SKIPPED, ci="")

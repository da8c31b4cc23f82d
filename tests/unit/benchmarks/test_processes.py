"""Programs are started, watched and stopped with all that they started."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
import pytest

from benchmarks.processes import BenchmarkError, Program, free_port, run, serving

pytestmark = pytest.mark.unit
WEB_SERVER = ("-m", "http.server", "--bind", "127.0.0.1")
WITH_CHILD = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                         start_new_session=True)
from http.server import HTTPServer, SimpleHTTPRequestHandler
HTTPServer(("127.0.0.1", int(sys.argv[1])), SimpleHTTPRequestHandler).serve_forever()
"""


def python(tmp_path: Path, *arguments: str) -> Program:
    return Program([sys.executable, *arguments], tmp_path, tmp_path / "program.log")


def test_serving_waits_until_it_answers(tmp_path: Path) -> None:
    port = free_port()

    with serving(python(tmp_path, *WEB_SERVER, str(port)), port=port, path="/") as it:
        assert it.ready_s > 0
        assert psutil.pid_exists(it.pid)

    assert not psutil.pid_exists(it.pid)


def test_serving_stops_children_in_other_process_groups(tmp_path: Path) -> None:
    port = free_port()
    program = python(tmp_path, "-c", WITH_CHILD, str(port))

    with serving(program, port=port, path="/") as server:
        children = psutil.Process(server.pid).children()

    assert len(children) == 1
    _, alive = psutil.wait_procs(children, timeout=10)
    assert [child for child in alive if child.status() != psutil.STATUS_ZOMBIE] == []


def test_serving_says_why_a_server_ended(tmp_path: Path) -> None:
    program = python(tmp_path, "-c", "raise SystemExit('no model')")

    with (
        pytest.raises(BenchmarkError, match="no model"),
        serving(program, port=free_port(), path="/"),
    ):
        pass


def test_run_notes_time_and_peak(tmp_path: Path) -> None:
    usage = run(python(tmp_path, "-c", "block = bytearray(200_000_000)"))

    assert usage.seconds > 0
    assert 190 < usage.peak_mb < 400


def test_run_says_why_a_command_failed(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="ended with 3"):
        run(python(tmp_path, "-c", "raise SystemExit(3)"))

"""Starting, watching and stopping what is measured; knows no assistant by name."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.figures import Figures

POLL = 0.02
READY_WITHIN = 300.0
STOP_WITHIN = 20.0
COMMAND_WITHIN = 3600.0
LOG_TAIL = 2_000
MEGABYTE = 1024 * 1024


class BenchmarkError(Exception):
    """Raised when something that is measured did not do its work."""


@dataclass(frozen=True, slots=True)
class Program:
    """A command with the place and the settings it runs with."""

    command: Sequence[str]
    directory: Path
    log: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """Return this process's environment with the settings over it."""
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        return inherited | {"RASA_TELEMETRY_ENABLED": "false"} | dict(self.settings)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and how long it took until it could answer."""

    pid: int
    ready_s: float


@dataclass(frozen=True, slots=True)
class Usage:
    """What a finished command needed; memory is the peak of its largest process."""

    seconds: float
    peak_mb: float


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(program: Program, *, port: int, path: str) -> Iterator[Server]:
    """Run a server while the block runs, from the moment that `path` answers 200.

    Raises:
        BenchmarkError: it ended or was not ready in time; its log says why.
    """
    started = time.perf_counter()
    process = _start(program, program.command)
    try:
        _wait_until_ready(process, program, port, path, started)
        yield Server(process.pid, time.perf_counter() - started)
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process with everything it started, by force where it must be."""
    family = _family(process.pid)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOP_WITHIN)
    for survivor in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            survivor.kill()
    process.wait()


def memory_figures(pid: int) -> Figures:
    """Return the memory of a process and its descendants, in MB.

    RSS counts a page once for each process that shares it, PSS once in all; USS is
    what only one process has.
    """
    details = [process.memory_full_info() for process in _family(pid)]
    return {
        f"memory.{kind}_mb": sum(getattr(each, kind) for each in details) / MEGABYTE
        for kind in ("rss", "pss", "uss")
    } | {"memory.processes": len(details)}


def run(program: Program) -> Usage:
    """Run a command to its end and return what it needed.

    Raises:
        BenchmarkError: it failed; its log says why.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "usage.json"
        wrapper = [sys.executable, "-S", str(Path(__file__).with_name("peak.py"))]
        process = _start(program, [*wrapper, str(report), *program.command])
        try:
            code = process.wait(COMMAND_WITHIN)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            stop(process)
        if code != 0:
            raise BenchmarkError(_failure(program, code))
        usage = json.loads(report.read_text(encoding="utf-8"))
    return Usage(usage["seconds"], usage["peak_kb"] / 1024)


def _start(program: Program, command: Sequence[str]) -> subprocess.Popen[bytes]:
    program.log.parent.mkdir(parents=True, exist_ok=True)
    with program.log.open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=program.directory,
            env=program.environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _wait_until_ready(
    process: subprocess.Popen[bytes],
    program: Program,
    port: int,
    path: str,
    started: float,
) -> None:
    while not _answers(port, path):
        if (code := process.poll()) is not None:
            raise BenchmarkError(_failure(program, code))
        if time.perf_counter() - started > READY_WITHIN:
            raise BenchmarkError(_failure(program, None))
        time.sleep(POLL)


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _failure(program: Program, code: int | None) -> str:
    tail = program.log.read_text(encoding="utf-8", errors="replace")[-LOG_TAIL:]
    end = "was not ready in time" if code is None else f"ended with {code}"
    return f"{' '.join(program.command)} {end}, log {program.log}:\n{tail}"


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []

"""Starts the services, waits until they answer, restarts the dead, stops them cleanly."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from types import FrameType
from typing import Protocol

from bot.local_http import get_json

PROJECT = Path(__file__).resolve().parent.parent
START_SECONDS = 120.0
STOP_SECONDS = 10.0
TICK_SECONDS = 0.2
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
CALM_SECONDS = 60.0
LAST_LINES = 15


class StartFailed(Exception):
    """Raised when a service ends before everything was ready for the first time."""

    def __init__(self, name: str, log: Path) -> None:
        super().__init__(f"{name} ended while starting, see {log}")
        self.name = name
        self.log = log

    @property
    def last_lines(self) -> str:
        """The end of what the service wrote."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return "\n".join(lines[-LAST_LINES:])


class Reporter(Protocol):
    """Is told what happens; says it to a person."""

    def ready(self, url: str) -> None:
        """Everything answers at this address."""

    def restarting(self, service: Service) -> None:
        """A service died and will be started again."""

    def stopping(self) -> None:
        """Everything is about to end."""


@dataclass(slots=True)
class Service:
    """A process that has to run; its output goes to `log`."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    pause: float = field(default=FIRST_PAUSE_SECONDS, init=False)
    start_again_at: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches only us."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                list(self.command),
                cwd=PROJECT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self.process is not None and self.process.poll() is None

    def plan_restart(self) -> None:
        """Set when to start again: soon, and later each time it dies quickly."""
        now = time.monotonic()
        if now - self.started_at > CALM_SECONDS:
            self.pause = FIRST_PAUSE_SECONDS
        self.process = None
        self.start_again_at = now + self.pause
        self.pause = min(2 * self.pause, LONGEST_PAUSE_SECONDS)

    def ask_to_stop(self) -> None:
        """Ask the process to end."""
        if self.process is not None and self.is_running():
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()

    def stop(self, seconds: float) -> None:
        """Wait for the end; kill what does not end in time."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(seconds, 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Keeps services running until it is told to stop."""

    def __init__(
        self, services: Sequence[Service], url: str, reporter: Reporter
    ) -> None:
        self._services = services
        self._url = url
        self._reporter = reporter
        self._stop = threading.Event()

    def run(self) -> None:
        """Start everything and watch it until SIGINT or SIGTERM.

        Raises:
            StartFailed: a service cannot be started.
        """
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        signal.signal(signal.SIGINT, self._ask_to_stop)
        try:
            for service in self._services:
                service.start()
            self._wait_until_ready()
            while not self._stop.wait(TICK_SECONDS):
                self._restart_dead()
        finally:
            self._end_all()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _wait_until_ready(self) -> None:
        limit = time.monotonic() + START_SECONDS
        while not self._stop.is_set():
            for service in self._services:
                if not service.is_running() or time.monotonic() > limit:
                    raise StartFailed(service.name, service.log)
            if answers(f"{self._url}/readyz"):
                self._reporter.ready(self._url)
                return
            self._stop.wait(TICK_SECONDS)

    def _restart_dead(self) -> None:
        for service in self._services:
            if service.is_running():
                continue
            if service.process is not None:
                self._reporter.restarting(service)
                service.plan_restart()
            elif time.monotonic() >= service.start_again_at:
                service.start()

    def _end_all(self) -> None:
        self._reporter.stopping()
        for service in self._services:
            service.ask_to_stop()
        limit = time.monotonic() + STOP_SECONDS
        for service in self._services:
            service.stop(limit - time.monotonic())


def answers(url: str) -> bool:
    """Whether an address answers with 200."""
    try:
        get_json(url, seconds=2)
    except (OSError, HTTPException, ValueError):
        return False
    return True

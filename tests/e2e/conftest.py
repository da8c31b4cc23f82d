"""The whole product in its own processes, on a catalog of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.catalog_rows import ACTORS, OFFERS
from tests.factories import make_files

PROJECT = Path(__file__).parent.parent.parent
START_SECONDS = 240


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def environment(directory: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "LERNLOTSE_DATABASE_URL": f"sqlite:///{directory / 'catalog.sqlite'}",
        "LERNLOTSE_PORT": str(port),
        "LERNLOTSE_TODAY": "2026-11-22",
        "LERNLOTSE_RATE_LIMIT": "off",
        "LERNLOTSE_EXAMPLES": "off",
        "LERNLOTSE_QUESTION_QUEUE": str(directory / "questions.sqlite"),
    }


def lernlotse(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass
class Product:
    """A running product and how to talk to it."""

    process: subprocess.Popen[str]
    port: int
    env: dict[str, str]
    directory: Path
    output: Path
    conversation: str | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def post(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        request = urllib.request.Request(
            f"{self.url}/api/v1/chat",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def ask(self, message: str, *, conversation: str | None = None) -> dict[str, Any]:
        status, answer = self.post({"message": message, "conversation": conversation})
        assert status == 200, answer
        return answer

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def child(self, module: str) -> psutil.Process:
        return next(
            child
            for child in psutil.Process(self.process.pid).children(recursive=True)
            if module in " ".join(child.cmdline())
        )


def replies(answer: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [reply for reply in answer["replies"] if reply["type"] == kind]


def texts(answer: dict[str, Any]) -> str:
    return " ".join(reply["text"] for reply in replies(answer, "text"))


def offer_ids(answer: dict[str, Any]) -> list[str]:
    """Return the ids of the first list."""
    lists = replies(answer, "offers")
    return [item["id"] for item in lists[0]["items"]] if lists else []


def wait_until(condition: Any, seconds: float = START_SECONDS) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.2)
    return False


def answers(product: Product) -> bool:
    try:
        return product.get("/readyz")[0] == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, started as a person starts it, on the catalog of `catalog_rows`."""
    directory = tmp_path_factory.mktemp("product")
    port = free_port()
    env = environment(directory, port)
    files = make_files(directory / "files", actors=ACTORS, offers=OFFERS)
    imported = lernlotse("catalog", "import", *map(str, files), env=env)
    assert imported.returncode == 0, imported.stdout + imported.stderr
    with served(directory, port, env) as running:
        yield running


@contextmanager
def served(directory: Path, port: int, env: dict[str, str]) -> Iterator[Product]:
    """Start the product, wait until it answers, and end it afterwards."""
    output = directory / "serve.log"
    with output.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "serve"],
            cwd=PROJECT,
            env=env,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
        )
    running = Product(process, port, env, directory, output)
    try:
        started = wait_until(lambda: answers(running) or process.poll() is not None)
        assert started and process.poll() is None, output.read_text()
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)

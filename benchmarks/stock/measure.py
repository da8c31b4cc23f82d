"""Trains, starts and asks the stock assistant."""

from __future__ import annotations

import shutil
import statistics
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import yaml

from benchmarks.client import Ask, Reply, post, turn_figures
from benchmarks.data import SyntheticCatalog
from benchmarks.figures import Figures
from benchmarks.plan import OFFERS, SERVED, Part, Plan
from benchmarks.processes import (
    MEGABYTE,
    Program,
    Server,
    free_port,
    memory_figures,
    run,
    serving,
)
from benchmarks.questions import Turn
from benchmarks.stock.project import HERE, build, write_endpoints

MODEL = "stock"


def measure(plan: Plan, catalog: SyntheticCatalog, workspace: Path) -> Figures:
    """Measure the parts of the plan that the stock assistant takes part in."""
    directory = workspace / "stock"
    archive = directory / "models" / f"{MODEL}.tar.gz"
    build(directory, catalog.offers(OFFERS))
    figures: Figures = {}
    if Part.TRAIN in plan.parts or not is_current(archive):
        figures |= train(directory)
    figures["model_mb"] = archive.stat().st_size / MEGABYTE
    if SERVED & plan.parts:
        figures |= _serve(plan, catalog, directory)
    return figures


def is_current(archive: Path) -> bool:
    """Say whether the model is younger than what it is trained from."""
    if not archive.exists():
        return False
    trained = archive.stat().st_mtime
    return all(source.stat().st_mtime <= trained for source in HERE.glob("*.yml"))


def train(directory: Path) -> Figures:
    """Train from nothing, without the cache of an earlier training."""
    cache = directory / ".rasa"
    shutil.rmtree(cache, ignore_errors=True)
    program = _rasa(directory, "train", "--fixed-model-name", MODEL)
    return {"train.seconds": run(program).seconds}


def search_answers(domain: Path = HERE / "domain.yml") -> tuple[str, ...]:
    """Return how the answers of the search action begin."""
    responses = yaml.safe_load(domain.read_text(encoding="utf-8"))["responses"]
    names = ("utter_offers_found", "utter_offers_none_found")
    return tuple(responses[name][0]["text"].partition("{")[0] for name in names)


def rest_channel(port: int) -> Ask:
    """Return how to ask over Rasa's REST channel."""
    url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
    beginnings = search_answers()

    async def ask(
        session: aiohttp.ClientSession, turn: Turn, conversation: str | None
    ) -> Reply:
        sender = conversation or uuid.uuid4().hex
        replies = await post(session, url, {"sender": sender, "message": turn.text})
        texts = [reply.get("text", "") for reply in replies]
        return Reply(sender, any(text.startswith(beginnings) for text in texts))

    return ask


def _serve(plan: Plan, catalog: SyntheticCatalog, directory: Path) -> Figures:
    ready = []
    figures: Figures = {}
    port = free_port()
    for number in range(plan.starts):
        with running(directory, port) as server:
            ready.append(server.ready_s)
            if number + 1 == plan.starts:
                figures |= _asked(plan, catalog, port) | memory_figures(server.pid)
    return figures | {"ready.seconds": statistics.median(ready)}


def _asked(plan: Plan, catalog: SyntheticCatalog, port: int) -> Figures:
    if Part.TURN not in plan.parts:
        return {}
    return turn_figures(
        rest_channel(port),
        plan.dialogues(catalog),
        warm_up=plan.warm_up(catalog),
        seconds=plan.seconds,
    )


@contextmanager
def running(directory: Path, port: int) -> Iterator[Server]:
    """Run the action server and the Rasa server; yield the latter."""
    action_port = free_port()
    write_endpoints(directory, action_port=action_port)
    actions = _rasa(directory, "run", "actions", "--port", str(action_port))
    rasa = _rasa(directory, "run", "-i", "127.0.0.1", "--port", str(port))
    with (
        serving(actions, port=action_port, path="/health"),
        serving(rasa, port=port, path="/") as server,
    ):
        yield server


def _rasa(directory: Path, *arguments: str) -> Program:
    words = "-".join(word for word in arguments[:2] if word.isalpha())
    return Program(
        command=[sys.executable, "-m", "rasa", *arguments],
        directory=directory,
        log=directory.parent / "logs" / f"stock-{words}.log",
    )

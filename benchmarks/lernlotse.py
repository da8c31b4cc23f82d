"""Trains, fills, starts and asks Lernlotse through its commands and its public port."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import aiohttp

from benchmarks.client import Ask, Reply, post, turn_figures
from benchmarks.data import (
    ACTOR_COLUMNS,
    OFFER_COLUMNS,
    TODAY,
    SyntheticCatalog,
    write_csv,
)
from benchmarks.figures import Figures
from benchmarks.plan import OFFERS, PROJECT, SERVED, Part, Plan
from benchmarks.processes import (
    MEGABYTE,
    Program,
    Usage,
    free_port,
    memory_figures,
    run,
    serving,
)
from benchmarks.questions import Turn

COMMAND = Path(sys.executable).with_name("lernlotse")
FEW = 10
ROW_COUNTS = (FEW, 1_000, OFFERS)
SEARCH_REPLIES = {"offers", "filters"}


def program(*arguments: str, workspace: Path, database: Path | None = None) -> Program:
    """Return a `lernlotse` command with the settings of a measurement."""
    settings = {
        "LERNLOTSE_EXAMPLES": "off",
        "LERNLOTSE_QUESTION_QUEUE": str(workspace / "questions.sqlite"),
        "LERNLOTSE_RATE_LIMIT": "off",
        "LERNLOTSE_TODAY": TODAY.isoformat(),
    }
    if database is not None:
        settings["LERNLOTSE_DATABASE_URL"] = f"sqlite:///{database}"
    words = "-".join(word for word in arguments[:2] if word.isalpha())
    return Program(
        command=[str(COMMAND), *arguments],
        directory=PROJECT,
        log=workspace / "logs" / f"lernlotse-{words}.log",
        settings=settings,
    )


def measure_training(workspace: Path) -> Figures:
    """Train from nothing, without the cache of an earlier training."""
    command = program("train", workspace=workspace)
    figures = {"train.seconds": run(command).seconds}
    archives = sorted(
        (PROJECT / "models").glob("*.tar.gz"), key=lambda file: file.stat().st_mtime
    )
    if archives:
        figures["model_mb"] = archives[-1].stat().st_size / MEGABYTE
    return figures


def import_offers(
    catalog: SyntheticCatalog, count: int, *, database: Path, workspace: Path
) -> Usage:
    """Import the first offers and all actors into a new database."""
    for old in database.parent.glob(f"{database.name}*"):
        old.unlink()
    actors, offers = (workspace / f"{name}.csv" for name in ("actors", "offers"))
    write_csv(actors, ACTOR_COLUMNS, catalog.actors())
    write_csv(offers, OFFER_COLUMNS, catalog.offers(count))
    arguments = ("catalog", "import", str(actors), str(offers))
    usage = run(program(*arguments, workspace=workspace, database=database))
    offers.unlink()
    return usage


def measure_import(catalog: SyntheticCatalog, workspace: Path) -> Figures:
    """Import 10, 1,000 and 10,000 offers, each into an empty database."""
    usages = {
        count: import_offers(
            catalog,
            count,
            database=workspace / "import.sqlite",
            workspace=workspace,
        )
        for count in ROW_COUNTS
    }
    return import_figures(usages)


def import_figures(usages: dict[int, Usage]) -> Figures:
    """Return the time, and the memory a row adds to that of a nearly empty import.

    The memory is constant per row while the last figure is not above 1.
    """
    base = usages[FEW].peak_mb
    per_row = {
        count: max(usage.peak_mb - base, 0.0) * 1024 / count
        for count, usage in usages.items()
        if count != FEW
    }
    return {
        "import.seconds": usages[OFFERS].seconds,
        "import.seconds_1000": usages[1_000].seconds,
        "import.peak_mb": usages[OFFERS].peak_mb,
        "import.row_kb_1000": per_row[1_000],
        "import.row_kb_10000": per_row[OFFERS],
        "import.row_growth": per_row[OFFERS] / max(per_row[1_000], 1.0),
    }


def chat(port: int) -> Ask:
    """Return how to ask over the public chat address."""
    url = f"http://127.0.0.1:{port}/api/v1/chat"

    async def ask(
        session: aiohttp.ClientSession, turn: Turn, conversation: str | None
    ) -> Reply:
        payload = {"message": turn.text, "conversation": conversation}
        answer = await post(session, url, payload)
        kinds = {reply["type"] for reply in answer["replies"]}
        return Reply(answer["conversation"], bool(SEARCH_REPLIES & kinds))

    return ask


def measure_served(
    plan: Plan, catalog: SyntheticCatalog, database: Path, workspace: Path
) -> Figures:
    """Start it with a trained model and a filled catalog, then ask it."""
    if not SERVED & plan.parts:
        return {}
    ready = []
    figures: Figures = {}
    port = free_port()
    command = program(
        "serve", "--port", str(port), workspace=workspace, database=database
    )
    with serving(command, port=port, path="/readyz"):
        pass
    for number in range(plan.starts):
        with serving(command, port=port, path="/readyz") as server:
            ready.append(server.ready_s)
            if number + 1 == plan.starts:
                figures |= _asked(plan, catalog, port) | memory_figures(server.pid)
    return figures | {"ready.seconds": statistics.median(ready)}


def _asked(plan: Plan, catalog: SyntheticCatalog, port: int) -> Figures:
    if Part.TURN not in plan.parts:
        return {}
    return turn_figures(
        chat(port),
        plan.dialogues(catalog),
        warm_up=plan.warm_up(catalog),
        seconds=plan.seconds,
    )

"""The physical floor: an aiohttp echo with one bare full-text query, run by itself.

It answers twice: with the first five offers that match, and with the best five and
their number, which is the least that a search has to find out.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

import aiohttp
from aiohttp import web

from benchmarks.bare import BEST_FIVE, FIRST_FIVE, five_hits
from benchmarks.client import Ask, Reply, post, turn_figures
from benchmarks.data import SyntheticCatalog
from benchmarks.figures import Figures
from benchmarks.plan import PROJECT, Plan
from benchmarks.processes import Program, free_port, memory_figures, serving
from benchmarks.questions import Turn

CONNECTION = web.AppKey("connection", sqlite3.Connection)
COLUMNS = ("id", "title", "place", "starts", "price_cents", "total")
QUERIES = {"first": FIRST_FIVE, "best": BEST_FIVE}


def measure(
    plan: Plan, catalog: SyntheticCatalog, database: Path, workspace: Path
) -> Figures:
    """Start the floor and ask it the same turns as everybody else."""
    port = free_port()
    module = [sys.executable, "-m", "benchmarks.floor"]
    program = Program(
        command=[*module, "--database", str(database), "--port", str(port)],
        directory=PROJECT,
        log=workspace / "logs" / "floor.log",
    )
    with serving(program, port=port, path="/readyz") as server:
        first, best = (
            turn_figures(
                echo_server(port, query),
                plan.dialogues(catalog),
                warm_up=plan.warm_up(catalog),
                seconds=plan.seconds,
            )
            for query in QUERIES
        )
        ranked = {f"best_five.{name}": value for name, value in best.items()}
        return first | ranked | memory_figures(server.pid)


def echo_server(port: int, query: str) -> Ask:
    """Return how to ask the floor."""
    url = f"http://127.0.0.1:{port}/{query}"

    async def ask(
        session: aiohttp.ClientSession, turn: Turn, conversation: str | None
    ) -> Reply:
        await post(session, url, {"message": turn.text, "match": turn.match})
        return Reply(conversation or "", searched=True)

    return ask


def create_app(database: Path) -> web.Application:
    """Return the server: `/readyz`, and `/first` and `/best` with their five hits."""
    app = web.Application()
    app[CONNECTION] = sqlite3.connect(database)
    app.add_routes([web.post("/{query}", echo), web.get("/readyz", ready)])
    return app


async def ready(_request: web.Request) -> web.Response:
    """Say that the server answers."""
    return web.json_response({"ok": True})


async def echo(request: web.Request) -> web.Response:
    """Answer a message with itself and the hits of its full-text expression."""
    asked = await request.json()
    query = QUERIES[request.match_info["query"]]
    hits = five_hits(request.app[CONNECTION], asked["match"], query)
    items = [dict(zip(COLUMNS, hit, strict=False)) for hit in hits]
    return web.json_response({"message": asked["message"], "items": items})


def main() -> None:
    """Serve one database on one port."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    app = create_app(options.database)
    web.run_app(app, host="127.0.0.1", port=options.port, access_log=None)


if __name__ == "__main__":
    main()

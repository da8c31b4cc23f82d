"""Starts the Rasa process: `python -m bot.dialogue.server --model PATH --port N`.

It listens on loopback only and answers the routes of `bot.dialogue.channel`, nothing
else of Rasa's API. Whoever wants that runs `rasa run` with credentials.yml and
endpoints.yml and, beside it, `rasa run actions`; with `--action-url` this process
calls such an action server, too.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import logging
import socket
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dialogue.components import trained_components
from bot.dialogue.rasa_import import import_rasa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rasa.core.agent import Agent
    from sanic import Sanic

    from bot.questions import QuestionQueue

logger = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
MAX_BODY_BYTES = 64 * 1024
SECONDS_BETWEEN_CLEANINGS = 300
NOBODY = "warm-up"


def main(arguments: Sequence[str] | None = None) -> None:
    """Load the model, print one line of JSON when ready, serve until SIGTERM."""
    started = time.monotonic()
    options = _options(arguments)
    import_rasa(trained_components(options.model), ["rasa.core.agent"])

    from bot.dialogue import logs
    from bot.dialogue.agent import load_agent

    logs.configure()
    # Rasa warns of the same peculiarities of the project as in training.
    warnings.simplefilter("ignore")
    agent = load_agent(
        options.model,
        actions=options.actions,
        action_url=options.action_url,
        conversations=options.conversations,
    )
    questions = _question_queue(options.questions)
    # What is loaded now stays, so the garbage collector need not look at it again.
    gc.collect()
    gc.freeze()
    app = create_app(agent, warm_up=options.warm_up, questions=questions)
    _serve(app, options.port, started)


def create_app(
    agent: Agent,
    *,
    warm_up: str | None = None,
    questions: QuestionQueue | None = None,
) -> Sanic:
    """Return the application with the routes of the channel around *agent*.

    Args:
        warm_up: A message that is answered to nobody before the first connection, so
            that no person waits for what is loaded on first use.
        questions: Keeps what was not understood.
    """
    from rasa.core.channels.channel import register
    from sanic import Sanic

    from bot.dialogue.agent import answer
    from bot.dialogue.channel import LotseChannel, forget

    app = Sanic("lernlotse_dialogue", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.ctx.agent = agent
    register([LotseChannel(questions=questions)], app, route="/webhooks/")
    app.add_task(_forget_silent_conversations(agent))
    app.add_task(_forget_old_questions(questions))

    @app.before_server_start
    async def answer_nobody(*_: object) -> None:
        if warm_up:
            await answer(agent, NOBODY, warm_up)
            await forget(agent, NOBODY)

    return app


def _serve(app: Sanic, port: int, started: float) -> None:
    with socket.create_server((LOOPBACK, port)) as listener:

        @app.after_server_start
        async def report(*_: object) -> None:
            ready = {
                "ready": True,
                "port": listener.getsockname()[1],
                "model": app.ctx.agent.model_id,
                "seconds": round(time.monotonic() - started, 1),
            }
            print(json.dumps(ready), flush=True)

        app.run(sock=listener, access_log=False, motd=False)


async def _forget_silent_conversations(agent: Agent) -> None:
    from bot.dialogue.channel import tracker_store_of

    store = tracker_store_of(agent)
    while store is not None:
        if count := store.forget_silent():
            logger.info("%d conversations forgotten", count)
        await asyncio.sleep(SECONDS_BETWEEN_CLEANINGS)


async def _forget_old_questions(questions: QuestionQueue | None) -> None:
    while questions is not None:
        if count := questions.forget_old():
            logger.info("%d questions forgotten", count)
        await asyncio.sleep(SECONDS_BETWEEN_CLEANINGS)


def _question_queue(path: Path | None) -> QuestionQueue | None:
    from bot.questions import QuestionQueue
    from catalog import Settings

    if path is None:
        return None
    settings = Settings.from_env()
    return QuestionQueue(path, lambda: settings.now().date())


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.dialogue.server")
    parser.add_argument("--model", type=Path, required=True, help="trained archive")
    parser.add_argument("--port", type=int, default=5005, help="0 takes a free one")
    parser.add_argument("--actions", default="actions", help="package of the actions")
    parser.add_argument("--action-url", help="action server to call instead")
    parser.add_argument("--conversations", type=Path, help="file for their states")
    parser.add_argument("--questions", type=Path, help="file for unclear ones")
    parser.add_argument("--warm-up", metavar="TEXT", help="message to answer first")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

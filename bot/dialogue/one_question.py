"""Answers one message without a server: JSON on standard input, JSON on standard output."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from pathlib import Path

from bot.dialogue.components import trained_components
from bot.dialogue.rasa_import import import_rasa
from bot.replies import replies

MODEL = Path("models") / "lernlotse.tar.gz"


def main() -> None:
    """Read the question, print the chat's answer as one line."""
    question = json.load(sys.stdin)["message"]
    import_rasa(trained_components(MODEL), ["rasa.core.agent"])

    from bot.dialogue import logs
    from bot.dialogue.agent import answer, load_agent

    logs.configure()
    agent = load_agent(MODEL)
    messages = asyncio.run(answer(agent, secrets.token_hex(8), question))
    shown = {"ok": True, "conversation": None, "replies": list(replies(messages))}
    print(json.dumps(shown, ensure_ascii=False))


if __name__ == "__main__":
    main()

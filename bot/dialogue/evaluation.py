"""Asks a trained model the held-out messages; what that says is `bot.evaluation`'s matter.

`python -m bot.dialogue.evaluation --model PATH --project DIR` prints a JSON list of
[message, expected intent, predicted intent, confidence].
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from bot.dialogue.components import trained_components
from bot.dialogue.rasa_import import import_rasa
from bot.evaluation.figures import Result
from bot.training_data.messages import is_placeholder
from bot.training_data.reading import Example, held_out
from bot.training_data.sources import Sources


async def _classify(model: Path, examples: Sequence[Example]) -> list[Result]:
    from rasa.core.channels.channel import UserMessage

    from bot.dialogue import logs
    from bot.dialogue.agent import load_agent

    logs.configure()
    agent = load_agent(model)
    found = []
    for example in examples:
        parsed = await agent.processor.parse_message(UserMessage(example.text))
        name, confidence = str(parsed["intent"]["name"]), parsed["intent"]["confidence"]
        found.append(Result(example.text, example.intent, name, float(confidence)))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Evaluate from the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.dialogue.evaluation")
    parser.add_argument("--model", type=Path, default=Path("models/lernlotse.tar.gz"))
    parser.add_argument("--project", type=Path, default=Path())
    options = parser.parse_args(arguments)
    messages = [
        example
        for example in held_out(Sources(options.project))
        if not is_placeholder(example.text)
    ]
    import_rasa(trained_components(options.model), ["rasa.core.agent"])
    print(
        json.dumps(asyncio.run(_classify(options.model, messages)), ensure_ascii=False)
    )


if __name__ == "__main__":
    main()

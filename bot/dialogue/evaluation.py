"""Measures a trained model on held-out messages: which intents it confuses, and how often.

`python -m bot.dialogue.evaluation --model PATH --held-out DIR` prints one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.components import trained_components
from bot.dialogue.rasa_import import import_rasa

FALLBACK = "nlu_fallback"


def held_out(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (message, intent) of all NLU files in a folder."""
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        for entry in content["nlu"]:
            for line in entry["examples"].splitlines():
                message = line.strip().removeprefix("- ").strip()
                if message:
                    yield message, entry["intent"]


def figures(results: Sequence[tuple[str, str, str, float]]) -> dict[str, Any]:
    """Return accuracy, F1 per intent and the wrong ones.

    Args:
        results: message, expected intent, predicted intent, confidence.
    """
    right = Counter(expected for _, expected, found, _ in results if expected == found)
    wanted = Counter(expected for _, expected, _, _ in results)
    given = Counter(found for _, _, found, _ in results)
    scores = {
        intent: round(2 * right[intent] / (wanted[intent] + given[intent]), 3)
        for intent in sorted(wanted)
    }
    return {
        "messages": len(results),
        "accuracy": {"intents": round(sum(right.values()) / len(results), 4)},
        "macro_f1": round(sum(scores.values()) / len(scores), 4),
        "f1": scores,
        "wrong": [
            {
                "message": message,
                "expected": expected,
                "predicted": found,
                "confidence": round(confidence, 3),
            }
            for message, expected, found, confidence in results
            if expected != found
        ],
    }


async def _classify(model: Path, folder: Path) -> list[tuple[str, str, str, float]]:
    from rasa.core.channels.channel import UserMessage

    from bot.dialogue import logs
    from bot.dialogue.agent import load_agent

    logs.configure()
    agent = load_agent(model)
    found = []
    for message, intent in held_out(folder):
        parsed = await agent.processor.parse_message(UserMessage(message))
        best = parsed["intent"]
        found.append((message, intent, str(best["name"]), float(best["confidence"])))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Evaluate from the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.dialogue.evaluation")
    parser.add_argument("--model", type=Path, default=Path("models/lernlotse.tar.gz"))
    parser.add_argument("--held-out", type=Path, default=Path("tests/nlu"))
    options = parser.parse_args(arguments)
    import_rasa(trained_components(options.model), ["rasa.core.agent"])
    results = asyncio.run(_classify(options.model, options.held_out))
    print(json.dumps(figures(results), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()

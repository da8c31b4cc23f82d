"""Domain, training data and actions agree, and what Rasa's own validator adds."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

from bot.training_data.checks import check
from bot.training_data.reading import read
from bot.training_data.response_checks import EASY_LANGUAGE
from bot.training_data.sources import Sources

PROJECT = Path(__file__).parent.parent.parent
SOURCES = Sources(PROJECT)


def test_nothing_disagrees() -> None:
    """What is looked for stands in tests/unit/bot/training_data."""
    assert [f"{f.place} {f.code} {dict(f.values)}" for f in check(SOURCES)] == []


def test_rasa_has_nothing_to_complain_of() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot.dialogue.validation"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == []


def test_no_action_says_a_sentence_of_its_own() -> None:
    wrong = [
        f"{path.name}:{node.lineno}"
        for path in (PROJECT / "actions").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "utter_message"
        and any(k.arg not in ("response", "json_message", None) for k in node.keywords)
        and not any(k.arg == "response" for k in node.keywords)
    ]

    assert wrong == []


def test_many_answers_have_a_plain_wording() -> None:
    plain = [
        variant
        for response in read(SOURCES).responses
        for variant in response.variants
        if EASY_LANGUAGE in variant.conditions
    ]

    assert len(plain) >= 30

"""A tiny project in which everything agrees, to be spoiled by each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.training_data.sources import Sources

NUMBERS = "eins zwei drei vier fünf sechs sieben acht neun zehn".split()
DOMAIN = """version: "3.1"

# Vocabulary only.
intents:
  # smalltalk
  - greet
  - thank
  # people
  - ask_privacy

entities:
  - place

slots:
  easy_language:
    type: bool
    mappings:
      - type: custom

actions:
  - action_greet
"""
RULES = """version: "3.1"

rules:
  - rule: greet
    steps:
      - intent: greet
      - action: action_greet

  - rule: thank
    steps:
      - intent: thank
      - action: utter_thank
"""
RESPONSES = """version: "3.1"

responses:
  utter_greet:
    - text: "Guten Tag, es gibt {count} Angebote."

  utter_thank:
    - condition:
        - type: slot
          name: easy_language
          value: true
      text: "Gern."
    - text: "Gern geschehen."
"""
PRIVACY = """version: "3.1"

rules:
  - rule: say what is kept
    steps:
      - intent: ask_privacy
      - action: utter_privacy

responses:
  utter_privacy:
    - text: "Ihre Suche behalte ich einen Tag."
"""
ACTIONS = '''"""Greeting."""

from rasa_sdk import Action
from rasa_sdk.events import SlotSet

LANGUAGE = "easy_language"


class ActionGreet(Action):
    def name(self) -> str:
        return "action_greet"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_greet", count=3)
        return [SlotSet(LANGUAGE, True)]
'''


def examples(intent: str, words: str) -> str:
    lines = "".join(f"      - {words} {number}\n" for number in NUMBERS)
    return f"  - intent: {intent}\n    examples: |\n{lines}"


FILES = {
    "domain.yml": DOMAIN,
    "data/smalltalk/nlu_greet.yml": 'version: "3.1"\n\nnlu:\n'
    + examples("greet", "Hallo")
    + "\n"
    + examples("thank", "Danke [hier](place)"),
    "data/smalltalk/rules.yml": RULES,
    "data/smalltalk/responses.yml": RESPONSES,
    "data/people/nlu_privacy.yml": 'version: "3.1"\n\nnlu:\n'
    + examples("ask_privacy", "Was speichern Sie"),
    "data/people/privacy.yml": PRIVACY,
    "tests/nlu/people.yml": 'version: "3.1"\n\nnlu:\n- intent: ask_privacy\n'
    "  examples: |\n    - Wer liest mit?\n    - bin ich anonym\n    - datenschutz\n",
    "tests/nlu/smalltalk.yml": 'version: "3.1"\n\nnlu:\n- intent: greet\n'
    "  examples: |\n    - Guten Morgen\n    - moin\n    - servus\n"
    "- intent: thank\n  examples: |\n    - merci\n    - vielen dank\n    - dankeschön\n",
    "tests/conversations/seen/citizen_greets.yml": "test_cases:\n"
    '- test_case: citizen greets\n  steps:\n  - user: Hallo\n    says: ["Guten Tag"]\n',
    "actions/general.py": ACTIONS,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The folder of the tiny project."""
    folder = tmp_path / "project"
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def sources(project: Path) -> Sources:
    """The tiny project."""
    return Sources(project)


@pytest.fixture
def spoiled(sources: Sources) -> Callable[..., Sources]:
    """Replaces a piece of one file, or appends to it where no piece is named."""

    def spoil(file: str, new: str, old: str = "") -> Sources:
        text = sources.text(file)
        assert old in text
        changed = text.replace(old, new, 1) if old else text + new
        return sources.having({file: changed})

    return spoil

"""The ten-minute walk of CONTRIBUTING.md works as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.e2e.conftest import PROJECT, environment, free_port

pytestmark = pytest.mark.e2e
COPIED = ("actions", "bot", "catalog", "data", "tests/nlu", "config.yml", "domain.yml")
COMMAND = "uv run lernlotse "


def walk() -> list[list[str]]:
    """Return the commands under "A new intent" as a shell would read them."""
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split("## A new intent")[1].split("\n## ")[0]
    block = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert block is not None
    lines = block[1].replace("\\\n", " ").strip().splitlines()
    assert all(line.startswith(COMMAND) for line in lines), lines
    return [shlex.split(line.removeprefix(COMMAND)) for line in lines]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the commands read and write."""
    folder = tmp_path / "lernlotse"
    for name in COPIED:
        source, target = PROJECT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    (folder / "models").mkdir()
    return folder


def test_new_intent_is_answered_after_the_walk(copy: Path, tmp_path: Path) -> None:
    env = environment(tmp_path, free_port()) | {"LERNLOTSE_EXAMPLES": "auto"}
    if sys.dont_write_bytecode:
        # Rasa was compiled for the project; the copy need not do it again.
        env["PYTHONPYCACHEPREFIX"] = str(PROJECT / "var" / "bytecode")
    outputs = {}
    for arguments in walk():
        ended = subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=copy,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, f"{arguments}: {ended.stdout}{ended.stderr}"
        outputs[arguments[0]] = ended.stdout

    dialogue = copy / "tests/conversations/intents/citizen_asks_wlan.yml"
    (step,) = yaml.safe_load(dialogue.read_text("utf-8"))["test_cases"][0]["steps"]
    assert list(outputs) == ["intent", "check", "train", "evaluate", "ask"]
    assert step["says"][0] in outputs["ask"]
    assert "Fehler: 0 · Hinweise: 2" in outputs["check"]
    assert (copy / "var" / "evaluation" / "report.html").exists()

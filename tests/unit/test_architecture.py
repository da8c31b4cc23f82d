"""Imports point inwards; the rules stand in CONTRIBUTING.md."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent.parent
PACKAGES = ("catalog", "actions", "bot")
MAY_IMPORT = {"catalog": set(), "actions": {"catalog"}, "bot": {"catalog"}}
BANNED = {
    "catalog": {"rasa", "rasa_sdk", "aiohttp", "spacy", "click"},
    "actions": {"sqlalchemy", "aiohttp", "rasa"},
    "bot": {"sqlalchemy"},
}
# The only modules of the catalog that others may name.
PUBLIC = {"catalog", "catalog.errors", "catalog.settings"}
ONLY_IN = {
    "rasa": ("bot/nlu", "bot/dialogue"),
    "aiohttp": ("bot/web",),
    "aiosmtplib": ("bot/web",),
    "rasa_sdk": ("actions", "bot/dialogue"),
    "click": ("bot/cli",),
}
# The German pipeline is a part of the catalog's language that spaCy has to load.
EXCEPTIONS = {("bot/nlu/german.py", "catalog.language.text")}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def violations(package: str) -> Iterator[str]:
    for path in sorted((PROJECT / package).rglob("*.py")):
        name = path.relative_to(PROJECT).as_posix()
        for module in imports(path):
            root = module.split(".")[0]
            if (name, module) in EXCEPTIONS:
                continue
            if root in PACKAGES and root != package:
                if root not in MAY_IMPORT[package] or module not in PUBLIC:
                    yield f"{name} imports {module}"
            if root in BANNED[package]:
                yield f"{name} imports {module}"
            allowed = ONLY_IN.get(root)
            if allowed and not name.startswith(allowed):
                yield f"{name} imports {module}"


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_inwards(package: str) -> None:
    assert list(violations(package)) == []


@pytest.mark.parametrize("package", ["catalog", "bot.settings", "bot.cli"])
def test_package_imports_in_a_fresh_interpreter(package: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "error::ImportWarning", "-c", f"import {package}"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.stderr == ""


def test_who_watches_the_services_carries_no_catalog() -> None:
    heavy = "{'numpy', 'sqlalchemy', 'spacy', 'rasa'}"
    code = f"import sys, bot.cli.serving; print({heavy} & set(sys.modules))"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout.strip() == "set()"


def test_no_german_sentence_stands_in_code() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {node.value!r}"
        for package in PACKAGES
        for path in (PROJECT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _is_german_sentence(node.value)
    ]

    assert found == []


def _is_german_sentence(text: str) -> bool:
    words = set(text.lower().replace(".", " ").split())
    german = {
        "sie",
        "bitte",
        "nicht",
        "ist",
        "wird",
        "wurde",
        "haben",
        "keine",
        "leider",
    }
    return "\n" not in text and len(words) > 3 and len(words & german) >= 2

"""`lernlotse ask`: one question on the terminal, the same answer as on the website."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any

import click

from bot.cli.console import Failed
from bot.cli.preparing import PROJECT, prepare_all
from bot.cli.serving import child_environment, public_url
from bot.cli.settings import read_settings
from bot.cli.texts import text
from bot.local_http import get_json, post_json
from bot.settings import Settings

TIMEOUT_SECONDS = 30
PROBE_SECONDS = 1


@click.command(help=text("help", "ask"))
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help=text("help", "json"))
def ask(question: str, *, as_json: bool) -> None:
    """Ask the running service, else start the assistant for this one question."""
    settings = read_settings()
    answer = _ask_service(settings, question)
    if answer is None:
        prepare_all(settings)
        answer = _ask_here(settings, question)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for line in lines(answer["replies"]):
        click.echo(line)


def _ask_service(settings: Settings, question: str) -> dict[str, Any] | None:
    """Return the answer of the service that runs; None when none of ours runs here."""
    base = public_url(settings)
    if not _is_ours(base, settings):
        return None
    body = {"message": question, "conversation": None}
    try:
        answer = post_json(f"{base}/api/v1/chat", body, seconds=TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        raise Failed(_error_of(error)) from error
    except (OSError, HTTPException, ValueError) as error:
        raise Failed(text("ask", "unavailable")) from error
    return dict(answer)


def _is_ours(base: str, settings: Settings) -> bool:
    """Whether the service there is ready and works on the same database."""
    try:
        state = get_json(f"{base}/readyz", seconds=PROBE_SECONDS)
    except (OSError, HTTPException, ValueError):
        return False
    told = state.get("catalog") if isinstance(state, dict) else None
    return bool(told == settings.catalog.fingerprint)


def _error_of(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["error"])
    except (ValueError, KeyError):
        return text("ask", "unavailable")


def _ask_here(settings: Settings, question: str) -> dict[str, Any]:
    """Answer in a process of its own, which loads Rasa the quick way."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot.dialogue.one_question"],
        cwd=PROJECT,
        env=child_environment(settings),
        input=json.dumps({"message": question}),
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        click.echo(ended.stderr, err=True)
        raise Failed(text("ask", "unavailable"))
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def lines(replies: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the replies as lines of text."""
    for reply in replies:
        kind, items = reply["type"], reply.get("items", [])
        if kind == "text":
            yield reply["text"]
        elif kind == "filters":
            yield "  [" + "] [".join(item["label"] for item in items) + "]"
        elif kind == "offers":
            yield "  " + text("ask", "total", total=reply["total"])
            if reply.get("examples"):
                yield "  " + text("ask", "examples")
            for number, item in enumerate(items, 1):
                yield f"  {number}. {item['title']} – {item['provider']}"
                yield f"     {item['reason']}"
        elif kind == "actors":
            for number, item in enumerate(items, 1):
                yield f"  {number}. {item['name']}{_open(item)}"
                ways = (item["place"], item["phone"], item["email"])
                yield "     " + " · ".join(way for way in ways if way)
        elif kind == "choices":
            yield "  > " + " | ".join(item["label"] for item in items)


def _open(item: dict[str, Any]) -> str:
    if item.get("open_now") is None:
        return ""
    if item["open_now"] and item.get("open_until"):
        return f" ({text('ask', 'open_until', until=item['open_until'])})"
    return "" if item["open_now"] else f" ({text('ask', 'closed')})"

"""`lernlotse serve`: prepares, starts the services and keeps them running."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click

from bot.cli.console import Failed
from bot.cli.settings import read_settings
from bot.cli.texts import text
from bot.private_database import delete_private
from bot.settings import DEFAULT_QUESTIONS, Settings
from bot.supervisor import Reporter, Service, StartFailed, Supervisor

# Who listens everywhere is asked on loopback.
_LOOPBACK = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}


class _Terminal(Reporter):
    """Says on the terminal what the supervisor does."""

    def ready(self, url: str) -> None:
        click.echo(text("serve", "ready", url=url))
        click.echo(text("serve", "how_to_stop"))

    def restarting(self, service: Service) -> None:
        click.echo(
            text("serve", "child_ended", name=service.name, log=service.log), err=True
        )

    def stopping(self) -> None:
        click.echo(text("serve", "stopping"))


@click.command(help=text("help", "serve"))
@click.option("--host", help=text("help", "host"))
@click.option("--port", type=click.IntRange(1, 65_535), help=text("help", "port"))
def serve(host: str | None = None, port: int | None = None) -> None:
    """Run until Ctrl-C or SIGTERM."""
    settings = read_settings()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    problem = address_problem(settings.host, settings.port)
    if problem and problem.errno != errno.EADDRINUSE:
        raise Failed(
            text(
                "serve",
                "bad_address",
                host=settings.host,
                port=settings.port,
                reason=problem.strerror,
            )
        )
    if problem:
        raise Failed(
            text("serve", "port_taken", port=settings.port, other=settings.port + 1)
        )
    forget_questions_if_off(settings)
    prepared = subprocess.run([sys.executable, "-m", "bot.cli", "prepare"], check=False)
    if prepared.returncode != 0:
        sys.exit(prepared.returncode)
    click.echo(text("serve", "starting"))
    supervisor = Supervisor(services(settings), public_url(settings), _Terminal())
    try:
        supervisor.run()
    except StartFailed as error:
        click.echo(
            text("serve", "child_failed", name=error.name, log=error.log), err=True
        )
        click.echo(error.last_lines, err=True)
        sys.exit(1)


def forget_questions_if_off(settings: Settings) -> None:
    """Delete what waits for a label where nothing is to be kept any more."""
    if settings.questions_file is None:
        delete_private(DEFAULT_QUESTIONS)


def address_problem(host: str, port: int) -> OSError | None:
    """Return why nobody can listen on an address; None when it is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def free_port() -> int:
    """Return a port on loopback that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def public_url(settings: Settings) -> str:
    """Return the address a person opens."""
    host = _LOOPBACK.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def child_environment(settings: Settings) -> dict[str, str]:
    """Return the environment of our processes, which run in the project's folder."""
    return {
        **os.environ,
        "LERNLOTSE_DATABASE_URL": settings.catalog.database_url,
        "LERNLOTSE_DISTRICT": str(settings.catalog.district_dir),
    }


def services(settings: Settings) -> list[Service]:
    """Return the two processes: Rasa with its actions, and the web service."""
    wanted = settings.rasa_port
    rasa_port = free_port() if address_problem("127.0.0.1", wanted) else wanted
    environment = {
        **child_environment(settings),
        "LERNLOTSE_HOST": settings.host,
        "LERNLOTSE_PORT": str(settings.port),
        "LERNLOTSE_RASA_PORT": str(rasa_port),
    }
    model = Path("models") / "lernlotse.tar.gz"
    questions = settings.questions_file
    logs = settings.var_dir / "log"
    return [
        Service(
            "rasa",
            [sys.executable, "-m", "bot.dialogue.server", "--model", str(model),
             "--port", str(rasa_port),
             "--conversations", str(settings.var_dir / "conversations.sqlite"),
             *(["--questions", str(questions.absolute())] if questions else [])],
            environment,
            logs / "rasa.log",
        ),
        Service(
            "web",
            [sys.executable, "-m", "bot.web"],
            environment,
            logs / "web.log",
        ),
    ]  # fmt: skip

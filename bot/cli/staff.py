"""`lernlotse staff …`: the accounts of the people who keep the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.cli.console import Failed
from bot.cli.preparing import open_catalog
from bot.cli.settings import read_settings
from bot.cli.texts import text
from catalog import Catalog, Role
from catalog.errors import (
    AccountExists,
    AccountNotFound,
    CatalogUnavailable,
    LastAdministrator,
    WeakPassword,
)

ROLES = [role.value for role in Role]


@click.group(help=text("help", "staff"))
def staff() -> None:
    """Hold the sub-commands for accounts."""


@staff.command("add", help=text("help", "staff_add"))
@click.argument("name")
@click.option(
    "--role", required=True, type=click.Choice(ROLES), help=text("help", "role")
)
def add_command(name: str, role: str) -> None:
    """Create an account; asks for the password twice."""
    if not name.strip():
        raise Failed(text("staff", "no_name"))
    with _opened() as store:
        password = _asked_password()
        store.accounts.add(name, Role(role), password)
    click.echo(text("staff", "added", name=name, role=text("role", role)))


@staff.command("list", help=text("help", "staff_list"))
def list_command() -> None:
    """List all accounts."""
    with _opened() as store:
        accounts = store.accounts.every()
    for account in accounts:
        key = "line" if account.is_active else "line_locked"
        role = text("role", account.role.value)
        click.echo(text("staff", key, name=account.name, role=role))
    if not accounts:
        click.echo(text("staff", "nobody"))


@staff.command("password", help=text("help", "staff_password"))
@click.argument("name")
def password_command(name: str) -> None:
    """Give an account another password; its sessions end."""
    with _opened() as store:
        store.accounts.find(name)
        store.accounts.set_password(name, _asked_password())
    click.echo(text("staff", "password_set", name=name))


@staff.command("deactivate", help=text("help", "staff_deactivate"))
@click.argument("name")
def deactivate_command(name: str) -> None:
    """Let an account sign in no more."""
    _set_active(name, is_active=False)


@staff.command("activate", help=text("help", "staff_activate"))
@click.argument("name")
def activate_command(name: str) -> None:
    """Let an account sign in again."""
    _set_active(name, is_active=True)


def _set_active(name: str, *, is_active: bool) -> None:
    with _opened() as store:
        store.accounts.set_active(name, is_active=is_active)
    click.echo(text("staff", "activated" if is_active else "deactivated", name=name))


def _asked_password() -> str:
    password = _hidden("password")
    if _hidden("password_again") != password:
        raise Failed(text("staff", "password_differs"))
    return password


def _hidden(key: str) -> str:
    typed: str = click.prompt(text("staff", key), hide_input=True)
    return typed


@contextmanager
def _opened() -> Iterator[Catalog]:
    """Open the catalog; what it refuses ends the command with a German message."""
    store = open_catalog(read_settings())
    try:
        store.prepare()
        yield store
    except AccountExists as error:
        raise Failed(text("staff", "exists", name=error.name)) from error
    except AccountNotFound as error:
        raise Failed(text("staff", "not_found", name=error.name)) from error
    except LastAdministrator as error:
        raise Failed(text("staff", "last_administrator")) from error
    except WeakPassword as error:
        lengths = {"shortest": error.shortest, "longest": error.longest}
        raise Failed(text("staff", "weak", **lengths)) from error
    except CatalogUnavailable as error:
        raise Failed(text("serve", "database_unreachable", reason=error)) from error
    finally:
        store.close()

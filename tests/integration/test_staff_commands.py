"""`lernlotse staff …`: accounts from the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from bot.cli import main
from catalog import Action, Catalog, Role, Settings

PASSWORD = "ein langes Passwort"


@pytest.fixture
def run(sqlite_url, monkeypatch):
    """Runs a command on a database of its own."""
    monkeypatch.setenv("LERNLOTSE_DATABASE_URL", sqlite_url)

    def run_command(*arguments, typed=""):
        return CliRunner().invoke(main, ["staff", *arguments], input=typed)

    return run_command


@pytest.fixture
def catalog(sqlite_url):
    """The same database."""
    opened = Catalog.open(Settings(database_url=sqlite_url))
    yield opened
    opened.close()


def add(run, name="Anna", role="editor", typed=f"{PASSWORD}\n{PASSWORD}\n"):
    return run("add", name, "--role", role, typed=typed)


@pytest.mark.parametrize("role", list(Role))
def test_an_account_is_added_and_can_sign_in(run, catalog, role):
    ended = add(run, role=role.value)

    token = catalog.accounts.sign_in("Anna", PASSWORD, address="", browser="")
    assert ended.exit_code == 0
    assert "Das Konto „Anna“ ist angelegt" in ended.output
    assert PASSWORD not in ended.output
    assert catalog.accounts.signed_in(token).account.role is role


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"typed": f"{PASSWORD}\nanders\n"}, "stimmen nicht überein"),
        ({"typed": "kurz\nkurz\n"}, "braucht 12 bis 200 Zeichen"),
        ({"name": " "}, "nennen Sie einen Namen"),
        ({"role": "gott"}, "gott"),
    ],
)
def test_a_wrong_account_is_not_added(run, catalog, options, said):
    ended = add(run, **options)

    assert ended.exit_code == 2
    assert said in ended.output
    assert catalog.accounts.every() == []


def test_a_name_is_taken_once_only(run):
    add(run)

    ended = add(run, name="ANNA")

    assert ended.exit_code == 2
    assert "gibt es schon" in ended.output


def test_accounts_are_listed_locked_and_freed(run):
    nobody = run("list").output
    add(run)
    add(run, name="Chefin", role="admin")

    locked = run("deactivate", "Anna")
    listed = run("list").output
    freed = run("activate", "anna")

    assert "Es gibt noch kein Konto." in nobody
    assert (locked.exit_code, freed.exit_code) == (0, 0)
    assert listed.splitlines() == [
        "Anna · Redaktion · gesperrt",
        "Chefin · Administration",
    ]
    assert run("list").output.splitlines()[0] == "Anna · Redaktion"


def test_the_last_administrator_is_not_locked(run):
    add(run, role="admin")

    ended = run("deactivate", "Anna")

    assert ended.exit_code == 2
    assert "niemanden mehr" in ended.output


def test_a_password_is_set_and_noted(run, catalog):
    add(run)

    new = "ganz anderes Passwort"
    ended = run("password", "Anna", typed=f"{new}\n{new}\n")

    assert ended.exit_code == 0
    assert catalog.accounts.sign_in("Anna", new, address="", browser="")
    noted = catalog.overview.protocol(kinds=["account"]).items
    assert [entry.action for entry in noted] == [
        Action.SIGNED_IN,
        Action.PASSWORD_SET,
        Action.ADDED,
    ]


@pytest.mark.parametrize("command", ["password", "activate", "deactivate"])
def test_nobody_of_this_name(run, command):
    ended = run(command, "Niemand")

    assert ended.exit_code == 2
    assert "Ein Konto „Niemand“ gibt es nicht." in ended.output

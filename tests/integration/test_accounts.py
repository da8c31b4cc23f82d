"""Accounts of the staff: passwords, sessions, and who guesses."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from catalog import Role
from catalog.database import create_engine
from catalog.editing.accounts import Accounts
from catalog.errors import (
    AccountExists,
    LastAdministrator,
    SignInRefused,
    WeakPassword,
)
from catalog.settings import BERLIN

PASSWORD = "ein langes Passwort"
START = datetime(2026, 11, 22, 12, tzinfo=BERLIN)


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def wait(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    """A stopped clock."""
    return Clock()


@pytest.fixture
def accounts(database_url, clock):
    """Accounts with an editor called Anna and an administrator."""
    found = Accounts(create_engine(database_url), clock)
    found.add("Anna", Role.EDITOR, PASSWORD)
    found.add("Chefin", Role.ADMIN, PASSWORD)
    return found


def sign_in(accounts, name="Anna", password=PASSWORD, address="10.0.0.1"):
    return accounts.sign_in(name, password, address=address, browser="Firefox")


def test_who_signs_in_is_known_by_the_token(accounts):
    token = sign_in(accounts, "  ANNA ")

    assert accounts.signed_in(token).account.name == "Anna"
    assert accounts.signed_in("something else") is None


def test_every_session_has_a_token_of_its_own(accounts):
    assert sign_in(accounts) != sign_in(accounts)


@pytest.mark.parametrize("name", ["Anna", "Niemand"])
def test_a_wrong_password_and_a_wrong_name_are_refused_alike(accounts, name):
    with pytest.raises(SignInRefused) as refused:
        sign_in(accounts, name, "falsch")

    assert refused.value.wait == 0


def test_who_guesses_has_to_wait_even_with_the_right_password(accounts, clock):
    for _ in range(5):
        with pytest.raises(SignInRefused):
            sign_in(accounts, password="falsch")

    with pytest.raises(SignInRefused) as refused:
        sign_in(accounts)
    assert refused.value.wait == 15 * 60

    clock.wait(minutes=15, seconds=1)
    assert sign_in(accounts)


def test_one_address_cannot_try_many_names(accounts):
    for number in range(30):
        with pytest.raises(SignInRefused):
            sign_in(accounts, f"Name {number}", "falsch")

    with pytest.raises(SignInRefused) as refused:
        sign_in(accounts)
    assert refused.value.wait > 0
    assert sign_in(accounts, address="10.0.0.2")


def test_a_session_ends_when_nobody_uses_it(accounts, clock):
    token = sign_in(accounts)
    clock.wait(hours=1, minutes=59)
    assert accounts.signed_in(token)
    clock.wait(hours=1, minutes=59)
    assert accounts.signed_in(token)
    clock.wait(hours=2, minutes=1)

    assert accounts.signed_in(token) is None


def test_no_session_outlives_the_working_day(accounts, clock):
    token = sign_in(accounts)
    for _ in range(12):
        clock.wait(hours=1)
        accounts.signed_in(token)
    clock.wait(minutes=1)

    assert accounts.signed_in(token) is None


@pytest.mark.parametrize(
    "end",
    [
        lambda accounts, token: accounts.sign_out(token),
        lambda accounts, _: accounts.set_password("Anna", "ein anderes Passwort"),
        lambda accounts, _: accounts.set_active("Anna", is_active=False),
        lambda accounts, _: accounts.end(accounts.sessions("Anna")[0].key),
    ],
)
def test_a_session_ends_at_once(accounts, end):
    token = sign_in(accounts)

    end(accounts, token)

    assert accounts.signed_in(token) is None
    assert accounts.sessions("Anna") == []


def test_who_was_switched_off_does_not_get_in(accounts):
    accounts.set_active("Anna", is_active=False)

    with pytest.raises(SignInRefused):
        sign_in(accounts)


def test_a_name_is_taken_however_it_is_spelt(accounts):
    with pytest.raises(AccountExists):
        accounts.add("anna", Role.EDITOR, PASSWORD)


@pytest.mark.parametrize("password", ["kurz", "x" * 201, "heinrich schmidt"])
def test_a_weak_password_is_refused(accounts, password):
    with pytest.raises(WeakPassword):
        accounts.add("Heinrich Schmidt", Role.EDITOR, password)


def test_somebody_stays_who_can_administrate(accounts):
    with pytest.raises(LastAdministrator):
        accounts.set_active("Chefin", is_active=False)
    with pytest.raises(LastAdministrator):
        accounts.set_role("Chefin", Role.EDITOR)

    assert [a.role for a in accounts.every()] == [Role.EDITOR, Role.ADMIN]


def test_no_password_and_no_token_stands_in_the_database(accounts, database_url):
    token = sign_in(accounts)

    with create_engine(database_url).begin() as connection:
        rows = [
            repr(row)
            for table in ("accounts", "staff_sessions")
            for row in connection.exec_driver_sql(f"select * from {table}")
        ]
    assert not any(PASSWORD in row or token in row for row in rows)

"""Tokens of a confirmation: for what was shown, for an hour."""

from __future__ import annotations

import base64

import pytest

from bot.web.callback.tokens import ConfirmationTokens
from bot.web.conversations import Conversations

pytestmark = pytest.mark.unit

KEY = b"k" * 32


class Clock:
    """Seconds that pass when a test says so."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_token_is_read_as_often_as_it_comes_with_one_id() -> None:
    tokens = ConfirmationTokens(KEY)
    token = tokens.issue("a")

    found = tokens.read(token, "a")

    assert found is not None
    assert len(found) == 32
    assert tokens.read(token, "a") == found


def test_every_token_has_an_id_of_its_own() -> None:
    tokens = ConfirmationTokens(KEY)

    assert len({tokens.read(tokens.issue("a"), "a") for _ in range(5)}) == 5


def test_token_outlives_a_restart() -> None:
    token = ConfirmationTokens(KEY).issue("a")

    assert ConfirmationTokens(KEY).read(token, "a") is not None


def test_token_is_for_what_was_shown() -> None:
    tokens = ConfirmationTokens(KEY)

    assert tokens.read(tokens.issue("a"), "b") is None


def test_token_of_another_key_is_refused() -> None:
    token = ConfirmationTokens(b"x" * 32).issue("a")

    assert ConfirmationTokens(KEY).read(token, "a") is None


def test_token_is_good_for_an_hour() -> None:
    clock = Clock()
    tokens = ConfirmationTokens(KEY, clock=clock)
    token = tokens.issue("a")

    clock.now += 3599
    assert tokens.read(token, "a") is not None
    clock.now += 1
    assert tokens.read(token, "a") is None


def test_changed_tokens_are_refused() -> None:
    tokens = ConfirmationTokens(KEY)
    raw = base64.urlsafe_b64decode(tokens.issue("a") + "==")
    changed = [
        base64.urlsafe_b64encode(raw[:i] + bytes([raw[i] ^ 1]) + raw[i + 1 :]).decode()
        for i in range(len(raw))
    ]

    assert {tokens.read(token, "a") for token in changed} == {None}


@pytest.mark.parametrize("token", ["", "a", "ä", "!" * 50, "A" * 50, "A" * 49])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert ConfirmationTokens(KEY).read(token, "a") is None


def test_token_of_a_conversation_is_none_of_a_form() -> None:
    """Both are signed with the same key."""
    token = Conversations(KEY).start().token

    assert ConfirmationTokens(KEY).read(token, "") is None

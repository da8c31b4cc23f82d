"""Tokens of conversations."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.web.conversations import (
    HOUR,
    KEY_FILE,
    LIFETIME,
    Conversations,
    load_key,
)

KEY = b"k" * 32
START = 1_800_000_000.0


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def conversations(clock: Clock) -> Conversations:
    return Conversations(KEY, clock=clock)


def test_two_conversations_share_nothing(conversations: Conversations) -> None:
    first, second = conversations.start(), conversations.start()

    assert first.id != second.id
    assert first.token[:20] != second.token[:20]
    assert len(bytes.fromhex(first.id)) * 8 == 192


def test_token_leads_back_to_its_conversation(conversations: Conversations) -> None:
    started = conversations.start()

    assert conversations.resume(started.token) == started


def test_token_is_safe_in_an_address(conversations: Conversations) -> None:
    token = conversations.start().token

    assert all(c.isascii() and (c.isalnum() or c in "-_") for c in token)


@pytest.mark.parametrize("token", [None, "", "x", "ä" * 60, "A" * 60, "A" * 61, "%00"])
def test_unknown_token_starts_anew(
    conversations: Conversations, token: str | None
) -> None:
    fresh = conversations.resume(token)

    assert fresh.token != token
    assert conversations.resume(fresh.token) == fresh


def test_changed_token_is_unknown(conversations: Conversations) -> None:
    token = conversations.start().token

    for position in range(len(token)):
        other = "A" if token[position] != "A" else "B"
        changed = token[:position] + other + token[position + 1 :]
        assert conversations.find(changed) is None


def test_token_of_another_key_is_unknown(conversations: Conversations) -> None:
    token = Conversations(b"o" * 32).start().token

    assert conversations.find(token) is None


def test_token_lives_a_day_from_its_last_use(
    conversations: Conversations, clock: Clock
) -> None:
    started = conversations.start()
    token = started.token
    for _ in range(5):
        clock.now += LIFETIME - 60
        resumed = conversations.resume(token)
        assert resumed.id == started.id
        token = resumed.token

    clock.now += LIFETIME + HOUR + 1

    assert conversations.resume(token).id != started.id


def test_token_stays_the_same_within_an_hour(
    conversations: Conversations, clock: Clock
) -> None:
    started = conversations.start()
    clock.now += HOUR

    assert conversations.resume(started.token) == started


def test_forgotten_conversation_starts_anew(conversations: Conversations) -> None:
    started = conversations.start()
    conversations.forget(started.id)

    assert conversations.resume(started.token).id != started.id


def test_find_knows_an_expired_conversation(
    conversations: Conversations, clock: Clock
) -> None:
    started = conversations.start()
    clock.now += 10 * LIFETIME

    assert conversations.find(started.token) == started.id


def test_load_key_keeps_the_key_for_its_owner(tmp_path: Path) -> None:
    key = load_key(tmp_path / "var")

    file = tmp_path / "var" / KEY_FILE
    assert len(key) == 32
    assert load_key(tmp_path / "var") == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_load_key_gives_all_who_start_at_once_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(load_key, [tmp_path] * 40))

    assert len(keys) == 1

"""Turns of one conversation wait for each other, those of others do not."""

from __future__ import annotations

import asyncio

import pytest
from rasa.core.lock_store import LockError

from bot.dialogue.lock_store import ConversationLocks


async def take_turn(
    locks: ConversationLocks, conversation_id: str, name: str, log: list[str]
) -> None:
    async with locks.lock(conversation_id):
        log.append(f"{name} starts")
        await asyncio.sleep(0)
        log.append(f"{name} ends")


def test_turns_of_one_conversation_come_one_after_another() -> None:
    log: list[str] = []

    async def two_turns() -> None:
        locks = ConversationLocks()
        await asyncio.gather(
            take_turn(locks, "one", "first", log),
            take_turn(locks, "one", "second", log),
        )

    asyncio.run(two_turns())

    assert log == ["first starts", "first ends", "second starts", "second ends"]


def test_turns_of_two_conversations_do_not_wait() -> None:
    log: list[str] = []

    async def two_turns() -> None:
        locks = ConversationLocks()
        await asyncio.gather(
            take_turn(locks, "one", "first", log),
            take_turn(locks, "two", "second", log),
        )

    asyncio.run(two_turns())

    assert log == ["first starts", "second starts", "first ends", "second ends"]


def test_waiting_too_long_is_an_error_and_harms_nobody() -> None:
    async def two_turns() -> None:
        locks = ConversationLocks()
        async with locks.lock("one"):
            with pytest.raises(LockError):
                async with locks.lock("one", lock_lifetime=0.01):
                    pass
        async with locks.lock("one", lock_lifetime=0.01):
            pass

    asyncio.run(two_turns())


def test_failed_turn_lets_the_next_one_start() -> None:
    async def two_turns() -> None:
        locks = ConversationLocks()
        with pytest.raises(ZeroDivisionError):
            async with locks.lock("one"):
                raise ZeroDivisionError
        async with locks.lock("one", lock_lifetime=0.01):
            pass

    asyncio.run(two_turns())

"""Faults and limits, seen from the bot's side of a real connection."""

import asyncio
import time

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from playground.client import Person, Refused, World


async def bot_texts(alice: Person) -> list[str]:
    return [one.text for one in await alice.chat() if not one.mine]


async def test_failing_calls_are_counted(bot: Bot, alice: Person, world: World) -> None:
    await world.fault(
        "sendMessage", "error", skip=1, code=502, description="Bad Gateway"
    )
    await bot.send_message(alice.id, "first")
    with pytest.raises(TelegramServerError, match="Bad Gateway"):
        await bot.send_message(alice.id, "second")
    await bot.send_message(alice.id, "third")
    assert await bot_texts(alice) == ["first", "third"]


async def test_in_doubt_the_message_is_there(
    bot: Bot, alice: Person, world: World
) -> None:
    await world.fault("sendMessage", "drop")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(alice.id, "accepted")
    await world.fault("sendMessage", "lost")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(alice.id, "lost")
    assert await bot_texts(alice) == ["accepted"]


async def test_slow_duplicate_reorder(bot: Bot, alice: Person, world: World) -> None:
    await world.fault("*", "slow", seconds=0.2)
    began = time.monotonic()
    await bot.get_me()
    assert time.monotonic() - began >= 0.2
    await world.fault("sendMessage", "duplicate", chat_id=alice.id)
    await bot.send_message(alice.id, "twice")
    await world.fault("sendMessage", "reorder")
    async with asyncio.TaskGroup() as group:
        group.create_task(bot.send_message(alice.id, "overtaken"))
        await asyncio.sleep(0.05)
        group.create_task(bot.send_message(alice.id, "faster"))
    assert await bot_texts(alice) == ["twice", "twice", "faster", "overtaken"]


async def test_too_many_requests(bot: Bot, alice: Person, world: World) -> None:
    await world.fault("sendMessage", "rate", retry_after=7)
    with pytest.raises(TelegramRetryAfter, match="retry after 7") as refusal:
        await bot.send_message(alice.id, "x")
    assert refusal.value.retry_after == 7

    await world.settings(rates=True)
    for number in range(5):
        await bot.send_message(alice.id, str(number))
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(alice.id, "one too many")
    assert refusal.value.retry_after == 1
    assert await bot_texts(alice) == ["0", "1", "2", "3", "4"]
    bob = await world.person("Bob")
    await bob.send("/start")
    await bot.send_message(bob.id, "another chat has its own bucket")


async def test_faults_can_be_taken_back(bot: Bot, world: World) -> None:
    await world.fault("getMe", "error", times=100)
    await world.clear_faults()
    assert (await bot.get_me()).is_bot
    with pytest.raises(Refused, match="no such fault"):
        await world.fault("getMe", "earthquake")

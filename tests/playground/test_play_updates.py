"""getUpdates: offsets, limits, waiting, filters, conflicts."""

import asyncio
import time
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError

from playground.client import Person, World


async def texts(bot: Bot, **wish: Any) -> list[str | None]:
    updates = await bot.get_updates(**wish)
    return [one.message.text for one in updates if one.message]


async def test_unconfirmed_updates_come_again_until_a_higher_offset(
    bot: Bot, alice: Person
) -> None:
    for text in ("one", "two", "three"):
        await alice.send(text)
    first = await bot.get_updates()
    assert await texts(bot) == ["/start", "one", "two", "three"]
    assert await texts(bot, limit=2) == ["/start", "one"]
    assert [one.update_id - first[0].update_id for one in first] == [0, 1, 2, 3]
    assert await texts(bot, offset=first[2].update_id) == ["two", "three"]
    assert await texts(bot) == ["two", "three"]
    assert await texts(bot, offset=-1) == ["three"]
    assert await texts(bot) == ["three"]
    assert await texts(bot, offset=first[3].update_id + 1) == []


async def test_waiting_ends_with_the_first_update(bot: Bot, alice: Person) -> None:
    await bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1)
    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(texts(bot, timeout=30))
        await asyncio.sleep(0.1)
        group.create_task(alice.send("now"))
    assert waiting.result() == ["now"]
    assert 0.1 <= time.monotonic() - began < 2


async def test_only_one_may_poll(bot: Bot, alice: Person) -> None:
    await bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1)
    async with asyncio.TaskGroup() as group:
        older = group.create_task(conflict(bot))
        await asyncio.sleep(0.1)
        newer = group.create_task(texts(bot, timeout=30))
        await asyncio.sleep(0.1)
        group.create_task(alice.send("for the newer"))
    assert "terminated by other getUpdates request" in older.result()
    assert newer.result() == ["for the newer"]


async def conflict(bot: Bot) -> str:
    with pytest.raises(TelegramConflictError) as refusal:
        await bot.get_updates(timeout=30)
    return str(refusal.value)


async def test_no_polling_beside_a_webhook(bot: Bot) -> None:
    await bot.set_webhook("https://example.invalid/hook")
    with pytest.raises(
        TelegramConflictError,
        match="can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    ):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


async def test_only_wanted_kinds_are_kept(bot: Bot, alice: Person) -> None:
    await bot.get_updates(allowed_updates=["my_chat_member"])
    await alice.send("unheard")
    await alice.block()
    assert [one.event_type for one in await bot.get_updates(offset=-1)] == [
        "my_chat_member"
    ]
    await bot.get_updates(allowed_updates=[])
    await alice.unblock()
    await alice.send("heard")
    assert await texts(bot, offset=-1) == ["heard"]


async def test_an_update_can_come_again_after_its_confirmation(
    bot: Bot, alice: Person, world: World
) -> None:
    await world.redeliver()
    await alice.send("twice")
    first = await bot.get_updates(offset=-1)
    again = await bot.get_updates(offset=first[0].update_id + 1)
    assert [one.update_id for one in again] == [first[0].update_id]
    assert await bot.get_updates(offset=first[0].update_id + 1) == []

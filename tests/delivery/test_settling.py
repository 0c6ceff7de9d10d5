"""Whoever is slow or broken holds up himself: the bot's work on many envelopes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain import events as e
from bot.domain.envelope import Envelope, Stage
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Channel
from bot.domain.steps import Send
from bot.services.envelopes import Envelopes
from bot.services.settling import Settling
from storage.blobs import BlobMissing
from storage.database import Database
from storage.desk import Desk
from storage.journal import Journal
from tests.domain.samples import ORDERS, Story, readdressed


@dataclass
class Lines:
    """Ways to people, some of them out of order, and what time it is for all."""

    ahead: timedelta = timedelta()
    slow: set[str] = field(default_factory=set)
    broken: set[Channel] = field(default_factory=set)
    sent: list[tuple[str, Send]] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    async def send(self, envelope: Envelope, step: Send) -> None:
        self.begun.append(envelope.id)
        if step.channel in self.broken:
            raise BlobMissing("ab12")
        if envelope.id in self.slow:
            await self.go_on.wait()
        self.sent.append((envelope.id, step))

    async def send_code(self, envelope: Envelope, role: str, code: str) -> None:
        raise NotImplementedError

    async def show_card(self, envelope: Envelope) -> None:
        if envelope.id in self.slow:
            await self.go_on.wait()
        self.cards.append(envelope.id)


@dataclass
class Bot:
    """The bot, and the people's envelopes."""

    lines: Lines
    desk: Desk
    envelopes: Envelopes
    settling: Settling

    async def sends(self, id: str, order: str = "director, then customer") -> None:
        story = Story(ORDERS[order])
        story.send(self.lines.now())
        await self.envelopes.begin(id, story.events[0])  # type: ignore[arg-type]
        for event in story.events[1:]:
            await self.then(id, event)

    async def then(self, id: str, event: e.Event) -> Envelope:
        return await self.envelopes.change(id, lambda _: event)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            running = group.create_task(self.settling.run())
            yield
            running.cancel()

    async def until(self, told: Callable[[], object]) -> None:
        for _ in range(500):
            if told():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"only {self.lines}")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    database = Database.open(f"sqlite+aiosqlite:///{tmp_path}/journal.db")
    await database.migrate()
    lines, desk, envelopes = Lines(), Desk(database), Envelopes(Journal(database))
    sealing: Any = None
    settling = Settling(
        envelopes=envelopes,
        desk=desk,
        courier=lines,
        sealing=sealing,
        clock=lines.now,
    )
    yield Bot(lines, desk, envelopes, settling)
    await database.close()


async def test_what_nobody_expected_is_a_failure_and_the_next_channel_is_tried(
    bot: Bot,
) -> None:
    bot.lines.broken = {Channel.TELEGRAM}
    await bot.sends("E1")
    for _ in range(12):
        await bot.settling.sweep()
        bot.lines.ahead += timedelta(hours=1)
    assert ("E1", "invite", DIRECTOR, Channel.EMAIL) in {
        (id, step.purpose, step.role, step.channel) for id, step in bot.lines.sent
    }
    (reason,) = {
        event.reason
        for event in await bot.envelopes.journal.load("E1")
        if isinstance(event, e.DeliveryFailed)
    }
    assert reason == "BlobMissing"


async def test_what_nobody_expected_does_not_keep_it_open_for_ever(bot: Bot) -> None:
    bot.lines.broken = set(Channel)
    await bot.sends("E1")
    for _ in range(20):
        await bot.settling.sweep()
        bot.lines.ahead += timedelta(days=1)
    assert (await bot.envelopes.get("E1")).stage is Stage.NOT_SIGNED


async def test_one_slow_chat_holds_up_nobody_else(bot: Bot) -> None:
    bot.lines.slow = {"slow"}
    await bot.sends("slow")
    await bot.desk.save_card("slow", 1, 1, 0)
    async with bot.at_work():
        await bot.until(lambda: "slow" in bot.lines.begun)
        for number in range(20):
            id = f"E{number}"
            await bot.sends(id)
            await bot.desk.save_card(id, 1, number, 0)
        await bot.until(lambda: len({id for id, _ in bot.lines.sent}) == 20)
        await bot.until(lambda: len(set(bot.lines.cards)) == 20)
        assert "slow" not in bot.lines.cards
        bot.lines.go_on.set()
        await bot.until(lambda: "slow" in bot.lines.cards)
    assert bot.lines.begun.count("slow") == 1


async def test_what_takes_longer_than_its_lease_is_not_begun_twice(bot: Bot) -> None:
    bot.lines.slow = {"slow"}
    await bot.sends("slow")
    async with bot.at_work():
        await bot.until(lambda: "slow" in bot.lines.begun)
        bot.lines.ahead = timedelta(hours=1)
        await bot.sends("E1")
        await bot.until(lambda: bot.lines.sent)
        bot.lines.go_on.set()
        await bot.until(lambda: len(bot.lines.sent) == 2)
    assert bot.lines.begun.count("slow") == 1


async def test_more_than_there_is_room_for_comes_as_others_are_done(bot: Bot) -> None:
    ids = [f"E{number}" for number in range(40)]
    bot.lines.slow = set(ids)
    for id in ids:
        await bot.sends(id)
    async with bot.at_work():
        await bot.until(lambda: bot.lines.begun)
        await asyncio.sleep(0.2)
        assert len(bot.lines.begun) < 40
        bot.lines.go_on.set()
        await bot.until(lambda: len(bot.lines.sent) == 40)


async def test_a_correction_during_the_bad_news_is_followed_by_new_bad_news(
    bot: Bot,
) -> None:
    """What Alice is told of the old address says nothing of the new one."""
    await bot.sends("E1", "customer alone")
    await bot.then("E1", _refused(bot))
    bot.lines.slow = {"E1"}
    async with bot.at_work():
        await bot.until(lambda: bot.lines.begun)
        await bot.then("E1", readdressed(CUSTOMER, bot.lines.now()))
        await bot.then("E1", _refused(bot))
        bot.lines.go_on.set()
        await bot.until(lambda: len(bot.lines.sent) == 2)
    told = [(step.purpose, step.role) for _, step in bot.lines.sent]
    assert told == [("notify-unreachable-customer", SENDER)] * 2


def _refused(bot: Bot) -> e.Event:
    return e.DeliveryFailed(
        at=bot.lines.now(),
        by=e.BOT,
        role=CUSTOMER,
        channel=Channel.EMAIL,
        purpose="invite",
        attempt=1,
        permanent=True,
        reason="550 no such user",
    )


@pytest.mark.parametrize("ticks", range(5))
async def test_it_ends_when_it_shall_whatever_happens_just_then(
    bot: Bot, ticks: int
) -> None:
    async with asyncio.timeout(10), bot.at_work():
        await asyncio.sleep(0.2)
        bot.envelopes.changed.set()
        for _ in range(ticks):
            await asyncio.sleep(0)

"""The stage for tests that speak as people: playground, service, and the cast."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App, opened
from bot.commands.demo import demo_settings
from bot.domain.envelope import Envelope
from bot.domain.envelope import Stage as Stage_
from bot.domain.folding import replay
from bot.domain.records import Contact
from bot.domain.steps import next_step
from bot.settings import Settings
from playground.app import Playground
from playground.client import World
from playground.scripts.delivery_note import DeliveryNote
from playground.scripts.report import Report
from storage.blobs import Blobs
from storage.database import Database
from storage.desk import Desk
from storage.journal import Journal


class Clock:
    """The service's clock: the real time, and how far a test has moved it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True, slots=True)
class Stage:
    """A running service, and everybody in it."""

    playground: Playground
    world: World
    settings: Settings
    app: App
    folder: Path
    story: DeliveryNote
    """Plays the usual steps; its `alice`, `bob`, `charlie` and others are the cast."""
    clock: Clock

    @property
    def url(self) -> str:
        """Where the pages are."""
        return self.settings.base_url

    async def envelope(self) -> Envelope:
        """Return the newest envelope, as the journal has it."""
        async with self._database() as database:
            journal = Journal(database)
            (newest,) = await journal.summaries(None, None, "", 1)
            return replay(newest.id, await journal.load(newest.id))

    async def settled(self, stage: Stage_) -> Envelope:
        """Return the newest envelope once it stands there and nothing is owed now."""
        for _ in range(600):
            envelope = await self.envelope()
            if envelope.stage is stage and not next_step(envelope, self.clock()):
                return envelope
            await asyncio.sleep(0.1)
        raise AssertionError(f"not {stage}, but {envelope.stage}")

    async def ids(self) -> list[str]:
        """Return the ids of all envelopes, the newest first."""
        async with self._database() as database:
            found = await Journal(database).summaries(None, None, "", 1000)
            return [summary.id for summary in found]

    async def records(self, id: str) -> list[dict[str, Any]]:
        """Return an envelope's journal with its hash chain."""
        async with self._database() as database:
            return await Journal(database).records(id)

    async def form(self, id: str, role: str) -> dict[str, Any]:
        """Return what somebody has entered so far."""
        async with self._database() as database:
            return dict((await Desk(database).form(id, role)).values)

    async def contact(self, id: str, role: str) -> Contact:
        """Return how somebody is reached."""
        async with self._database() as database:
            return await Desk(database).contact(id, role)

    async def later(self, passed: timedelta) -> None:
        """Let time pass, and the service notice."""
        self.clock.ahead += passed
        await self.app.parts.settling.sweep()

    async def blob(self, sha256: str) -> bytes:
        """Return stored bytes."""
        return await Blobs.open(self.settings.blobs_url).get(sha256)

    @asynccontextmanager
    async def _database(self) -> AsyncIterator[Database]:
        database = Database.open(self.settings.database_url)
        try:
            yield database
        finally:
            await database.close()


@asynccontextmanager
async def staged(folder: Path, port: int, **settings: object) -> AsyncIterator[Stage]:
    """Start everything, found the company, and invite employee and director."""
    async with AsyncExitStack() as stack:
        clock = Clock()
        playground = await stack.enter_async_context(Playground())
        chosen = demo_settings(
            folder / "data",
            bot_api=playground.url,
            bot_token=playground.token,
            smtp_port=playground.smtp_port,
            port=port,
        ).model_copy(update=settings)
        app = await stack.enter_async_context(opened(chosen, clock))
        group = await stack.enter_async_context(asyncio.TaskGroup())
        running = group.create_task(app.run())
        stack.callback(running.cancel)
        world = await stack.enter_async_context(World(playground.url))
        story = DeliveryNote(world, chosen.base_url, Report(folder))
        await story.meet()
        await story.found(await app.parts.team.owner_code())
        yield Stage(playground, world, chosen, app, folder, story, clock)

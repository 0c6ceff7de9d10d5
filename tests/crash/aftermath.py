"""What is there when the story is over: messages, mails, journal, and the last PDF."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.commands.demo import demo_settings
from bot.parts import open_keys, utc_now
from bot.services.team import Team
from bot.settings import Settings
from playground.app import Playground
from playground.client import Mail, Message, World
from playground.scripts.delivery_note import DeliveryNote
from playground.scripts.report import Report
from storage.database import Database
from storage.journal import Journal
from storage.people import People
from storage.tickets import Tickets
from tests.crash.service import Chapter, Lives, mortal

PATIENCE = 300.0
"""Seconds that people wait here for an answer; the machine may be busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """Everything that can be looked at after a story."""

    settings: Settings
    lives: Lives
    final: bytes
    said: Counter[tuple[str, str]]
    """How often each person got which message; what differs by time is left out."""
    mails: tuple[Mail, ...]
    journals: dict[str, list[dict[str, Any]]]

    @property
    def journal(self) -> list[dict[str, Any]]:
        """The rows of the only envelope there should be."""
        (rows,) = self.journals.values()
        return rows


async def play(
    folder: Path, port: int, chapters: tuple[Chapter, ...], **chosen: object
) -> Aftermath:
    """Play the whole story while the service is killed at these moments."""
    async with Playground() as playground:
        settings = demo_settings(
            folder / "data",
            bot_api=playground.url,
            bot_token=playground.token,
            smtp_port=playground.smtp_port,
            port=port,
        ).model_copy(update=chosen)
        code = await _owner_code(settings)
        async with World(playground.url, patience=PATIENCE) as world:
            story = DeliveryNote(world, settings.base_url, Report(folder))
            async with mortal(settings, folder, chapters) as lives:
                await story.play(code)
            return await _look(world, settings, lives, story.final)


async def _owner_code(settings: Settings) -> str:
    settings.data.mkdir(parents=True)
    database = Database.open(settings.database_url)
    try:
        await database.migrate()
        store = Tickets(database, key=open_keys(settings).derive("codes"))
        team = Team(people=People(database), store=store, clock=utc_now)
        return await team.owner_code()
    finally:
        await database.close()


async def _look(
    world: World, settings: Settings, lives: Lives, final: bytes
) -> Aftermath:
    said: Counter[tuple[str, str]] = Counter()
    for person in await world.people():
        messages = [m for m in await person.chat() if not m.mine]
        said.update((person.name, told(message)) for message in messages)
    database = Database.open(settings.database_url)
    try:
        journal = Journal(database)
        found = await journal.summaries(None, None, "", 10)
        journals = {one.id: await journal.records(one.id) for one in found}
    finally:
        await database.close()
    return Aftermath(
        settings=settings,
        lives=lives,
        final=final,
        said=said,
        mails=tuple(await world.mails()),
        journals=journals,
    )


def told(message: Message) -> str:
    """Return what a message says, without what is different in every story."""
    if message.text[:1] in "🔴⚪" and message.text:
        return "verdict on the altered file"
    text = re.sub(r"https?://\S+", "<link>", message.text)
    text = re.sub(r"\b[A-Z0-9]{5}-[A-Z0-9]{5}\b", "<id>", text)
    text = re.sub(r"\d+|\b[AP]M\b", "#", text).strip()
    what = "photo " if message.photo else "file " if message.document else ""
    return f"{what}{text}"

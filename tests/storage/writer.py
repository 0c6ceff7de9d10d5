"""Writes for ever, until it is killed: `python -m tests.storage.writer URL`."""

import asyncio
import sys

from bot.domain.folding import replay
from bot.domain.records import Letter
from storage.database import Database
from storage.inbox import Inbox
from storage.journal import Journal
from tests.domain.samples import NOW, Story


def letter_of(number: int, chat: int | None = None) -> Letter:
    """Return an update, by default in a chat of its own."""
    return Letter(
        bot_id=1,
        update_id=number,
        chat=number if chat is None else chat,
        received=NOW,
        payload={"n": number},
    )


async def write(url: str) -> None:
    database = Database.open(url)
    journal, inbox = Journal(database), Inbox(database)
    number = 0
    while True:
        number += 1
        id, story = f"E{number}", Story()
        story.send()
        await inbox.put_many([letter_of(number)])
        await journal.append(replay(id, story.events), story.events)
        print(number, flush=True)


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1]))

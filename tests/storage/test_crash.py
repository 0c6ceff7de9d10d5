"""What was confirmed survives a kill, and what was not leaves no half behind."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.domain.envelope import Stage
from bot.domain.folding import replay
from bot.domain.records import Conflict
from storage.inbox import Inbox
from storage.journal import Journal
from storage.schema import documents, events
from storage.upkeep import Upkeep
from tests.domain.samples import NOW, Story
from tests.storage.conftest import Connect
from tests.storage.writer import letter_of

ROOT = Path(__file__).parents[2]


async def killed_writer(url: str, after: int, pause: float) -> int:
    """Kill a writing process in the middle; return the last number it confirmed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.writer", url),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    for _ in range(after):
        assert await process.stdout.readline()
    await asyncio.sleep(pause)
    process.send_signal(signal.SIGKILL)
    rest = (await process.stdout.read()).split()
    await process.wait()
    return int(rest[-1]) if rest else after


@pytest.mark.parametrize(("after", "pause"), [(1, 0.0), (7, 0.011)])
async def test_a_killed_process_leaves_whole_transactions(
    url: str, connect: Connect, after: int, pause: float
) -> None:
    confirmed = await killed_writer(url, after, pause)

    database = connect()
    journal, inbox = Journal(database), Inbox(database)
    (stage, (number, since)), *_ = (await journal.count(None)).items()
    assert (stage, since) == (Stage.APPROVAL, NOW)
    assert number in (confirmed, confirmed + 1)
    async with database.read() as connection:
        if database.is_sqlite:
            check = await connection.scalar(text("PRAGMA integrity_check"))
            assert check == "ok"
        for table, each in ((events, 3), (documents, 2)):
            count = select(func.count()).select_from(table)
            assert await connection.scalar(count) == number * each
    assert await Upkeep(database).verify_chain(f"E{number}") is None
    letters = await inbox.next_ready(999, NOW, NOW)
    assert len(letters) in (number, number + 1)

    assert not await inbox.put_many([letter_of(1)])
    story = Story()
    story.send()
    with pytest.raises(Conflict):
        await journal.append(replay("E1", story.events), story.events)
    await journal.append(replay("next", story.events), story.events)
    assert await journal.load("next") == story.events

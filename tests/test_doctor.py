"""The doctor finds what somebody changed behind the service's back."""

import sqlite3
from pathlib import Path

import pytest

from bot.commands.demo import demo_settings
from bot.commands.doctor import CHECKS, Sick
from bot.domain.folding import replay
from bot.domain.records import Letter
from bot.settings import Settings
from storage.database import Database
from storage.inbox import Inbox
from storage.journal import Journal
from tests.domain.samples import NOW, Story


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return demo_settings(
        tmp_path, bot_api="http://127.0.0.1:1", bot_token="1:A", smtp_port=1, port=1
    )


async def test_a_changed_journal_is_found(settings: Settings) -> None:
    database = Database.open(settings.database_url)
    await database.migrate()
    story = Story()
    story.send()
    for id in ("E1", "E2"):
        await Journal(database).append(replay(id, story.events), story.events)
    await database.close()
    assert "holds" in await CHECKS["journal"](settings)
    (file,) = settings.data.glob("*.db")
    with sqlite3.connect(file) as raw:
        triggers = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE events SET by = 'x' WHERE envelope = 'E2' AND version = 2")
    raw.close()
    with pytest.raises(Sick, match="E2 from event 2"):
        await CHECKS["journal"](settings)


async def test_what_was_given_up_is_reported(settings: Settings) -> None:
    assert await CHECKS["inbox"](settings) == "no update was given up"
    database = Database.open(settings.database_url)
    letter = Letter(bot_id=1, update_id=7, chat=5, received=NOW, payload={}, attempts=4)
    inbox = Inbox(database)
    await inbox.put_many([letter])
    assert await inbox.failed(letter, "BlobMissing: gone", NOW)
    await database.close()
    assert "1 given up" in await CHECKS["inbox"](settings)
    assert "BlobMissing" in await CHECKS["inbox"](settings)


async def test_programs_that_are_missing_are_a_hint_and_no_fault(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "libreoffice-writer-nogui" in await CHECKS["documents"](settings)
    assert "tesseract-ocr" in await CHECKS["scans"](settings)

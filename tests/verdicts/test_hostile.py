"""Mallory sends what would break a verifier; it answers, and serves the next one."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.pdf.verifying.answers import NOTICES, REASONS
from bot.pdf.verifying.verdict import Integrity
from bot.texts import texts
from playground.person import Person
from playground.scripts.visitor import Visitor
from tests.pdf.heavy import table_stream_of_many
from tests.pdf.raw_pdf import made
from tests.stage import Stage
from tests.verdicts.doors import Answer, at_command_line, in_chat, on_page
from tests.verdicts.hostile import FILES, PICTURES, Hostile

pytestmark = pytest.mark.asyncio(loop_scope="module")

Judged = Mapping[str, Mapping[str, Any]]
every_file = pytest.mark.parametrize("file", FILES, ids=str)
SLOW = Hostile("endless", table_stream_of_many, Integrity.UNREADABLE, "too-much")
"""Uses up all the time that there is."""
ALTOGETHER = (*FILES, *PICTURES, SLOW)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them, lying in a folder."""
    folder = tmp_path_factory.mktemp("hostile")
    for file in ALTOGETHER:
        (folder / file.file).write_bytes(await asyncio.to_thread(file.make))
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judged(folder: Path) -> Judged:
    """What the command line says of all of them."""
    names = [file.file for file in ALTOGETHER]
    code, answers = await asyncio.to_thread(at_command_line, folder, names, folder)
    assert code == 4, "the worst of all"
    return answers


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def trudy(stage: Stage) -> Person:
    """A stranger like Mallory, who reads German."""
    return await stage.world.person("Trudy", language="de")


@pytest.fixture(autouse=True)
def an_hour_later(stage: Stage) -> None:
    """So that nobody asks too often."""
    stage.clock.ahead += timedelta(hours=1)


@pytest.mark.parametrize("file", ALTOGETHER, ids=str)
async def test_the_command_line_answers(file: Hostile, judged: Judged) -> None:
    answer = judged[file.file]
    assert answer["integrity"] == file.due
    assert answer["reason"].startswith(beginning(file, "en"))
    for notice in file.notices:
        assert NOTICES[notice] in answer["notices"]


@every_file
async def test_the_chat_answers_and_lives(
    file: Hostile, stage: Stage, trudy: Person, folder: Path
) -> None:
    data = (folder / file.file).read_bytes()
    mallory = stage.story.mallory
    english, german = await asyncio.gather(
        in_chat(mallory, file.file, data), in_chat(trudy, file.file, data)
    )
    assert_says(file, en=english, de=german)


@pytest.mark.slow
@every_file
async def test_the_page_answers_and_lives(
    file: Hostile, stage: Stage, visitor: Visitor, folder: Path
) -> None:
    data = (folder / file.file).read_bytes()
    answer = await on_page(visitor, f"{stage.url}/verify?lang=en", file.file, data)
    assert_says(file, en=answer)


@pytest.mark.parametrize("file", PICTURES, ids=str)
async def test_a_picture_is_answered_too(
    file: Hostile, stage: Stage, visitor: Visitor, folder: Path
) -> None:
    data, mallory = (folder / file.file).read_bytes(), stage.story.mallory
    sent = await mallory.document(file.file, data)
    told = await mallory.wait_for(lambda m: bool(m.text), after=sent)
    assert not told.text.startswith("🟢")
    page = await visitor.open(f"{stage.url}/verify?lang=en")
    page = await visitor.submit(page, "/verify", files={"file": (file.file, data)})
    assert page.status in {200, 422}
    assert "green" not in page.html


@pytest.mark.slow
async def test_while_some_send_what_never_ends_others_are_served(
    stage: Stage, trudy: Person, visitor: Visitor, folder: Path
) -> None:
    """By the order of answers: seconds depend on the machine."""
    data, mallory = (folder / SLOW.file).read_bytes(), stage.story.mallory
    first, *_ = [await mallory.document(f"{n}.pdf", data) for n in range(20)]
    async with Visitor(address="127.0.0.2") as bomber:
        page = await bomber.open(f"{stage.url}/verify?lang=en")
        files = {"file": ("bomb.pdf", data)}
        async with asyncio.TaskGroup() as group:
            uploads = [
                group.create_task(bomber.submit(page, "/verify", files=files))
                for _ in range(20)
            ]
            for n in range(4):
                told = await in_chat(trudy, f"good {n}.pdf", made())
                assert told.sentence == texts("de")(REASONS["unsigned"])
                good = await on_page(visitor, page.url, "good.pdf", made())
                assert good.sentence == REASONS["unsigned"]
            chat = [m for m in await mallory.chat() if m.id > first.id]
            answers = [m for m in chat if m.text.startswith("⚪")]
            assert len(answers) < 3
            turned_away = [upload.result() for upload in uploads if upload.done()]
            for upload in uploads:
                upload.cancel()
    assert {page.status for page in turned_away} <= {200, 503}
    assert [page.status for page in turned_away].count(503) >= 18
    told = await mallory.wait_for(lambda m: m.text.startswith("⚪"), after=first)
    assert beginning(SLOW, "en") in told.text


def beginning(file: Hostile, language: str) -> str:
    return texts(language)(REASONS[file.reason]).split("{")[0]


def assert_says(file: Hostile, **answers: Answer) -> None:
    """Check answers by their language."""
    strange = file.due is Integrity.INTACT
    for language, answer in answers.items():
        said = answer.lines if strange else (answer.sentence,)
        assert any(beginning(file, language) in line for line in said), said
        for key in file.notices:
            notice = texts(language)(NOTICES[key])
            assert any(notice in line for line in answer.lines), answer.lines

"""Whoever asks about a file, and wherever: the answer is the same, and readable."""

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.pdf.verifying.verdict import Integrity
from playground.person import Person
from playground.scripts.visitor import Visitor
from tests.stage import Stage
from tests.verdicts.doors import Answer, at_command_line, in_chat, on_page
from tests.verdicts.files import FILES, File

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIGHTS = {
    Integrity.INTACT: "🟢",
    Integrity.EXTENDED: "🟡",
    Integrity.UNFINISHED: "🟡",
    Integrity.ALTERED: "🔴",
    Integrity.BROKEN: "🔴",
    Integrity.UNSIGNED: "⚪",
    Integrity.UNREADABLE: "⚪",
}
WORDS = {
    Integrity.INTACT: ("green: Unaltered", "green: Unverändert"),
    Integrity.EXTENDED: (
        "yellow: Something was added",
        "yellow: Etwas wurde hinzugefügt",
    ),
    Integrity.UNFINISHED: ("yellow: Not finished", "yellow: Nicht fertig"),
    Integrity.ALTERED: ("red: Altered", "red: Verändert"),
    Integrity.BROKEN: ("red: Not genuine", "red: Nicht echt"),
    Integrity.UNSIGNED: ("grey: Not signed", "grey: Nicht unterschrieben"),
    Integrity.UNREADABLE: ("grey: Not readable", "grey: Nicht lesbar"),
}
EXIT_CODES = {
    Integrity.INTACT: 0,
    Integrity.EXTENDED: 1,
    Integrity.UNFINISHED: 1,
    Integrity.ALTERED: 2,
    Integrity.BROKEN: 2,
    Integrity.UNSIGNED: 3,
    Integrity.UNREADABLE: 4,
}
SAME_IN_BOTH = {"Nordwind GmbH", "Bob Keller", "Charlie Sommer", "Name", "SHA-256"}
"""What a page says in German as in English."""
RAW = re.compile(r"\[\{|evidence\.|/\w+|FreeText|prev_hash")
"""What only the program should see."""

ByName = Mapping[str, Mapping[str, Any]]
every_file = pytest.mark.parametrize("file", FILES, ids=str)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def final(stage: Stage) -> bytes:
    """The sealed file that everybody got."""
    await stage.story.draft()
    await stage.story.direct()
    await stage.story.customer_signs()
    await stage.story.sealed()
    return stage.story.final


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def folder(final: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files, lying in a folder."""
    folder = tmp_path_factory.mktemp("files")
    for file in FILES:
        (folder / named(file)).write_bytes(file.forge(final))
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def trudy(stage: Stage) -> Person:
    """A stranger like Mallory, who reads German."""
    return await stage.world.person("Trudy", language="de")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judged(stage: Stage, folder: Path) -> ByName:
    """What the command line says where the keys of the installation are."""
    names, data = [named(file) for file in FILES], stage.folder / "data"
    code, answers = await asyncio.to_thread(at_command_line, folder, names, data)
    assert code == 4, "the worst of all"
    return answers


def named(file: File) -> str:
    """The name under which a file is sent."""
    return f"{file.name}.pdf"


@every_file
async def test_the_command_line_says_it(file: File, judged: ByName) -> None:
    answer = judged[named(file)]
    assert answer["integrity"] == file.due, answer
    assert answer["reason"].startswith(file.says)
    assert len(answer["changes"]) == len(file.changes)


@every_file
async def test_the_chat_says_the_same_in_both_languages(
    file: File, stage: Stage, trudy: Person, folder: Path, judged: ByName
) -> None:
    name, data = named(file), (folder / named(file)).read_bytes()
    english, german = await asyncio.gather(
        in_chat(stage.story.mallory, name, data), in_chat(trudy, name, data)
    )
    assert english.sign == german.sign == LIGHTS[file.due]
    assert english.sentence == judged[name]["reason"]
    assert_readable(file, english, german)
    changes = [line[2:] for line in english.lines if line.startswith("•")]
    due = file.changes + file.kept
    assert len(changes) == len(due), changes
    assert all(map(str.startswith, changes, due)), changes
    assert len([line for line in german.lines if line.startswith("•")]) == len(changes)


@every_file
async def test_the_page_says_the_same_in_both_languages(
    file: File, stage: Stage, visitor: Visitor, folder: Path, judged: ByName
) -> None:
    name, data = named(file), (folder / named(file)).read_bytes()
    english, german = [
        await on_page(visitor, f"{stage.url}/verify?lang={language}", name, data)
        for language in ("en", "de")
    ]
    assert (english.sign, german.sign) == WORDS[file.due]
    assert english.sentence == judged[name]["reason"]
    assert_readable(file, english, german)
    for change in file.changes + file.kept:
        assert any(line.startswith(change) for line in english.lines), english.lines


def assert_readable(file: File, english: Answer, german: Answer) -> None:
    """Hold that an answer is short, says nothing raw, and is all in one language."""
    known = {*SAME_IN_BOTH, named(file), f"📄 {named(file)}"}
    both = {line for line in english.lines if line in german.lines} - known
    assert not [line for line in both if re.search("[a-z]{3} ", line)], both
    assert german.sentence != english.sentence
    for answer in (english, german):
        assert len(answer.sentence) < 180
        text = "\n".join(line for line in answer.lines if named(file) not in line)
        assert not RAW.search(text.replace("9,000.00", "")), text


async def test_the_sealed_file_comes_from_this_service(
    stage: Stage, visitor: Visitor, final: bytes, judged: ByName
) -> None:
    answer = judged["final.pdf"]
    assert answer["origin"] == "this-service"
    assert answer["envelope"] == (await stage.envelope()).id
    assert answer["notices"] == []
    signers = [signature["signer"] for signature in answer["signatures"]]
    assert signers == ["Bob Keller", "Charlie Sommer", "Nordwind GmbH"]
    told = await in_chat(stage.story.mallory, "final.pdf", final)
    assert [line.split()[0] for line in told.lines[-3:]] == ["✍️", "✍️", "🔏"]
    assert all("\N{NO-BREAK SPACE}✓" in line for line in told.lines[-3:])
    page = await on_page(visitor, f"{stage.url}/verify?lang=en", "final.pdf", final)
    assert "It comes from this service." not in page.lines, "said twice"


async def test_without_an_authority_it_is_somebody_elses(folder: Path) -> None:
    names = [named(file) for file in FILES]
    _, answers = await asyncio.to_thread(at_command_line, folder, names, folder)
    assert "this-service" not in {answer["origin"] for answer in answers.values()}
    assert {name: answer["integrity"] for name, answer in answers.items()} == {
        named(file): file.due for file in FILES
    }
    final = answers["final.pdf"]
    assert final["origin"] == "other"
    vouching, *levels = final["notices"]
    assert vouching == (
        "Nobody here vouches for the identity of "
        "Bob Keller, Charlie Sommer, Nordwind GmbH."
    )
    assert all(line.endswith(": PAdES B-B.") for line in levels)
    assert len(levels) == len(final["signatures"]) == 3


@pytest.mark.parametrize("code", sorted(set(EXIT_CODES.values())))
async def test_the_exit_code_is_the_verdict(
    code: int, stage: Stage, folder: Path
) -> None:
    names = [named(file) for file in FILES if EXIT_CODES[file.due] == code]
    data = stage.folder / "data"
    found, _ = await asyncio.to_thread(at_command_line, folder, names, data)
    assert found == code

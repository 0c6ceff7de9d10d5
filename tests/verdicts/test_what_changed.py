"""A price changed in whatever way: parties see where and what, strangers which page."""

import asyncio
from collections.abc import Callable

import pytest

from bot.domain.fields import mask
from playground.person import Person
from playground.seen import Change, Message
from tests.paperwork import datas, press
from tests.pdf.attacks import attack_named
from tests.pdf.foreign import sign
from tests.pdf.reprints import FORGED, PRICE, TOOLS, by_tool, invoice, price_forged
from tests.stage import Stage
from tests.verdicts.conftest import Document

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIGHTS = "🟢🟡🔴⚪"
SAID = f"“{PRICE}” → “{FORGED}”"


def _by(tool: str) -> Callable[[bytes], bytes]:
    return lambda data: by_tool(price_forged(data), *TOOLS[tool])


FORGERIES = {
    "in one more revision": price_forged,
    "saved anew": _by("mutool clean"),
    "printed by poppler": _by("pdftocairo"),
}
every_forgery = pytest.mark.parametrize("how", FORGERIES)


def told_in_chat(message: Message) -> list[str]:
    """The lines on what changed."""
    return [line for line in message.text.splitlines() if line.startswith("•")]


async def ask(person: Person, data: bytes, pictures: int) -> tuple[Message, ...]:
    """Send a file; return the answer, and the pictures that come after it."""
    sent: Change = await person.document("invoice.pdf", data)
    told = await person.wait_for(lambda m: m.text[:1] in f"{LIGHTS}📄", after=sent)
    if told.text.startswith("📄"):
        # One of the company is asked what the file is for.
        sent = await press(person, told, "check")
        told = await person.wait_for(lambda m: m.text[:1] in LIGHTS, after=sent)
    if pictures:
        await person.wait_for(lambda m: m.photo is not None, after=told)
    after = [m for m in await person.chat() if m.id > told.id and not m.mine]
    return told, *after


@every_forgery
async def test_parties_see_the_place_and_the_words(
    how: str, stage: Stage, document: Document
) -> None:
    """The sender and the signer, each in his language."""
    forged = FORGERIES[how](document.sealed)
    for person, page in ((stage.story.alice, "Page 1"), (stage.story.bob, "Seite 1")):
        told, *pictures = await ask(person, forged, 1)
        assert told.text.startswith("🔴")
        (line,) = told_in_chat(told)
        assert line.startswith(f"• {page}: ")
        assert PRICE in line
        assert FORGED in line
        (picture,) = pictures
        assert picture.text.splitlines() == [page, f"{PRICE} → {FORGED}"]
        assert (await person.download(picture))[:2] == b"\xff\xd8"


@every_forgery
async def test_strangers_learn_the_page_and_no_words_of_ours(
    how: str, stage: Stage, document: Document
) -> None:
    told, *pictures = await ask(stage.story.mallory, FORGERIES[how](document.sealed), 0)
    assert told.text.startswith("🔴")
    assert not pictures
    changed = told_in_chat(told)
    if how == "in one more revision":
        assert changed == [f"• Page 1: {SAID}"], "both are in her own file"
        return
    assert changed == ["• Page 1: The content of the page was changed"]
    assert PRICE not in told.text
    assert document.envelope.drafted.title not in told.text


async def test_a_copy_that_looks_the_same_is_no_proof(
    stage: Stage, document: Document
) -> None:
    printed = by_tool(document.sealed, *TOOLS["pdftocairo"])
    told, *pictures = await ask(stage.story.alice, printed, 0)
    assert told.text.startswith("⚪")
    assert f"looks like document {document.envelope.id}" in told.text
    assert not pictures
    pressed = await press(stage.story.alice, told, "pdf")
    file = await stage.story.alice.wait_for(
        lambda m: m.document is not None, after=pressed
    )
    assert await stage.story.alice.download(file) == document.sealed


async def test_the_version_as_signed_comes_back(
    stage: Stage, document: Document
) -> None:
    mallory = stage.story.mallory
    told, *_ = await ask(mallory, price_forged(document.sealed), 0)
    pressed = await press(mallory, told, "signed")
    file = await mallory.wait_for(lambda m: m.document is not None, after=pressed)
    assert await mallory.download(file) == document.sealed
    assert file.document
    assert file.document.name == "invoice (as signed).pdf"
    (data,) = datas(told)
    forged = await mallory.forge(data.replace(":", ":9"), told)
    await mallory.wait_for("button is out of date", after=forged)


async def test_nothing_changed_is_no_noise(stage: Stage, document: Document) -> None:
    told, *pictures = await ask(stage.story.alice, document.sealed, 0)
    assert told.text.startswith("🟢")
    assert not pictures
    assert not told.labels
    assert not told_in_chat(told)


async def test_who_signed_is_told_with_how_he_was_identified(
    stage: Stage, document: Document
) -> None:
    bob = stage.story.bob
    for person, how in (
        (stage.story.mallory, "Telegram account"),
        (bob, "Telegram-Konto"),
    ):
        told, *_ = await ask(person, document.sealed, 0)
        (line,) = [each for each in told.text.splitlines() if "Bob Keller" in each]
        assert line.endswith(f"{how} {mask(str(bob.id))}")
        assert str(bob.id) not in told.text


async def test_somebody_elses_file_shows_its_pictures_to_whoever_sent_it(
    stage: Stage,
) -> None:
    signed = await asyncio.to_thread(sign, invoice(), "Trudy")
    told, *pictures = await ask(stage.story.mallory, price_forged(signed), 1)
    assert told.text[0] in "🔴🟡"
    assert SAID in told.text
    assert len(pictures) == 1


async def test_a_forwarded_file_is_answered_like_any_other(
    stage: Stage, document: Document
) -> None:
    dave = await stage.world.person("Dave", language="en")
    sent = await stage.story.mallory.document("invoice.pdf", document.sealed)
    await stage.story.mallory.wait_for("🟢", after=sent)
    forwarded = await dave.forward(sent, stage.story.mallory)
    await dave.wait_for("🟢", after=forwarded)


async def test_a_stranger_who_signs_what_he_changed_is_found_out(
    stage: Stage, document: Document
) -> None:
    """Valid signatures of his own, over a copy that names our document."""
    copy = by_tool(price_forged(document.sealed), *TOOLS["pdftocairo"])
    signed = await asyncio.to_thread(sign, copy, "Nordwind GmbH")
    told, *_ = await ask(stage.story.alice, signed, 1)
    assert told.text.startswith("🔴"), told.text
    assert SAID in told.text


async def test_only_the_last_signed_version_is_none_when_a_signature_is_gone(
    stage: Stage, document: Document
) -> None:
    cleared = attack_named("last signature cleared")(document.sealed)
    told, *_ = await ask(stage.story.alice, cleared, 0)
    assert told.text.startswith("🔴")
    assert "signed" not in {data.split(":")[0] for data in datas(told)}

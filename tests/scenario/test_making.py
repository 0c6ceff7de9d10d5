"""Alice has a document made without any file, question by question."""

import pytest

from bot.domain.fields import SENDER
from playground.seen import Change, Message
from tests import paperwork as paper
from tests.paperwork import offers, press, refusal, speak, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def begun(stage: Stage, kind: str) -> Message:
    """The first question about a document."""
    alice = stage.story.alice
    sent = await alice.send("/new")
    choice = await alice.wait_for(offers("make"), after=sent)
    pressed = await alice.press(f"make:{kind}", choice)
    return await alice.wait_for("1", after=pressed)


async def answer(stage: Stage, asked: Message, text: str) -> Message:
    """Type an answer, or press the button of that name, and see what comes next."""
    alice = stage.story.alice
    done: Change
    if text in asked.labels:
        done = await alice.press(text, asked)
    else:
        done = await alice.send(text)
    return await alice.wait_for(lambda m: m.id > asked.id, after=done)


async def test_an_offer_is_made_and_goes_on_its_way(stage: Stage) -> None:
    alice = stage.story.alice
    asked = await begun(stage, "offer")
    for text in (
        "A-2026-7", "Sommer Möbel KG", "Yes", "Marktplatz 3\n80331 München",
        "kg@example.com", "Skip",
    ):  # fmt: skip
        asked = await answer(stage, asked, text)
    assert "Of which date?" in asked.text
    for _ in ("date", "currency"):
        asked = await answer(stage, asked, asked.labels[0])
    asked = await answer(
        stage, asked, "Chair; 4; pcs; 189.90; 19\nTable; 1; pcs; 900; 19"
    )
    assert "valid" in asked.text
    asked = await answer(stage, asked, asked.labels[0])
    made = await answer(stage, asked, "Skip")
    assert "Offer A-2026-7" in made.text
    assert "Sommer Möbel KG" in made.text
    await alice.wait_for("Who signs for us", after=made)
    (id, *_) = await stage.ids()
    form = await stage.form(id, SENDER)
    assert form["customer_company"] is True
    assert form["guess_email"] == "kg@example.com"
    assert form["placed"]


@pytest.mark.parametrize("language", ["en", "de"])
async def test_wrong_answers_lose_nothing(stage: Stage, language: str) -> None:
    alice = stage.story.alice
    await speak(alice, language)
    asked = await begun(stage, "service-contract")
    skip = asked.labels[-1]
    asked = await answer(stage, asked, skip)
    for text, key, params in (
        ("北京", "text.script", {"char": "北"}),
        ("x" * 400, "text.too-long", {"limit": 120}),
    ):
        sent = await alice.send(text)
        await told(alice, sent, refusal(language, key, **params))
    asked = await answer(stage, asked, "Charlie Sommer")
    for text in (asked.labels[1], skip, skip, skip, skip, "Reinigung"):
        asked = await answer(stage, asked, text)
    sent = await alice.send("viel")
    await told(alice, sent, refusal(language, "number.unreadable"))
    asked = await answer(stage, asked, "450")
    pressed = await alice.forge("made:AAAAA-AAAAA:0:g", asked)
    await told(alice, pressed, refusal(language, "button-old"))
    pressed = await alice.forge(paper.datas(asked)[0][:-2] + "c9", asked)
    await told(alice, pressed, refusal(language, "button-old"))
    pressed = await alice.forge("make:love-letter", asked)
    await told(alice, pressed, refusal(language, "button-old"))
    asked = await answer(stage, asked, asked.labels[0])
    assert asked.labels, "the currency is guessed"
    await press(alice, asked, "made")
    await speak(alice, "en")

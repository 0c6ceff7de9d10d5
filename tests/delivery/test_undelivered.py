"""A sealed file that does not reach a signer: its sender hears of it and can help."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.domain.envelope import Envelope
from bot.domain.envelope import Stage as Place
from bot.texts import texts
from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.paperwork import offers, press, refusal, speak, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def good_weather(stage: Stage) -> AsyncIterator[None]:
    yield
    await stage.world.clear_faults()


async def sealed(stage: Stage, made: paper.Paper, fault: str, times: int) -> Envelope:
    """Charlie signs, and his mailbox takes nothing any more."""
    async with Visitor() as charlie:
        page = await paper.come_to_page(stage, made, charlie)
        await stage.world.fault("mail", fault, to=made.email, times=times)
        await paper.sign_on_page(charlie, page)
    return await stage.settled(Place.SIGNED)


async def test_a_mail_server_that_is_away_for_a_night(stage: Stage) -> None:
    made = await paper.sent(stage)
    envelope = await sealed(stage, made, "temporary", 99)
    await stage.world.clear_faults()
    for hours in range(1, 14):
        await stage.world.fault("mail", "temporary", to=made.email)
        await stage.later(timedelta(hours=hours))
        await stage.settled(Place.SIGNED)
    await stage.world.clear_faults()
    await stage.later(timedelta(hours=5))
    mails = await stage.world.mails(made.email)
    assert any(mail.attachments for mail in mails), envelope.id


@pytest.mark.parametrize("language", ["en", "de"])
async def test_a_mailbox_that_is_gone(stage: Stage, language: str) -> None:
    alice, t = stage.story.alice, texts(language)
    await speak(alice, language)
    made = await paper.sent(stage, language=language)
    await sealed(stage, made, "permanent", 1)
    said = t("⚠️ I could not deliver the sealed PDF to {name}.", name="Charlie Sommer")
    news = await alice.wait_for(said, after=made.message)
    pressed = await press(alice, news, "pdf")
    await alice.wait_for(lambda message: bool(message.document), after=pressed)
    line = t("⚠️ not delivered to {name}. Please pass it on.", name="Charlie Sommer")
    sent = await alice.send(f"/status {made.id}")
    found = await alice.wait_for(offers("card", made.id), after=sent)
    pressed = await press(alice, found, "card")
    await alice.wait_for(line, after=pressed)


@pytest.mark.parametrize("language", ["en", "de"])
async def test_nobody_can_be_nudged_whom_nothing_reached(
    stage: Stage, language: str
) -> None:
    alice, email = stage.story.alice, f"nobody.{language}@example.com"
    await speak(alice, language)
    await stage.world.fault("mail", "permanent", to=email)
    made = await paper.sent(stage, email=email, language=language)
    news = await alice.wait_for(offers("address", made.id), after=made.message)
    pressed = await press(alice, made.message, "nudge")
    await told(alice, pressed, refusal(language, "not-reached", names="Charlie Sommer"))
    assert "Nudged" not in paper.kinds(await stage.records(made.id))
    asked = await press(alice, news, "address")
    await alice.wait_for("✉️", after=asked)
    await stage.world.fault("mail", "permanent", to=f"x.{email}")
    sent = await alice.send(f"x.{email}")
    await alice.wait_for(
        texts(language)("⚠️ I could not reach {name}.", name="Charlie Sommer"),
        after=sent,
    )

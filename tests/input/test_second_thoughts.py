"""People change their minds: a question left alone takes nothing for its answer."""

import pytest

from bot.domain.envelope import Stage as Place
from tests import paperwork as paper
from tests.paperwork import offers, press, refusal, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("command", ["/help", "/inbox", "/status", "/cancel"])
async def test_a_command_leaves_the_question_why(stage: Stage, command: str) -> None:
    """What Alice types after it is not the reason, and nothing is taken back."""
    alice = stage.story.alice
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    pressed = await press(alice, made.message, "back")
    await alice.wait_for(offers("card", made.id), after=pressed)
    sent = await alice.send(command)
    await alice.wait_for(lambda message: True, after=sent)
    sent = await alice.send("How is the weather?")
    await told(alice, sent, refusal("en", "not-understood"))
    assert (await stage.envelope()).stage is Place.APPROVAL


@pytest.mark.parametrize("act", ["back", "address"])
async def test_the_question_can_be_cancelled(stage: Stage, act: str) -> None:
    alice = stage.story.alice
    made = await paper.sent(stage)
    pressed = await press(alice, made.message, act)
    question = await alice.wait_for(offers("card", made.id), after=pressed)
    pressed = await alice.press("✖️ Cancel", question)
    await alice.wait_for(offers("nudge", made.id), after=pressed)
    sent = await alice.send("no@example.com")
    await told(alice, sent, refusal("en", "not-understood"))
    assert (await stage.envelope()).stage is Place.SENT


async def test_discard_is_pressed_twice(stage: Stage) -> None:
    alice = stage.story.alice
    made = await paper.drafted(stage)
    pressed = await press(alice, made.message, "back")
    await alice.wait_for(offers("archive", made.id), after=pressed)
    pressed = await press(alice, made.message, "back")
    await alice.wait_for(offers("archive", made.id), after=pressed)
    sent = await alice.send("hello")
    await told(alice, sent, refusal("en", "not-understood"))

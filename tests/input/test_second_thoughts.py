"""People change their minds: a question left alone takes nothing for its answer."""

import pytest

from bot.domain.envelope import Stage as Place
from bot.domain.fields import DIRECTOR
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


async def test_two_photos_of_one_signature(stage: Stage) -> None:
    """Bob sends both at once, as an album: the second is not his stamp."""
    bob, photo = stage.story.bob, stage.story.samples["signature-photo.jpg"]
    made = await paper.sent(stage, ("director.signature", "director.stamp"))
    invited = await bob.wait_for(offers("sign", made.id))
    pressed = await bob.press(f"sign:{made.id}:{DIRECTOR}", invited)
    await bob.wait_for("🖊", after=pressed)
    sent = await bob.album([("1.jpg", photo), ("2.jpg", photo)], photos=True)
    await bob.wait_for("🔵", after=sent[-1])
    await told(bob, sent[-1], refusal("de", "picture.one"))
    assert list(await stage.form(made.id, DIRECTOR)) == ["director-signature"]
    sent_alone = await bob.photo(stage.story.samples["stamp-photo.jpg"])
    await bob.wait_for(offers("signnow", made.id), after=sent_alone)


async def test_no_link_makes_a_director_an_employee(stage: Stage) -> None:
    """Bob taps the link that was meant for somebody else; he still signs."""
    olivia, bob = stage.story.olivia, stage.story.bob
    sent = await olivia.send("/team")
    team = await olivia.wait_for(offers("invite"), after=sent)
    pressed = await press(olivia, team, "invite:employee")
    message = await olivia.wait_for("start=t", after=pressed)
    opened = await bob.open_link(message.text.split()[-1])
    await bob.wait_for("Geschäftsleitung", after=opened)
    await paper.approved(stage, await paper.sent(stage, paper.DIRECTOR_SIGNS))

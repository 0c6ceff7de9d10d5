"""People change their minds: a question left alone takes nothing for its answer."""

import pytest

from bot.domain.envelope import Stage as Place
from bot.domain.fields import DIRECTOR
from bot.screens.status import inbox
from bot.texts import texts
from tests import paperwork as paper
from tests.domain.samples import Story
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
    preview = await bob.wait_for(offers("signnow", made.id), after=sent_alone)
    pressed = await press(bob, preview, "signnow")
    await bob.wait_for("✅", after=pressed)


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


async def test_a_photo_comes_before_the_document_is_opened(stage: Stage) -> None:
    """Bob reads that something waits, and sends his signature at once."""
    bob, photo = stage.story.bob, stage.story.samples["signature-photo.jpg"]
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    await bob.wait_for(offers("sign", made.id))
    for sent in (await bob.photo(photo), await bob.document("me.jpg", photo)):
        offered = await bob.wait_for(offers("open", made.id), after=sent)
        pressed = await bob.press(f"open:{made.id}:{DIRECTOR}", offered)
        await bob.wait_for(offers("sign", made.id), after=pressed)


async def test_a_customer_finds_what_waits_for_him(stage: Stage) -> None:
    made = await paper.sent(stage)
    charlie = await stage.world.person("Charlie", language="en")
    await paper.come_to_chat(stage, made, charlie)
    sent = await charlie.send("/inbox")
    await charlie.wait_for(offers("open", made.id), after=sent)
    sent = await charlie.send("/help")
    await charlie.wait_for("/inbox", after=sent)
    sent = await charlie.send("/status")
    await told(charlie, sent, refusal("en", "not-understood-signer"))


async def test_what_only_the_owner_does(stage: Stage) -> None:
    for command in ("/team", "/company"):
        sent = await stage.story.alice.send(command)
        await told(stage.story.alice, sent, refusal("en", "owner-only"))


async def test_an_inbox_of_more_than_a_message_can_show() -> None:
    screen = inbox(texts("en"), [(Story().envelope, DIRECTOR)] * 101)
    assert len(screen.rows) == 20
    assert "101 documents" in screen.text
    assert screen.text.endswith("+81 more")


async def test_what_has_ended_does_not_wait(stage: Stage) -> None:
    bob, alice = stage.story.bob, stage.story.alice
    ended = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    pressed = await press(alice, ended.message, "back")
    await alice.wait_for(offers("card", ended.id), after=pressed)
    await alice.wait_for("a mistake", after=await alice.send("a mistake"))
    other = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    waiting = await bob.wait_for(
        offers("open", other.id), after=await bob.send("/inbox")
    )
    assert not offers("open", ended.id)(waiting)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("letter.docx", "file.kind"),
        ("photo.png", "image.format"),
        ("notes.txt", "file.kind"),
    ],
)
async def test_a_file_of_no_use_is_refused_at_once(
    stage: Stage, name: str, why: str
) -> None:
    """Alice reads what is taken instead of being asked what to do with it."""
    sent = await stage.story.alice.document(name, b"PK or whatever")
    await told(stage.story.alice, sent, refusal("en", why))


async def test_a_photo_without_a_code_is_nothing_to_verify(stage: Stage) -> None:
    mallory = await stage.world.person("Mallory", language="en")
    sent = await mallory.send("/verify")
    await mallory.wait_for("🔍", after=sent)
    sent = await mallory.photo(stage.story.samples["blank-photo.jpg"])
    await told(mallory, sent, refusal("en", "picture.no-code"))
    sent = await mallory.send("/verify")
    await mallory.wait_for("🔍", after=sent)
    sent = await mallory.send("What now?")
    await told(mallory, sent, refusal("en", "pdf.expected"))


async def test_who_cancels_is_told_how_to_go_on(stage: Stage) -> None:
    alice = stage.story.alice
    sent = await alice.send("/cancel")
    await alice.wait_for("/status", after=sent)
    sent = await alice.document("order.csv", stage.story.samples["order.csv"])
    await alice.wait_for(offers("fill"), after=sent)
    sent = await alice.send("/cancel")
    cancelled = await alice.wait_for(offers("go"), after=sent)
    pressed = await press(alice, cancelled, "go")
    await alice.wait_for(offers("fill"), after=pressed)


async def test_people_are_called_as_they_wish(stage: Stage) -> None:
    """Telegram's name was not the one that belongs in a document."""
    alice = stage.story.alice
    me = await alice.wait_for(offers("myname"), after=await alice.send("/me"))
    pressed = await press(alice, me, "myname")
    await alice.wait_for("👤", after=pressed)
    await told(alice, await alice.send("\u200b"), refusal("en", "text.empty"))
    sent = await alice.send("Alice Weber-Çelik")
    await alice.wait_for("Alice Weber-Çelik", after=sent)
    made = await paper.sent(stage)
    assert (await stage.envelope()).parties[0].name == "Alice Weber-Çelik"
    assert "Alice Weber-Çelik" in (await paper.invitation(stage, made)).text

"""What people do that nobody asked for: stickers, albums, groups, second thoughts."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.fields import DIRECTOR, SENDER
from bot.texts import texts
from playground.client import Message, Person
from tests import paperwork as paper
from tests.paperwork import kinds, offers, press, refusal, speak, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

LANGUAGES = pytest.mark.parametrize("language", ["en", "de"])
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 9,
    "height": 9,
    "is_animated": False,
    "is_video": False,
}
GROUP = {"id": -100_123, "type": "supergroup", "title": "Nordwind all hands"}


async def arrives(stage: Stage, person: Person, **content: Any) -> Message:
    """Something arrives at the bot that the playground's clients cannot send."""
    last = await person.last()
    account = stage.playground.telegram.people[person.id]
    message = {
        "message_id": 999_999,
        "date": stage.playground.telegram.now(),
        "chat": account.chat(),
        "from": account.user(),
    }
    stage.playground.telegram.updates.push("message", message | content)
    return last


async def order(stage: Stage) -> tuple[str, Message]:
    """Alice sends an order, and is asked for its date."""
    alice = stage.story.alice
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    asked = await alice.wait_for(offers("fill"), after=sent)
    return paper.datas(asked)[0].split(":")[1], asked


@LANGUAGES
async def test_stickers_and_voices_are_answered(stage: Stage, language: str) -> None:
    alice = stage.story.alice
    mallory = await stage.world.person("Mallory", language=language)
    await speak(alice, language)
    hello = await mallory.send("/start")
    await mallory.wait_for("👋", after=hello)
    for content in ({"voice": VOICE}, {"sticker": STICKER}):
        last = await arrives(stage, alice, **content)
        await told(alice, last, refusal(language, "not-understood"))
        last = await arrives(stage, mallory, **content)
        await told(mallory, last, refusal(language, "strangers"))
    id, asked = await order(stage)
    last = await arrives(stage, alice, voice=VOICE)
    await told(alice, last, refusal(language, "text.expected"))
    pressed = await press(alice, asked, "fill")
    await alice.wait_for(offers("fill", f"{id}:1"), after=pressed)
    sent = await alice.send("/cancel")
    await alice.wait_for(offers("go", id), after=sent)


async def test_groups_are_left_alone(stage: Stage) -> None:
    """Who adds the bot to a group does not show the company's documents there."""
    alice = stage.story.alice
    await speak(alice, "en")
    before = len(await alice.chat())
    for text in ("/status", "/new", "/start", "hello"):
        await arrives(stage, alice, chat=GROUP, text=text)
    sent = await alice.send("/help")
    said = await alice.wait_for("/inbox", after=sent)
    assert "/new" in said.text
    assert "ODS" in said.text
    assert len(await alice.chat()) == before + 2


async def test_an_edited_message_changes_nothing(stage: Stage) -> None:
    """What was answered stays answered; it is changed by its button."""
    alice = stage.story.alice
    id, _ = await order(stage)
    sent = await alice.send("11/24/2026")
    await alice.wait_for(offers("fill", f"{id}:1"), after=sent)
    form = await stage.form(id, SENDER)
    await alice.edit(sent, "11/30/2026")
    again = await alice.send("/help")
    await alice.wait_for("/inbox", after=again)
    assert await stage.form(id, SENDER) == form


async def test_each_file_of_an_album_is_answered(stage: Stage) -> None:
    alice, samples = stage.story.alice, stage.story.samples
    await speak(alice, "en")
    before = await stage.ids()
    names = ("order.json", "contract.pdf", "order.csv", "blank-photo.jpg")
    sent = await alice.album([(name, samples[name]) for name in names])
    await alice.wait_for(refusal("en", "picture.no-code"), after=sent[-1])
    messages = [m for m in await alice.chat() if m.id > sent[-1].id and not m.mine]
    asked = [m for m in messages if offers("new")(m)]
    assert ["contract.pdf" in message.text for message in asked] == [True]
    orders = [m for m in messages if offers("fill")(m)]
    ids = [paper.datas(m)[0].split(":")[1] for m in orders]
    assert set(ids) == set(await stage.ids()) - set(before)
    pressed = await press(alice, orders[0], "fill")
    await alice.wait_for(offers("fill", f"{ids[0]}:1"), after=pressed)


async def test_two_drafts_at_once_get_their_own_answers(stage: Stage) -> None:
    """A button answers its own question, a text the one that was asked last."""
    alice = stage.story.alice
    one, first = await order(stage)
    other, _ = await order(stage)
    empty = await stage.form(other, SENDER)
    pressed = await press(alice, first, "fill")
    bank = await alice.wait_for(offers("fill", f"{one}:1"), after=pressed)
    assert await stage.form(other, SENDER) == empty
    pressed = await alice.press("Go on", await card_of(stage, other))
    await alice.wait_for(offers("fill", f"{other}:0"), after=pressed)
    sent = await alice.send("11/20/2026")
    await alice.wait_for(offers("fill", f"{other}:1"), after=sent)
    assert "2026-11-20" in (await stage.form(other, SENDER)).values()
    assert "2026-11-20" not in (await stage.form(one, SENDER)).values()
    pressed = await press(alice, bank, "fill")
    await alice.wait_for(offers("director", one), after=pressed)


async def card_of(stage: Stage, id: str) -> Message:
    alice = stage.story.alice
    sent = await alice.send(f"/status {id}")
    found = await alice.wait_for(offers("card", id), after=sent)
    pressed = await press(alice, found, "card")
    return await alice.wait_for(offers("go", id), after=pressed)


async def test_two_documents_at_once_get_their_own_signatures(stage: Stage) -> None:
    bob = stage.story.bob
    await speak(bob, "en")
    one = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    other = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    asked = []
    for made in (one, other):
        invited = await bob.wait_for(offers("sign", made.id))
        pressed = await bob.press(f"sign:{made.id}:{DIRECTOR}", invited)
        asked.append(await bob.wait_for(offers("type", made.id), after=pressed))
    sent = await bob.photo(stage.story.samples["signature-photo.jpg"])
    await bob.wait_for(offers("signnow", other.id), after=sent)
    assert not await stage.form(one.id, DIRECTOR)
    pressed = await press(bob, asked[0], "type")
    preview = await bob.wait_for(offers("signnow", one.id), after=pressed)
    pressed = await press(bob, preview, "signnow")
    await bob.wait_for("✅", after=pressed)
    assert "Signed" in kinds(await stage.records(one.id))
    assert "Signed" not in kinds(await stage.records(other.id))


async def test_a_picture_can_be_given_again(stage: Stage) -> None:
    """Bob likes his signature better the second time; his stamp stays."""
    bob, samples = stage.story.bob, stage.story.samples
    await speak(bob, "en")
    made = await paper.sent(stage, ("director.signature", "director.stamp"))
    invited = await bob.wait_for(offers("sign", made.id))
    pressed = await bob.press(f"sign:{made.id}:{DIRECTOR}", invited)
    question = await bob.wait_for("🖊", after=pressed)
    pressed = await press(bob, question, "type")
    taken = await bob.wait_for(offers("again", made.id), after=pressed)
    await bob.wait_for("🔵", after=pressed)
    sent = await bob.photo(samples["stamp-photo.jpg"])
    old = await bob.wait_for(offers("signnow", made.id), after=sent)
    before = await stage.form(made.id, DIRECTOR)
    pressed = await press(bob, taken, "again")
    await bob.wait_for("🖊", after=pressed)
    sent = await bob.photo(samples["signature-photo.jpg"])
    new = await bob.wait_for(offers("signnow", made.id), after=sent)
    after = await stage.form(made.id, DIRECTOR)
    assert [key for key in before if before[key] != after[key]] == [
        "director-signature"
    ]
    pressed = await press(bob, old, "signnow")
    await told(bob, pressed, refusal("en", "entries-changed"))
    pressed = await press(bob, new, "signnow")
    await bob.wait_for("✅", after=pressed)


async def test_who_meets_a_defect_is_told_in_the_end(stage: Stage) -> None:
    """A file vanished from the disk: Alice is not left without an answer, in the
    language she chose, and the chat goes on."""
    alice, t = stage.story.alice, texts("de")
    await speak(alice, "de")
    sent = await alice.document("contract.pdf", b"%PDF-1.7 will vanish")
    asked = await alice.wait_for(offers("new"), after=sent)
    id = paper.datas(asked)[0].split(":")[1]
    forget(stage, (await stage.form(id, str(alice.id)))["file"])
    sorry = f"{t('Something went wrong')}. " + t(
        "That is our fault, not yours. Nothing is lost; please try again."
    )
    with capture_logs() as logs:
        pressed = await press(alice, asked, "new")
        async with asyncio.TaskGroup() as group:
            waiting = group.create_task(told(alice, pressed, sorry))
            while not waiting.done():
                await asyncio.sleep(0.5)
                stage.clock.ahead += timedelta(seconds=30)
    assert "update parked" in {entry["event"] for entry in logs}
    sent = await alice.send("/help")
    await alice.wait_for("/inbox", after=sent)
    await speak(alice, "en")


def forget(stage: Stage, sha256: str) -> None:
    """Delete stored bytes from the disk."""
    (blob,) = Path(stage.settings.data).rglob(f"*{sha256[4:]}")
    blob.unlink()

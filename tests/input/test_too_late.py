"""Acts that come twice, out of turn or too late, by buttons that are still on screen.

Numbers are the rows of the table of abuses.
"""

import asyncio

import pytest

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER
from bot.texts import texts
from playground.client import Person
from tests import paperwork as paper
from tests.paperwork import kinds, of_people, offers, press, refusal, speak, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

LANGUAGES = pytest.mark.parametrize("language", ["en", "de"])
AGAIN = "That is answered already. Here is what comes next:"


@LANGUAGES
async def test_row_06_nobody_signs_twice(stage: Stage, language: str) -> None:
    bob = stage.story.bob
    await speak(bob, language)
    made = await paper.sent(stage, paper.BOTH_SIGN)
    preview = await paper.previewed(stage, made)
    pressed = await press(bob, preview, "signnow")
    done = await bob.wait_for("✅", after=pressed)
    acts = of_people(await stage.records(made.id))
    pressed = await press(bob, preview, "signnow")
    await told(bob, pressed, done.text)
    for act in ("sign", "redo", "decline"):
        pressed = await bob.forge(f"{act}:{made.id}:{DIRECTOR}", preview)
        answer = await bob.wait_for(lambda message: True, after=pressed)
        if act != "sign":
            assert answer.text == refusal(language, "already-signed")
        assert not any(data.startswith("signnow") for data in paper.datas(answer))
    assert of_people(await stage.records(made.id)) == acts
    assert kinds(acts).count("Signed") == 1


async def test_row_12_two_presses_at_once_make_one_signature(stage: Stage) -> None:
    bob = stage.story.bob
    made = await paper.sent(stage, paper.BOTH_SIGN)
    preview = await paper.previewed(stage, made)
    await stage.world.redeliver()
    first, second = await asyncio.gather(
        press(bob, preview, "signnow"), press(bob, preview, "signnow")
    )
    await bob.wait_for("✅", after=first)
    await bob.wait_for("✅", after=second)
    assert kinds(await stage.records(made.id)).count("Signed") == 1


async def test_row_13_nobody_acts_for_who_comes_later(stage: Stage) -> None:
    """Neither the director, nor the sender, nor a stranger signs for the customer."""
    bob, alice = stage.story.bob, stage.story.alice
    made = await paper.sent(stage, paper.BOTH_SIGN)
    asked = await bob.wait_for(offers("sign", made.id))
    acts = of_people(await stage.records(made.id))
    for language in ("en", "de"):
        mallory = await stage.world.person("Mallory", language=language)
        hello = await mallory.send("/start")
        await mallory.wait_for("👋", after=hello)
        await speak(bob, language)
        for person, screen in ((bob, asked), (mallory, hello)):
            for act in ("sign", "decline", "redo", "mine"):
                pressed = await person.forge(f"{act}:{made.id}:{CUSTOMER}", screen)
                await told(person, pressed, refusal(language, "not-found"))
    for role in (SENDER, DIRECTOR, CUSTOMER):
        pressed = await alice.forge(f"sign:{made.id}:{role}", made.message)
        await told(alice, pressed, refusal("en", "not-found"))
    assert of_people(await stage.records(made.id)) == acts
    await paper.approved(stage, made)


@LANGUAGES
async def test_nobody_signs_what_was_declined(stage: Stage, language: str) -> None:
    bob = stage.story.bob
    await speak(bob, language)
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    preview = await paper.previewed(stage, made)
    pressed = await press(bob, preview, "decline")
    await bob.wait_for(lambda message: not message.buttons, after=pressed)
    sent = await bob.send("\u200b")
    await told(bob, sent, refusal(language, "text.empty"))
    sent = await bob.send("The price\nis <b>wrong</b>.")
    answer = await bob.wait_for("⛔", after=sent)
    assert "The price is <b>wrong</b>." in answer.text
    pressed = await press(bob, preview, "signnow")
    await told(bob, pressed, refusal(language, "was-declined"))
    for act in ("redo", "decline"):
        pressed = await bob.forge(f"{act}:{made.id}:{DIRECTOR}", preview)
        await told(bob, pressed, refusal(language, "was-declined"))
    assert "Signed" not in kinds(await stage.records(made.id))
    (declined,) = [
        record["data"]
        for record in await stage.records(made.id)
        if record["event"] == "Declined"
    ]
    assert declined["reason"] == "The price is <b>wrong</b>."


@LANGUAGES
async def test_a_question_ends_with_its_document(stage: Stage, language: str) -> None:
    """Bob is asked for his signature when Alice takes it back: he is told once."""
    bob, alice = stage.story.bob, stage.story.alice
    await speak(bob, language)
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    asked = await bob.wait_for(offers("sign", made.id))
    pressed = await bob.press(f"sign:{made.id}:{DIRECTOR}", asked)
    await bob.wait_for(offers("type", made.id), after=pressed)
    pressed = await press(alice, made.message, "back")
    await alice.wait_for(offers("card", made.id), after=pressed)
    sent = await alice.send("a mistake")
    await alice.wait_for("a mistake", after=sent)
    await bob.wait_for("↩️", after=sent)
    photo = await bob.photo(stage.story.samples["signature-photo.jpg"])
    await told(bob, photo, refusal(language, "was-taken-back"))
    sent = await bob.send("hello")
    await told(bob, sent, refusal(language, "not-understood"))


@LANGUAGES
async def test_old_buttons_of_a_draft(stage: Stage, language: str) -> None:
    alice = stage.story.alice
    await speak(alice, language)
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    first = await alice.wait_for(offers("fill"), after=sent)
    (id,) = (await stage.ids())[:1]
    pressed = await press(alice, first, "fill")
    second = await alice.wait_for(offers("fill", f"{id}:1"), after=pressed)
    form = await stage.form(id, SENDER)
    pressed = await press(alice, first, "fill")
    await alice.wait_for(texts(language)(AGAIN), after=pressed)
    second = await alice.wait_for(offers("fill", f"{id}:1"), after=pressed)
    assert await stage.form(id, SENDER) == form
    pressed = await press(alice, second, "fill")
    third = await alice.wait_for(offers("director", id), after=pressed)
    pressed = await alice.press("Bob Keller", third)
    fourth = await alice.wait_for(offers("email", id), after=pressed)
    pressed = await press(alice, fourth, "email")
    await alice.wait_for(offers("send", id), after=pressed)
    await speak(alice, "en")


@LANGUAGES
async def test_row_15_what_is_sent_is_what_the_summary_showed(
    stage: Stage, language: str
) -> None:
    """The old summary still has its button while the answers are changed."""
    alice = stage.story.alice
    await speak(alice, language)
    made = await paper.drafted(stage, language=language)
    pressed = await press(alice, made.message, "change")
    await alice.wait_for("✉️", after=pressed)
    pressed = await press(alice, made.message, "send")
    await told(alice, pressed, refusal(language, "question-open"))
    sent = await alice.send(f"new.{made.email}")
    summary = await alice.wait_for(offers("send", made.id), after=sent)
    pressed = await press(alice, made.message, "send")
    await told(alice, pressed, refusal(language, "button-old"))
    assert "Sent" not in kinds(await stage.records(made.id))
    pressed = await press(alice, summary, "send")
    await alice.wait_for(offers("nudge", made.id), after=pressed)
    await stage.world.wait_for_mail(f"new.{made.email}", "/s/")
    assert not await stage.world.mails(made.email)
    acts = of_people(await stage.records(made.id))
    for act in ("change", "placed", "go", "email", "kind", "spot", "fill"):
        extra = {"kind": ":company", "spot": ":sender-date:l", "fill": ":0:x"}
        data = f"{act}:{made.id}{extra.get(act, '')}"
        pressed = await alice.forge(data, summary)
        await told(alice, pressed, refusal(language, "is-sent"))
    assert of_people(await stage.records(made.id)) == acts
    await speak(alice, "en")


async def test_row_16_a_press_signs_only_what_its_preview_shows(stage: Stage) -> None:
    bob = stage.story.bob
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    old = await paper.previewed(stage, made)
    pressed = await press(bob, old, "redo")
    await bob.wait_for(offers("type", made.id), after=pressed)
    for language in ("en", "de"):
        await speak(bob, language)
        pressed = await press(bob, old, "signnow")
        await told(bob, pressed, refusal(language, "entries-changed"))
        await bob.wait_for(offers("type", made.id), after=pressed)
        pressed = await bob.forge(f"signnow:{made.id}:{DIRECTOR}:00:00:en", old)
        await told(bob, pressed, refusal(language, "document-changed"))
    sent = await bob.photo(stage.story.samples["signature-photo.jpg"])
    new = await bob.wait_for(offers("signnow", made.id), after=sent)
    pressed = await press(bob, old, "signnow")
    await told(bob, pressed, refusal("de", "entries-changed"))
    assert "Signed" not in kinds(await stage.records(made.id))
    pressed = await press(bob, new, "signnow")
    await bob.wait_for("✅", after=pressed)


async def test_old_and_forged_buttons_of_the_company(stage: Stage) -> None:
    alice, olivia = stage.story.alice, stage.story.olivia
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    await paper.approved(stage, made)
    await alice.wait_for(offers("archive", made.id))
    for language in ("en", "de"):
        await speak(olivia, language)
        screen = await olivia.last()
        for data in (
            f"address:{made.id}",
            f"address:{made.id}:{DIRECTOR}",
            f"address:{made.id}:nobody",
            "stage:99",
            "stage:x",
            "stage:-1",
            "company:secrets",
            "guess:1",
            "nonsense",
            ":" * 60,
            f"fill:{made.id}:0",
        ):
            pressed = await olivia.forge(data, screen)
            await told(olivia, pressed, refusal(language, "button-old"))
        for data in ("card:no-such", f"card:{'x' * 55}", "pdf:0", "back:' OR 1=1"):
            pressed = await olivia.forge(data, screen)
            await told(olivia, pressed, refusal(language, "not-found"))
        pressed = await olivia.forge(f"nudge:{made.id}", screen)
        await told(olivia, pressed, refusal(language, "all-signed"))
        pressed = await olivia.forge(f"back:{made.id}", screen)
        await olivia.wait_for(offers("archive", made.id), after=pressed)
        sent = await olivia.send("too late")
        await told(olivia, sent, refusal(language, "not-understood"))


async def test_strangers_are_told_whose_bot_this_is(stage: Stage) -> None:
    made = await paper.sent(stage)
    for language in ("en", "de"):
        mallory = await stage.world.person("Mallory", language=language)
        for text in ("/new", "/status", "/inbox", "/team", "/company", "/me", "hello"):
            sent = await mallory.send(text)
            await told(mallory, sent, refusal(language, "strangers"))
        for act in ("card", "pdf", "send"):
            pressed = await mallory.forge(f"{act}:{made.id}", sent)
            await told(mallory, pressed, refusal(language, "button-old"))
        for data in ("company:name", "invite:director", "mymail", "language:de"):
            pressed = await mallory.forge(data, sent)
            await told(mallory, pressed, refusal(language, "strangers"))


async def test_who_did_not_send_it_finds_nothing(stage: Stage) -> None:
    """Another employee, who knows the number of Alice's document."""
    made = await paper.sent(stage)
    address = f"address:{made.id}:{CUSTOMER}"
    for language in ("en", "de"):
        erin = await stage.world.person("Erin", language=language)
        await join(stage, erin)
        hello = await erin.last()
        acts = ("card", "pdf", "go", "back", "nudge", "change")
        for data in (*(f"{act}:{made.id}" for act in acts), address):
            pressed = await erin.forge(data, hello)
            await told(erin, pressed, refusal(language, "not-found"))


async def join(stage: Stage, newcomer: Person) -> None:
    """Olivia lets in another employee."""
    olivia = stage.story.olivia
    sent = await olivia.send("/team")
    team = await olivia.wait_for(offers("invite"), after=sent)
    pressed = await press(olivia, team, "invite:employee")
    message = await olivia.wait_for("start=t", after=pressed)
    opened = await newcomer.open_link(message.text.split()[-1])
    await newcomer.wait_for("✉️", after=opened)

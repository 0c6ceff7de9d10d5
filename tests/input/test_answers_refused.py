"""Wrong answers: said in the reader's language; the question stays open."""

from typing import Any

import pytest

from bot.domain.fields import CUSTOMER, SENDER
from playground.client import Person
from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.paperwork import of_people, offers, press, refusal, speak, told
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

LANGUAGES = pytest.mark.parametrize("language", ["en", "de"])
EXAMPLES = {"en": "11/24/2026", "de": "24.11.2026"}


async def refused(person: Person, wrong: str, said: str) -> None:
    """Somebody types something wrong and is told what is wrong with it."""
    sent = await person.send(wrong)
    await told(person, sent, said)


async def kept(stage: Stage, id: str, role: str) -> list[Any]:
    """All that a wrong answer must not change."""
    return [await stage.records(id), await stage.form(id, role)]


@LANGUAGES
async def test_wrong_answers_while_a_delivery_note_is_made(
    stage: Stage, language: str
) -> None:
    alice = stage.story.alice
    await speak(alice, language)
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    asked = await alice.wait_for(offers("fill"), after=sent)
    (id,) = (await stage.ids())[:1]

    async def wrong(text: str, key: str, **params: object) -> None:
        before = await kept(stage, id, SENDER)
        await refused(alice, text, refusal(language, key, **params))
        assert await kept(stage, id, SENDER) == before

    example = EXAMPLES[language]
    for date in ("tomorrow", "31.02.2026", "2026-13-01", "99/99/9999", "٣"):
        await wrong(date, "date.unreadable", example=example)
    await wrong("24.11.2126", "date.far", date="2126-11-24")
    sent = await alice.send(example)
    asked = await alice.wait_for(offers("fill", f"{id}:1"), after=sent)
    assert "2026-11-24" in (await stage.form(id, SENDER)).values()

    await wrong(
        "DE89 3704 0044 0532 0130 01", "iban.wrong", iban="DE89370400440532013001"
    )
    await wrong("no idea", "iban.wrong", iban="NOIDEA")
    pressed = await press(alice, asked, "fill")
    asked = await alice.wait_for(offers("director", id), after=pressed)

    for mail in ("bob", "bob@nordwind", "1", "²", "9" * 40, "person:x"):
        await wrong(mail, "email.wrong", email=mail)
    await wrong("alice@nordwind.example", "not-a-director")
    pressed = await alice.press("Bob Keller", asked)
    asked = await alice.wait_for(offers("email", id), after=pressed)

    await wrong("charlie@@example.com", "email.wrong", email="charlie@@example.com")
    pressed = await press(alice, asked, "email")
    await alice.wait_for(offers("send", id), after=pressed)


@LANGUAGES
async def test_wrong_answers_about_a_pdf(stage: Stage, language: str) -> None:
    alice = stage.story.alice
    await speak(alice, language)
    id, places = await paper.placed(stage)

    async def wrong(text: str, key: str, **params: object) -> None:
        before = await kept(stage, id, SENDER)
        await refused(alice, text, refusal(language, key, **params))
        assert await kept(stage, id, SENDER) == before

    await paper.choose(stage, id, "sender.date")
    pressed = await press(alice, places, "placed")
    await told(alice, pressed, refusal(language, "no-signers"))
    await paper.choose(stage, id, "customer.signature")
    pressed = await press(alice, places, "placed")
    await alice.wait_for(lambda message: not message.labels, after=pressed)

    await wrong("签名", "text.script", char="签")
    await wrong("x" * 121, "text.too-long", limit=120)
    sent = await alice.send("Charlie Sommer")
    asked = await alice.wait_for(offers("kind", id), after=sent)
    await wrong("a bit of both", "choice.unknown")
    pressed = await press(alice, asked, "kind")
    await alice.wait_for("✉️", after=pressed)
    await wrong("+49 171 1234567", "email.wrong", email="+49 171 1234567")
    sent = await alice.send("charlie@example.com")
    await alice.wait_for(offers("send", id), after=sent)


@LANGUAGES
async def test_what_is_no_answer_at_all(stage: Stage, language: str) -> None:
    """A photo where text is asked for, text where a file is."""
    alice, photo = stage.story.alice, stage.story.samples["blank-photo.jpg"]
    await speak(alice, language)
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    asked = await alice.wait_for(offers("fill"), after=sent)
    for send in (alice.photo(photo), alice.share_contact("+49301234567")):
        sent = await send
        await alice.wait_for(refusal(language, "text.expected"), after=sent)
    pressed = await press(alice, asked, "fill")
    await alice.wait_for("🏦", after=pressed)
    sent = await alice.send("/verify")
    await alice.wait_for("🔍", after=sent)
    await refused(alice, "this one", refusal(language, "pdf.expected"))
    sent = await alice.send("/cancel")
    await alice.wait_for(lambda message: True, after=sent)
    await refused(alice, "hello", refusal(language, "not-understood"))


@LANGUAGES
async def test_wrong_entries_in_the_companys_profile(
    stage: Stage, language: str
) -> None:
    olivia = stage.story.olivia
    await speak(olivia, language)

    async def ask(what: str) -> None:
        sent = await olivia.send("/company")
        profile = await olivia.wait_for(offers("company"), after=sent)
        pressed = await olivia.press(f"company:{what}", profile)
        await olivia.wait_for(offers("company"), after=pressed)

    await ask("iban")
    wrong = "DE88 3704 0044 0532 0130 00"
    said = refusal(language, "iban.wrong", iban=wrong.replace(" ", ""))
    await refused(olivia, wrong, said)
    sent = await olivia.send("DE89 3704 0044 0532 0130 00")
    await olivia.wait_for("DE89 3704 0044 0532 0130 00", after=sent)
    await ask("name")
    await refused(olivia, "\u200b\u202e", refusal(language, "text.empty"))
    sent = await olivia.send("Nordwind\u202e GmbH")
    await olivia.wait_for("Nordwind GmbH", after=sent)
    await ask("logo")
    await refused(olivia, "it is blue", refusal(language, "file.expected"))
    sent = await olivia.document("logo.svg", b"<svg/>")
    await olivia.wait_for(refusal(language, "image.format"), after=sent)
    sent = await olivia.send("/cancel")
    await olivia.wait_for(lambda message: True, after=sent)


@LANGUAGES
async def test_a_wrong_address_of_ones_own(stage: Stage, language: str) -> None:
    alice = stage.story.alice
    await speak(alice, language)
    sent = await alice.send("/me")
    me = await alice.wait_for(offers("mymail"), after=sent)
    (current,) = [label for label in me.labels if "✓" in label]
    assert current == {"en": "English ✓", "de": "Deutsch ✓"}[language]
    pressed = await press(alice, me, "mymail")
    await alice.wait_for("✉️", after=pressed)
    wrong = "alice at home"
    await refused(alice, wrong, refusal(language, "email.wrong", email=wrong))
    sent = await alice.send("alice@nordwind.example")
    await alice.wait_for("👍", after=sent)


async def test_a_photo_without_a_signature_on_it(stage: Stage) -> None:
    await speak(stage.story.alice, "en")
    bob, samples = stage.story.bob, stage.story.samples
    made = await paper.sent(stage, paper.DIRECTOR_SIGNS)
    asked = await bob.wait_for(offers("sign", made.id))
    pressed = await bob.press(f"sign:{made.id}:director", asked)
    await bob.wait_for(offers("type", made.id), after=pressed)
    before = await stage.form(made.id, "director")
    acts = of_people(await stage.records(made.id))
    for language in ("en", "de"):
        await speak(bob, language)
        for sending, key in (
            (bob.photo(samples["blank-photo.jpg"]), "image.no-ink"),
            (bob.document("me.pdf", samples["contract.pdf"]), "image.format"),
            (bob.send("Bob Keller"), "picture.expected"),
            (bob.share_contact("+49301234567"), "file.expected"),
        ):
            sent = await sending
            await told(bob, sent, refusal(language, key))
        assert await stage.form(made.id, "director") == before
        assert of_people(await stage.records(made.id)) == acts
    sent = await bob.photo(samples["signature-photo.jpg"])
    preview = await bob.wait_for(offers("signnow", made.id), after=sent)
    pressed = await press(bob, preview, "signnow")
    await bob.wait_for("✅", after=pressed)


@LANGUAGES
async def test_wrong_entries_on_the_signing_page(stage: Stage, language: str) -> None:
    await speak(stage.story.alice, language)
    places = ("customer.signature", "customer.date", "customer.bank")
    made = await paper.sent(stage, places, language=language)
    async with Visitor() as charlie:
        page = await paper.come_to_page(stage, made, charlie)
        journal = await stage.records(made.id)
        how = {"customer-signature.how": "photo"}
        blank = ("me.jpg", stage.story.samples["blank-photo.jpg"])
        example = {"example": EXAMPLES[language]}
        for field, entry, key, params in (
            ("customer-signature", how, "image.no-ink", {}),
            ("customer-date", {"customer-date": "soon"}, "date.unreadable", example),
            (
                "customer-bank",
                {"customer-bank": "DE00"},
                "iban.wrong",
                {"iban": "DE00"},
            ),
        ):
            files = {"customer-signature.photo": blank} if entry is how else {}
            before = await stage.form(made.id, CUSTOMER)
            answer = await charlie.submit(page, "/fields", entry, files)
            assert answer.status == 422
            assert refusal(language, key, **params) in answer.text
            after = await stage.form(made.id, CUSTOMER)
            assert after.get(field) == before.get(field)
            assert await stage.records(made.id) == journal
        right = {
            "customer-date": "2026-11-24",
            "customer-bank": "DE89370400440532013000",
            **paper.TYPED,
        }
        page = await charlie.submit(page, "/fields", right)
        assert page.url.endswith("/preview"), page.text

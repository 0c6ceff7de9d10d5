"""The other ways through an envelope: any PDF, the customer in the chat, the director
by e-mail, and what happens when it does not go straight."""

import re
from collections.abc import Callable

import pytest

from bot.domain.envelope import Stage as Place
from playground.client import Message, Person
from playground.scripts.scenario import CHARLIE, code_in, is_sealed_pdf, offers
from playground.scripts.visitor import Page, Visitor
from tests import paperwork as paper
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_customer_signs_in_the_chat(stage: Stage) -> None:
    await stage.story.draft()
    await stage.story.direct()
    charlie = await stage.world.person("Charlie", language="en")
    mail = await stage.world.wait_for_mail(CHARLIE, "/s/", after=stage.story.sending)
    link = next(link for link in mail.links if "start=s" in link)
    sent = await charlie.open_link(link)
    await charlie.wait_for("🔐", after=sent)
    code = await stage.world.wait_for_mail(CHARLIE, after=mail)
    sent = await charlie.send(code_in(code.text))
    asked = await charlie.wait_for(offers("sign"), after=sent)
    pressed = await charlie.press(asked.labels[0], asked)
    name = await charlie.wait_for(has("Charlie Sommer"), after=pressed)
    pressed = await charlie.press("Charlie Sommer", name)
    date = await charlie.wait_for(offers("guess"), after=pressed)
    pressed = await charlie.press(date.labels[0], date)
    picture = await charlie.wait_for("🖊", after=pressed)
    pressed = await charlie.press(picture.labels[0], picture)
    preview = await charlie.wait_for(offers("signnow"), after=pressed)
    pressed = await charlie.press(preview.labels[0], preview)
    await charlie.wait_for("✅", after=pressed)
    sealed = await charlie.wait_for(is_sealed_pdf, after=pressed)
    envelope = await stage.envelope()
    assert envelope.signed["customer"].trace.account == charlie.id
    assert envelope.identified["customer"].method == "email-code"
    verdict = await send_back(charlie, await charlie.download(sealed))
    assert verdict.text.startswith("🟢"), verdict.text


async def test_any_pdf_gets_places_and_a_signature_page(stage: Stage) -> None:
    alice = stage.story.alice
    sent = await alice.document("contract.pdf", stage.story.samples["contract.pdf"])
    asked = await alice.wait_for(offers("new"), after=sent)
    pressed = await alice.press("✍️ Send for signing", asked)
    places = await alice.wait_for(offers("placed"), after=pressed)
    id = paper.datas(places)[0].split(":")[1]
    theirs = ("customer.signature", "customer.bank")
    await paper.choose(stage, id, "director.signature", "director.stamp", *theirs)
    pressed = await alice.press("👍 Looks right", places)
    asked = await alice.wait_for("Who signs for us", after=pressed)
    pressed = await alice.press("Bob Keller", asked)
    await alice.wait_for("Who is the customer", after=pressed)
    sent = await alice.send("Sommer Möbel KG")
    asked = await alice.wait_for(offers("kind"), after=sent)
    pressed = await alice.press("🏢 Company", asked)
    await alice.wait_for("Which e-mail address", after=pressed)
    sent = await alice.send(CHARLIE)
    summary = await alice.wait_for(offers("send"), after=sent)
    sending = await alice.press("📨 Send for signing", summary)
    stage.story.sending = sending
    stage.story.card = await alice.wait_for("Approval", after=sending)
    await stage.story.sign_as_director()
    async with Visitor() as browser:
        page = await open_link(stage, browser, summary)
        values = {
            "customer-signature.how": "type",
            "customer-signature.typed": "Charlie Sommer",
            "customer-bank": "DE89 3704 0044 0532 0130 00",
            "then": "preview",
        }
        page = await browser.submit(page, "/fields", values)
        assert page.url.endswith("/preview"), page.text
        page = await browser.submit(page, "/sign", {"consent": "yes"})
    sealed = await alice.wait_for(is_sealed_pdf, after=summary)
    verdict = await send_back(stage.story.mallory, await alice.download(sealed))
    assert verdict.text.startswith("🟢"), verdict.text
    assert "Charlie" not in verdict.text
    assert "Sommer Möbel KG" in verdict.text


async def test_a_director_without_telegram_signs_on_the_page(stage: Stage) -> None:
    alice, dora = stage.story.alice, "director@nordwind.example"
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    await stage.story.answer_until_director(sent)
    sent = await alice.send(dora)
    await alice.wait_for("What is the name", after=sent)
    sent = await alice.send("Dora Dahl")
    asked = await alice.wait_for("Where shall I write", after=sent)
    pressed = await alice.press(CHARLIE, asked)
    summary = await alice.wait_for(offers("send"), after=pressed)
    await alice.press("📨 Send for signing", summary)
    async with Visitor() as browser:
        page = await open_link(stage, browser, summary, dora)
        photos = stage.story.samples
        page = await browser.submit(
            page,
            "/fields",
            {
                "director-signature.how": "photo",
                "director-stamp.how": "photo",
                "then": "preview",
            },
            {
                "director-signature.photo": ("s.jpg", photos["signature-photo.jpg"]),
                "director-stamp.photo": ("t.jpg", photos["stamp-photo.jpg"]),
            },
        )
        assert page.url.endswith("/preview"), page.text
        page = await browser.submit(page, "/sign", {"consent": "yes"})
        assert page.status == 200
    envelope = await stage.settled(Place.SENT)
    assert envelope.signed["director"].trace.via == "page"
    assert envelope.signer("director").name == "Dora Dahl"


async def test_a_director_declines_and_the_sender_reads_why(stage: Stage) -> None:
    alice, bob = stage.story.alice, stage.story.bob
    await stage.story.draft()
    asked = await bob.wait_for(offers("sign"), after=stage.story.sending)
    pressed = await bob.press(asked.labels[1], asked)
    asked = await bob.wait_for(lambda m: not m.labels, after=pressed)
    sent = await bob.send("Preis stimmt nicht")
    await bob.wait_for("Preis stimmt nicht", after=sent)
    await alice.wait_for(says("declined: “Preis stimmt nicht”"), after=sent)
    assert (await stage.envelope()).stage is Place.NOT_SIGNED


async def test_what_is_taken_back_cannot_be_signed(stage: Stage) -> None:
    alice, bob = stage.story.alice, stage.story.bob
    await stage.story.draft()
    asked = await bob.wait_for(offers("sign"), after=stage.story.sending)
    pressed = await alice.press("↩️ Take back")
    await alice.wait_for("Why do you take it back", after=pressed)
    sent = await alice.send("wrong quantity")
    await alice.wait_for("Taken back: “wrong quantity”", after=sent)
    await bob.wait_for(says("wrong quantity"), after=sent)
    pressed = await bob.press(asked.labels[0], asked)
    await bob.wait_for(lambda m: not offers("signnow")(m), after=pressed)
    assert (await stage.envelope()).signed == {}


async def test_a_wrong_address_is_corrected(stage: Stage) -> None:
    alice = stage.story.alice
    await stage.story.draft()
    await stage.story.direct()
    first = await stage.world.wait_for_mail(CHARLIE, "/s/", after=stage.story.sending)
    pressed = await alice.press("✉️ Change address")
    await alice.wait_for("right e-mail address", after=pressed)
    sent = await alice.send("charlie.sommer@example.com")
    second = await stage.world.wait_for_mail("charlie.sommer@example.com", "/s/")
    await alice.wait_for(says("c•••••••••••••@example.com"), after=sent)
    async with Visitor() as browser:
        old = await browser.open(next(x for x in first.links if "/s/" in x))
        assert old.status == 410
        new = await browser.open(next(x for x in second.links if "/s/" in x))
        assert new.status == 200


async def test_a_blocked_bot_is_no_dead_end(stage: Stage) -> None:
    bob = stage.story.bob
    await bob.block()
    await stage.story.draft()
    mail = await stage.world.wait_for_mail(
        "bob@nordwind.example", "/s/", after=stage.story.sending
    )
    await bob.unblock()
    envelope = await stage.settled(Place.APPROVAL)
    assert ("invite", "director", "email") in envelope.done
    failed = envelope.failed["invite", "director", "telegram"]
    assert failed.permanent
    assert re.search(r"/s/[\w-]{32}", mail.text)


async def test_a_nudge_reminds_but_not_at_once(stage: Stage) -> None:
    alice = stage.story.alice
    await stage.story.draft()
    await stage.story.bob.wait_for(offers("sign"), after=stage.story.sending)
    pressed = await alice.press("🔔 Nudge")
    await alice.wait_for("a few minutes ago", after=pressed)
    assert not (await stage.envelope()).nudges


async def open_link(
    stage: Stage, browser: Visitor, summary: Message, address: str = CHARLIE
) -> Page:
    mail = await stage.world.wait_for_mail(address, "/s/", after=summary)
    page = await browser.open(next(link for link in mail.links if "/s/" in link))
    page = await browser.submit(page, "/code")
    code = await stage.world.wait_for_mail(address, after=mail)
    return await browser.submit(page, "/identify", {"code": code_in(code.text)})


async def send_back(person: Person, pdf: bytes) -> Message:
    sent = await person.document("sealed.pdf", pdf)
    return await person.wait_for(lambda m: m.text[:1] in "🟢🟡🔴⚪", after=sent)


def has(label: str) -> Callable[[Message], bool]:
    return lambda message: label in message.labels


def says(part: str) -> Callable[[Message], bool]:
    return lambda message: part in message.text

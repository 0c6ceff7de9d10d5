"""Drafts: whose they are, who is asked to sign them, and that none is ever stuck."""

import json
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.domain.errors import Refusal
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Channel, Kind
from bot.domain.people import Role
from bot.texts import texts
from playground.scripts.visitor import Visitor
from playground.seen import Change
from tests import paperwork as paper
from tests.paperwork import offers, press
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALICE, BOSS = "alice@nordwind.example", "boss@company.example"
ZONE = ZoneInfo("Europe/Berlin")
LONG = "as ordered by telephone, " * 8
"""As many letters as the field takes, but not in the room it has."""


async def test_an_address_never_leads_to_the_chat_of_who_claims_it(
    stage: Stage,
) -> None:
    """Alice types the director's address, then says that it is her own."""
    alice = stage.story.alice
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    await stage.story.answer_until_director(sent)
    sent = await alice.send(BOSS)
    await alice.wait_for("What is the name", after=sent)
    sent = await alice.send("Berta Boss")
    asked = await alice.wait_for(offers("email"), after=sent)
    await claim(stage, BOSS)
    pressed = await press(alice, asked, "email")
    summary = await alice.wait_for(offers("send"), after=pressed)
    await claim(stage, ALICE)
    await press(alice, summary, "send")
    await stage.world.wait_for_mail(BOSS, "/s/")
    envelope = await stage.envelope()
    assert envelope.signer(DIRECTOR).channels == (Channel.EMAIL,)
    assert (DIRECTOR, "telegram") not in {(key[1], key[2]) for key in envelope.done}


async def test_a_directors_typed_address_is_an_address(stage: Stage) -> None:
    alice = stage.story.alice
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    await stage.story.answer_until_director(sent)
    sent = await alice.send("bob@nordwind.example")
    await alice.wait_for("What is the name", after=sent)


async def test_an_invoice_asks_for_what_its_file_leaves_out(stage: Stage) -> None:
    alice, invoice = stage.story.alice, stage.story.samples["invoice.json"]
    entries = json.loads(invoice) | dict.fromkeys(("delivered", "due", "tax_id"))
    sent = await alice.document("invoice.json", json.dumps(entries).encode())
    await alice.wait_for("Invoice 2026-0311", after=sent)
    asked = await alice.wait_for("Date of supply", after=sent)
    pressed = await alice.press("Today", asked)
    await alice.wait_for("Payable by", after=pressed)
    sent = await alice.send("12/24/2026")
    await alice.wait_for("Our tax number", after=sent)
    sent = await alice.send("DE811907980")
    asked = await alice.wait_for("Who signs for us", after=sent)
    pressed = await alice.press("Bob Keller", asked)
    asked = await alice.wait_for(offers("email"), after=pressed)
    pressed = await press(alice, asked, "email")
    summary = await alice.wait_for(offers("send"), after=pressed)
    assert "Dec 24, 2026" in summary.text
    assert "DE811907980" in summary.text


async def test_a_contract_is_for_director_and_customer(stage: Stage) -> None:
    alice, contract = stage.story.alice, stage.story.samples["service-contract.json"]
    sent = await alice.document("contract.json", contract)
    asked = await alice.wait_for("Who signs for us", after=sent)
    pressed = await alice.press("Bob Keller", asked)
    asked = await alice.wait_for(offers("email"), after=pressed)
    pressed = await press(alice, asked, "email")
    await alice.wait_for(offers("send"), after=pressed)
    envelope = await stage.envelope()
    assert envelope.drafted.title == "Service contract Café Sonnenschein GmbH"
    assert envelope.drafted.facts == ("Customer: Café Sonnenschein GmbH",)
    signers = {signer.role: signer.company for signer in envelope.signers}
    assert signers == {DIRECTOR: True, CUSTOMER: True}
    kinds = [field.kind for field in envelope.fields_of(CUSTOMER)]
    assert {Kind.TEXT, Kind.DATE, Kind.SIGNATURE, Kind.STAMP} == set(kinds)


async def test_who_looks_at_a_draft_does_not_become_its_sender(stage: Stage) -> None:
    made, olivia = await paper.drafted(stage), stage.story.olivia
    pressed = await olivia.forge(f"go:{made.id}", await olivia.last())
    summary = await olivia.wait_for(offers("send", made.id), after=pressed)
    await press(olivia, summary, "send")
    mail = await paper.invitation(stage, made)
    assert "Olivia" not in mail.text
    envelope = await stage.envelope()
    assert envelope.prepared
    alice = await stage.app.parts.people.get(envelope.drafted.owner)
    assert alice
    assert envelope.prepared.sender.name == alice.name
    contact = await stage.app.parts.desk.contact(made.id, SENDER)
    assert contact.account == stage.story.alice.id


async def test_change_has_no_moment_without_the_draft(stage: Stage) -> None:
    """Whoever is killed during it finds the order's places and customer again."""
    alice = stage.story.alice
    sent = await alice.document("order.json", stage.story.samples["order.json"])
    asked = await stage.story.answer_until_director(sent)
    pressed = await alice.press("Bob Keller", asked)
    asked = await alice.wait_for(offers("email"), after=pressed)
    pressed = await press(alice, asked, "email")
    summary = await alice.wait_for(offers("send"), after=pressed)
    async with stage.app.parts.database.write() as connection:
        await connection.execute(
            text(
                "CREATE TRIGGER forms_stay BEFORE DELETE ON forms "
                "BEGIN SELECT RAISE(ABORT, 'a draft was gone for a moment'); END"
            )
        )
    pressed = await press(alice, summary, "change")
    await alice.wait_for("which date", after=pressed)
    async with stage.app.parts.database.write() as connection:
        await connection.execute(text("DROP TRIGGER forms_stay"))
    (id,) = (await stage.ids())[:1]
    form = await stage.form(id, SENDER)
    assert form["customer_name"] == "Charlie Sommer"
    assert form["fields"]
    assert "director" not in form


async def test_what_has_no_room_is_refused_when_it_is_typed(stage: Stage) -> None:
    alice, t = stage.story.alice, texts("en")
    _, typed = await text_asked(stage)
    refused = Refusal("value.too-wide", field=t.kind(Kind.TEXT))
    for text_ in (LONG, LONG[:180]):
        typed = await alice.send(text_)
        await paper.told(alice, typed, t.refusal(refused))
    typed = await alice.send("as ordered")
    await alice.wait_for("Who is the customer", after=typed)


async def test_an_answer_that_has_no_room_any_more_is_asked_for_again(
    stage: Stage,
) -> None:
    """Such as one that was kept before answers were measured."""
    alice = stage.story.alice
    id, _ = await text_asked(stage)
    known = {"customer_name": "Charlie", "customer_company": False}
    answers = {"sender-text": LONG, **known, "customer_email": "c@example.com"}
    await stage.app.parts.desk.fill(id, SENDER, answers)
    pressed = await alice.forge(f"go:{id}", await alice.last())
    await alice.wait_for("too small to read", after=pressed)
    await alice.wait_for("what should it say", after=pressed)
    sent = await alice.send("as ordered")
    await alice.wait_for(offers("send", id), after=sent)


async def test_who_directs_no_more_is_not_asked_to_sign(stage: Stage) -> None:
    made = await paper.drafted(stage, paper.DIRECTOR_SIGNS)
    people, alice = stage.app.parts.people, stage.story.alice
    bob = await people.by_email("bob@nordwind.example")
    assert bob
    await people.save(replace(bob, role=Role.EMPLOYEE))
    pressed = await alice.forge(f"go:{made.id}", made.message)
    await alice.wait_for(paper.refusal("en", "not-a-director"), after=pressed)
    await alice.wait_for("Who signs for us", after=pressed)
    await people.save(bob)


async def test_what_has_no_room_is_refused_in_the_signers_form(stage: Stage) -> None:
    made = await paper.sent(stage, ("customer.signature", "customer.text"))
    async with Visitor() as charlie:
        page = await paper.come_to_page(stage, made, charlie)
        entered = {"customer-text": LONG, **paper.TYPED}
        page = await charlie.submit(page, "/fields", entered)
        assert page.status == 422
        assert "too small to read" in page.text
        assert "“customer-text”" not in page.text
        page = await charlie.submit(page, "/fields", {"customer-text": "thank you"})
        assert "customer-text" in await stage.form(made.id, CUSTOMER)


async def test_the_card_of_a_resumed_draft_appears_at_the_bottom(stage: Stage) -> None:
    made, alice = await paper.drafted(stage), stage.story.alice
    pressed = await alice.forge(f"card:{made.id}", made.message)
    draft_card = await alice.wait_for(offers("go", made.id), after=pressed)
    pressed = await press(alice, draft_card, "go")
    summary = await alice.wait_for(offers("send", made.id), after=pressed)
    pressed = await press(alice, summary, "send")
    offered = offers("nudge", made.id)
    card = await alice.wait_for(lambda m: m.id > summary.id and offered(m), pressed)
    # One after the other: what is answered now comes after the card was noted.
    sent = await alice.send("/me")
    await alice.wait_for(offers("mymail"), after=sent)
    kept = await stage.app.parts.desk.card(made.id)
    assert kept
    assert kept[:2] == (alice.id, card.id)


async def test_signers_have_the_time_that_the_summary_promises(stage: Stage) -> None:
    """The summary lies about for a month, and is sent when it is tomorrow already at
    the company's place."""
    made, alice = await paper.drafted(stage), stage.story.alice
    now = stage.clock()
    await stage.later(now.replace(hour=23, minute=15) - now + timedelta(days=31))
    pressed = await press(alice, made.message, "send")
    await alice.wait_for("Please look again", after=pressed)
    summary = await alice.wait_for(offers("send", made.id), after=pressed)
    pressed = await press(alice, summary, "send")
    card = await alice.wait_for(offers("nudge", made.id), after=pressed)
    sent = await stage.envelope()
    assert sent.prepared
    assert sent.sent
    assert sent.prepared.deadline - sent.sent.at > timedelta(days=29)
    day = texts("en").date(sent.prepared.deadline.astimezone(ZONE).date())
    assert f"by {day}" in summary.text
    assert f"by {day}" in card.text


async def text_asked(stage: Stage) -> tuple[str, Change]:
    """Alice wants a text of her own on a contract, and is asked for it."""
    alice = stage.story.alice
    id, places = await paper.placed(stage)
    await paper.choose(stage, id, "sender.text", "customer.signature")
    pressed = await press(alice, places, "placed")
    await alice.wait_for("what should it say", after=pressed)
    return id, pressed


async def claim(stage: Stage, address: str) -> None:
    """Alice says which address is hers."""
    alice = stage.story.alice
    sent = await alice.send("/me")
    me = await alice.wait_for(offers("mymail"), after=sent)
    pressed = await press(alice, me, "mymail")
    await alice.wait_for("✉️", after=pressed)
    sent = await alice.send(address)
    await alice.wait_for("👍", after=sent)

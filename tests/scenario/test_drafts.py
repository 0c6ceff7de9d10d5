"""Drafts: whose they are, who is asked to sign them, and that none is ever stuck."""

import pytest
from sqlalchemy import text

from bot.domain.fields import DIRECTOR, SENDER, Channel
from tests import paperwork as paper
from tests.paperwork import offers, press
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

ALICE, BOSS = "alice@nordwind.example", "boss@company.example"


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


async def claim(stage: Stage, address: str) -> None:
    """Alice says which address is hers."""
    alice = stage.story.alice
    sent = await alice.send("/me")
    me = await alice.wait_for(offers("mymail"), after=sent)
    pressed = await press(alice, me, "mymail")
    await alice.wait_for("✉️", after=pressed)
    sent = await alice.send(address)
    await alice.wait_for("👍", after=sent)

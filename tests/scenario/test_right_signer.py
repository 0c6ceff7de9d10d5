"""Only the right person signs, as himself: nothing passes between who had the old link
and who has the new one, and nobody is asked by a name or address that is not his."""

import json

import pytest

from bot.domain.fields import CUSTOMER, DIRECTOR, mask
from bot.services.evidence import consent
from bot.texts import texts
from playground.scripts.scenario import BOB, CHARLIE
from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.paperwork import BOTH_SIGN, datas, kinds, offers, press, refusal, told
from tests.pdf import judges
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_right_signer_gets_nothing_of_who_was_asked_before(
    stage: Stage,
) -> None:
    made = await paper.sent(stage)
    async with Visitor() as mallory, Visitor() as charlie:
        theirs = await paper.come_to_page(stage, made, mallory)
        preview = await mallory.submit(theirs, "/fields", paper.TYPED)
        assert preview.url.endswith("/preview")
        mail = await paper.readdressed(stage, made, f"right.{made.email}")
        late = await mallory.submit(theirs, "/fields", paper.TYPED)
        assert late.status == 410
        assert (
            await mallory.submit(preview, "/sign", {"consent": "yes"})
        ).status == 410
        page = await charlie.open(paper.page_link(mail))
        page = await charlie.submit(page, "/code")
        code = await stage.world.wait_for_mail(f"right.{made.email}", after=mail)
        page = await charlie.submit(page, "/identify", {"code": paper.code_in(code)})
        again = await charlie.open(f"{page.url}/preview")
        assert not again.url.endswith("/preview"), "somebody else's signature is there"
        await paper.sign_on_page(charlie, page)
    assert kinds(await stage.records(made.id)).count("Signed") == 1


async def test_a_replaced_link_locks_nobody_out(stage: Stage) -> None:
    """Mallory was asked for a code by the old link, and goes on typing numbers."""
    made = await paper.sent(stage)
    mallory = await stage.world.person("Mallory")
    mail = await paper.invitation(stage, made)
    opened = await mallory.open_link(paper.chat_link(mail))
    await mallory.wait_for("🔐", after=opened)
    code = await paper.code_for(stage, made, mail)
    new = await paper.readdressed(stage, made, f"right.{made.email}")
    sent = await mallory.send(code)
    await told(mallory, sent, refusal("en", "link-replaced"))
    for _ in range(31):
        sent = await mallory.send("123456")
        await told(mallory, sent, refusal("en", "strangers"))
    charlie = await stage.world.person("Charlie")
    opened = await charlie.open_link(paper.chat_link(new))
    await charlie.wait_for("🔐", after=opened)
    right = await stage.world.wait_for_mail(f"right.{made.email}", "code", after=new)
    sent = await charlie.send(paper.code_in(right))
    await charlie.wait_for(offers("sign", made.id), after=sent)
    found = [record["data"] for record in await stage.records(made.id)]
    assert mallory.id not in [data.get("trace", {}).get("account") for data in found]


async def test_who_has_proven_nothing_reads_nothing(stage: Stage) -> None:
    """Neither the title nor what the customer wrote; only how it ended."""
    made = await paper.sent(stage, name="Secret merger.pdf")
    async with Visitor() as charlie:
        page = await paper.come_to_page(stage, made, charlie)
        await charlie.submit(page, "/decline", {"reason": "We go to court"})
    mallory = await stage.world.person("Mallory")
    link = paper.chat_link(await paper.invitation(stage, made))
    opened = await mallory.open_link(link)
    await told(mallory, opened, "⛔ It was declined.")


async def test_the_journal_has_the_sentence_that_was_shown(stage: Stage) -> None:
    """The document is in English, and the customer's Telegram speaks German."""
    charlie = await stage.world.person("Charlie", language="de")
    made = await paper.sent(stage)
    asked = await paper.come_to_chat(stage, made, charlie)
    pressed = await press(charlie, asked, "sign")
    question = await charlie.wait_for(offers("type", made.id), after=pressed)
    pressed = await press(charlie, question, "type")
    preview = await charlie.wait_for(offers("signnow", made.id), after=pressed)
    assert consent(texts("de")) in preview.text
    pressed = await press(charlie, preview, "signnow")
    await charlie.wait_for("✅", after=pressed)
    (signed,) = [
        record["data"]
        for record in await stage.records(made.id)
        if record["event"] == "Signed"
    ]
    assert signed["consent"] == consent(texts("de"))


async def test_the_customer_is_corrected_while_the_director_has_it(
    stage: Stage,
) -> None:
    """Bob is in the chat: his address is none to correct. Charlie was not asked yet."""
    alice = stage.story.alice
    made = await paper.sent(stage, BOTH_SIGN)
    card = await alice.wait_for(offers("address", made.id))
    wanted = [data for data in datas(card) if data.startswith("address:")]
    assert wanted == [f"address:{made.id}:{CUSTOMER}"]
    assert "✉️ Change address: Charlie Sommer" in card.labels
    right = f"right.{made.email}"
    pressed = await press(alice, card, "address")
    await alice.wait_for("address of Charlie Sommer", after=pressed)
    await alice.send(right)
    await paper.approved(stage, made)
    assert await stage.world.wait_for_mail(right, "/s/")
    assert await stage.world.mails(made.email) == []
    document = judges.text_of(await stage.blob((await stage.envelope()).document))
    assert mask(BOB) in document
    assert mask(made.email) not in document
    assert (await stage.contact(made.id, CUSTOMER)).email == right
    assert (await stage.contact(made.id, DIRECTOR)).account == stage.story.bob.id


async def test_a_company_is_asked_who_signs(stage: Stage) -> None:
    """The name is not the company's, and the signature is the name that was typed."""
    story, charlie = stage.story, await stage.world.person("Charlie", language="en")
    order = json.loads(story.samples["order.json"])
    order["customer"] |= {"name": "Sommer Möbel KG", "company": True}
    usual, story.samples["order.json"] = (
        story.samples["order.json"],
        json.dumps(order).encode(),
    )
    await story.draft()
    story.samples["order.json"] = usual
    await story.sign_as_director()
    mail = await stage.world.wait_for_mail(CHARLIE, "/s/", after=story.sending)
    opened = await charlie.open_link(paper.chat_link(mail))
    await charlie.wait_for("🔐", after=opened)
    code = await stage.world.wait_for_mail(CHARLIE, "code", after=mail)
    sent = await charlie.send(paper.code_in(code))
    asked = await charlie.wait_for(offers("sign"), after=sent)
    pressed = await press(charlie, asked, "sign")
    question = await charlie.wait_for("Name", after=pressed)
    assert not offers("guess")(question), question.labels
    sent = await charlie.send("Carla Winter")
    date = await charlie.wait_for(offers("guess"), after=sent)
    pressed = await press(charlie, date, "guess")
    question = await charlie.wait_for(offers("type"), after=pressed)
    assert "⌨️ Write “Carla Winter” for me" in question.labels

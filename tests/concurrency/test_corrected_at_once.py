"""An address is corrected while somebody else corrects it, or its old holder joins."""

import asyncio

import pytest

from bot.domain.fields import CUSTOMER, Channel, mask
from bot.domain.records import Contact
from playground.client import Person
from playground.scripts.visitor import Visitor
from tests import paperwork as paper
from tests.concurrency.test_at_once import settled
from tests.paperwork import Paper
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_two_correct_an_address_at_once(stage: Stage) -> None:
    """The journal, which is the evidence, names the address that the link goes to."""
    alice, olivia = stage.story.alice, stage.story.olivia
    sent = await paper.sent(stage)
    address = f"address:{sent.id}:customer"
    for number in range(1, 6):
        asked = [
            await alice.forge(address, sent.message),
            await olivia.forge(address, await olivia.last()),
        ]
        await alice.wait_for("✉️", after=asked[0])
        await olivia.wait_for("✉️", after=asked[1])
        await asyncio.gather(
            alice.send(f"alice{number}.{sent.email}"),
            olivia.send(f"olivia{number}.{sent.email}"),
        )
        await corrected(stage, sent, 2 * number)
        envelope = await settled(stage, sent.id)
        contact = await stage.contact(sent.id, CUSTOMER)
        assert envelope.signer(CUSTOMER).contact == mask(contact.email)
        mail = await stage.world.wait_for_mail(contact.email, "/s/")
        async with Visitor() as browser:
            page = await browser.open(paper.page_link(mail))
            assert page.status == 200


async def test_an_address_is_corrected_while_its_holder_joins(stage: Stage) -> None:
    """The account of who was asked by mistake never stays with the right address."""
    alice = stage.story.alice
    for pause in (0.0, 0.02, 0.04, 0.06):
        mallory = await stage.world.person("Mallory")
        sent = await paper.sent(stage)
        mail = await paper.invitation(stage, sent)
        opened = await mallory.open_link(paper.chat_link(mail))
        await mallory.wait_for("🔐", after=opened)
        code = await paper.code_for(stage, sent, mail)
        asked = await alice.forge(f"address:{sent.id}:customer", sent.message)
        await alice.wait_for("✉️", after=asked)
        right = f"right.{sent.email}"
        await asyncio.gather(
            said(mallory, code, after=pause), said(alice, right, after=0.03)
        )
        await corrected(stage, sent, 1)
        envelope = await settled(stage, sent.id)
        assert await stage.contact(sent.id, CUSTOMER) == Contact(email=right)
        assert not envelope.identified
        assert envelope.signer(CUSTOMER).channels == (Channel.EMAIL,)


async def said(person: Person, text: str, *, after: float) -> None:
    """Somebody sends a text a little later."""
    await asyncio.sleep(after)
    await person.send(text)


async def corrected(stage: Stage, sent: Paper, times: int) -> None:
    """Wait until an address was corrected so often."""
    for _ in range(600):
        if paper.kinds(await stage.records(sent.id)).count("Readdressed") == times:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("not corrected")

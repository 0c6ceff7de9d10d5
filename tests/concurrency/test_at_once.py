"""Two people press at once, or one presses twice: there is one outcome."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from bot.domain import chain
from bot.domain.envelope import Envelope
from bot.domain.folding import replay
from bot.domain.steps import next_step
from playground.client import Message, Person
from playground.scripts.visitor import Page, Visitor
from storage.journal import to_event
from tests import paperwork as paper
from tests.paperwork import Paper, datas, offers, press
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_updates_that_come_twice_have_one_effect(stage: Stage) -> None:
    alice, before = stage.story.alice, len(await stage.ids())
    await stage.world.redeliver(times=50)
    mark = await alice.send("/new")
    sent = await paper.sent(stage, paper.BOTH_SIGN)
    await paper.approved(stage, sent)
    await stage.world.clear_faults()
    envelope = await settled(stage, sent.id)
    assert len(await stage.ids()) == before + 1
    assert paper.kinds(await stage.records(sent.id)).count("Prepared") == 1
    assert list(envelope.signed) == ["director"]
    assert await said_again(alice, mark) == []
    assert await said_again(stage.story.bob, mark) == []


async def test_send_is_pressed_twice_and_by_two(stage: Stage) -> None:
    alice, olivia = stage.story.alice, stage.story.olivia
    drafted = await paper.drafted(stage)
    (send,) = [data for data in datas(drafted.message) if data.startswith("send:")]
    # The owner may do what the sender may, also by a button that a client makes up.
    elsewhere = await olivia.last()
    await asyncio.gather(
        alice.press(send, drafted.message),
        alice.press(send, drafted.message),
        olivia.forge(send, elsewhere),
    )
    await alice.wait_for(offers("nudge", drafted.id), after=drafted.message)
    await settled(stage, drafted.id)
    events = paper.kinds(await stage.records(drafted.id))
    assert events.count("Sent") == 1
    assert events.count("Invited") == 1
    assert len(await stage.world.mails(drafted.email)) == 1


async def test_the_director_presses_sign_now_twice(stage: Stage) -> None:
    bob = stage.story.bob
    sent = await paper.sent(stage, paper.BOTH_SIGN)
    preview = await paper.previewed(stage, sent)
    (sign,) = [data for data in datas(preview) if data.startswith("signnow:")]
    await asyncio.gather(bob.press(sign, preview), bob.press(sign, preview))
    await bob.wait_for("✅", after=preview)
    await settled(stage, sent.id)
    events = paper.kinds(await stage.records(sent.id))
    assert events.count("Signed") == 1
    assert len(await stage.world.mails(sent.email)) == 1


async def test_two_browsers_sign_at_once(stage: Stage) -> None:
    sent = await paper.sent(stage)
    async with at_preview(stage, sent, 2) as ways:
        pages = await asyncio.gather(*(sign(*way) for way in ways))
        assert {page.status for page in pages} == {200}
        assert all("/preview" not in page.url for page in pages)
    await sealed_once(stage, sent)


async def test_the_page_and_the_chat_sign_at_once(stage: Stage) -> None:
    charlie = await stage.world.person("Charlie", language="en")
    sent = await paper.sent(stage)
    async with at_preview(stage, sent, 1) as ways:
        asked = await paper.come_to_chat(stage, sent, charlie)
        pressed = await press(charlie, asked, "sign")
        shown = await charlie.wait_for(offers("signnow", sent.id), after=pressed)
        page, pressed = await asyncio.gather(
            sign(*ways[0]), press(charlie, shown, "signnow")
        )
        assert page.status == 200
        await charlie.wait_for("✅", after=pressed)
    await sealed_once(stage, sent)


async def test_a_code_lets_in_one_of_two_browsers(stage: Stage) -> None:
    sent = await paper.sent(stage)
    mail = await paper.invitation(stage, sent)
    async with Visitor() as one, Visitor() as other:
        page = await other.open(paper.page_link(mail))
        await one.submit(await one.open(paper.page_link(mail)), "/code")
        doors = [(v, await v.open(f"{page.url}?code=sent")) for v in (one, other)]
        code = await paper.code_for(stage, sent, mail)
        pages = await asyncio.gather(
            *(v.submit(page, "/identify", {"code": code}) for v, page in doors)
        )
    assert sorted(page.status for page in pages) == [200, 422]
    assert paper.kinds(await stage.records(sent.id)).count("Identified") == 1


async def test_two_accounts_open_one_link(stage: Stage) -> None:
    people = [await stage.world.person(name) for name in ("Charlie", "Mallory")]
    sent = await paper.sent(stage)
    link = paper.chat_link(await paper.invitation(stage, sent))
    opened = await asyncio.gather(*(person.open_link(link) for person in people))
    answers = [
        await person.wait_for(lambda message: True, after=message)
        for person, message in zip(people, opened, strict=True)
    ]
    assert [answer.text[:1] for answer in answers].count("🔐") == 1
    assert paper.kinds(await stage.records(sent.id)).count("Rejected") == 1


async def test_one_declines_while_the_other_window_signs(stage: Stage) -> None:
    sent = await paper.sent(stage)
    async with at_preview(stage, sent, 2) as ways:
        (first, page), second = ways
        page = await first.open(page.url.removesuffix("/preview"))
        await asyncio.gather(
            first.submit(page, "/decline", {"reason": "too expensive"}),
            sign(*second),
        )
    await ended_once(stage, sent, "Declined")


async def test_it_is_taken_back_while_the_customer_signs(stage: Stage) -> None:
    alice = stage.story.alice
    sent = await paper.sent(stage)
    async with at_preview(stage, sent, 1) as ways:
        pressed = await alice.press(f"back:{sent.id}", sent.message)
        await alice.wait_for("Why do you take it back", after=pressed)
        await asyncio.gather(alice.send("wrong quantity"), sign(*ways[0]))
    await ended_once(stage, sent, "TakenBack")


async def sign(visitor: Visitor, page: Page) -> Page:
    return await visitor.submit(page, "/sign", {"consent": "yes"})


@asynccontextmanager
async def at_preview(
    stage: Stage, sent: Paper, number: int
) -> AsyncIterator[list[tuple[Visitor, Page]]]:
    """Open browsers in which the customer has only to press "Sign"."""
    async with AsyncExitStack() as stack:
        ways = []
        for _ in range(number):
            visitor = await stack.enter_async_context(Visitor())
            page = await paper.come_to_page(stage, sent, visitor)
            page = await visitor.submit(page, "/fields", paper.TYPED)
            ways.append((visitor, page))
        yield ways


async def settled(stage: Stage, id: str) -> Envelope:
    """Return the envelope once nothing is owed now; its journal is in order."""
    for _ in range(600):
        rows = await stage.records(id)
        envelope = replay(id, [to_event(row) for row in rows])
        if not next_step(envelope, stage.clock()):
            assert chain.first_broken(rows) is None
            return envelope
        await asyncio.sleep(0.1)
    raise AssertionError(f"{id} does not settle")


async def sealed_once(stage: Stage, sent: Paper) -> None:
    """Signed once, sealed once, and delivered once to everybody."""
    await settled(stage, sent.id)
    events = paper.kinds(await stage.records(sent.id))
    assert events.count("Signed") == 1
    assert events.count("Sealed") == 1
    signed = [m for m in await stage.world.mails(sent.email) if m.attachments]
    assert len(signed) == 1


async def ended_once(stage: Stage, sent: Paper, end: str) -> None:
    """Either signed and sealed, or ended; never both."""
    await settled(stage, sent.id)
    events = paper.kinds(await stage.records(sent.id))
    assert sorted([events.count("Signed"), events.count(end)]) == [0, 1]
    assert events.count("Sealed") == events.count("Signed")


async def said_again(person: Person, after: Message) -> list[str]:
    """Return the texts that the bot said more than once after something."""
    messages = [m for m in await person.chat() if m.change > after.change]
    texts = [m.text for m in messages if not m.mine and m.text]
    return sorted({text for text in texts if texts.count(text) > 1})

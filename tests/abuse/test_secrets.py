"""Mallory looks for what lets her sign: links, codes, names. Numbers are rows."""

import asyncio
import statistics
import time
from datetime import timedelta

import pytest

from playground.scripts.visitor import Visitor
from playground.seen import Mail
from tests import paperwork as paper
from tests.paperwork import offers, press, refusal, told
from tests.pdf.foreign import sign
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


def secrets_in(mails: list[Mail]) -> set[str]:
    """The tokens of all links, and the codes."""
    found = set()
    for mail in mails:
        found |= {link.rsplit("/", 1)[-1] for link in mail.links if "/s/" in link}
        found |= {link.split("=s")[-1] for link in mail.links if "start=s" in link}
        if not mail.links:
            found.add(paper.code_in(mail))
    return found


async def test_row_03_and_04_the_sender_never_sees_a_way_to_sign(
    stage: Stage,
) -> None:
    """Not on the card, not on the board, not by nudging, not in any mail."""
    alice = stage.story.alice
    made = await paper.sent(stage)
    mail = await paper.invitation(stage, made)
    async with Visitor() as charlie:
        await paper.come_to_page(stage, made, charlie)
    await stage.later(timedelta(minutes=11))
    pressed = await press(alice, made.message, "nudge")
    await alice.wait_for("🔔", after=pressed)
    await stage.world.wait_for_mail(made.email, "/s/", after=mail)
    sent = await alice.send("/status")
    await alice.wait_for(lambda message: bool(message.photo), after=sent)
    sent = await alice.send(f"/status {made.id}")
    found = await alice.wait_for(offers("card", made.id), after=sent)
    pressed = await press(alice, found, "card")
    card = await alice.wait_for(offers("nudge", made.id), after=pressed)
    pressed = await press(alice, card, "pdf")
    file = await alice.wait_for(lambda message: bool(message.document), after=pressed)

    secrets = secrets_in(await stage.world.mails(made.email))
    assert len(secrets) == 2  # one token, one code
    seen = str(await alice.state()) + str(
        await stage.world.mails("alice@nordwind.example")
    )
    pdf = await alice.download(file)
    for secret in secrets:
        assert secret not in seen
        assert secret.encode() not in pdf
    assert made.email not in seen.replace(await typed(stage), "")


async def typed(stage: Stage) -> str:
    """What Alice herself has typed last."""
    return next(
        message.text
        for message in reversed(await stage.story.alice.chat())
        if message.mine and "@" in message.text
    )


async def test_row_01_a_changed_link_takes_as_long_as_an_unknown_one(
    stage: Stage,
) -> None:
    made = await paper.sent(stage)
    link = paper.page_link(await paper.invitation(stage, made))
    changed = link[:-1] + ("B" if link[-1] == "A" else "A")
    unknown = f"{stage.url}/s/{'x' * 32}"
    times: dict[str, list[float]] = {changed: [], unknown: []}
    bodies = set()
    async with Visitor() as mallory:
        for _ in range(15):
            for url, taken in times.items():
                began = time.perf_counter()
                page = await mallory.open(url)
                taken.append(time.perf_counter() - began)
                bodies.add((page.status, page.html))
    assert len(bodies) == 1
    assert bodies.pop()[0] == 404
    one, other = (statistics.median(taken) for taken in times.values())
    assert 1 / 3 < one / other < 3


async def test_row_35_who_is_named_like_us_is_not_us(stage: Stage) -> None:
    """The company's name, its seal's field and a certificate: all but the key."""
    contract = stage.story.samples["contract.pdf"]
    forged = await asyncio.to_thread(sign, contract, "Nordwind GmbH")
    mallory = stage.story.mallory
    sent = await mallory.document("sealed.pdf", forged)
    verdict = await mallory.wait_for("Nordwind GmbH", after=sent)
    assert verdict.text.startswith(
        "🟡 Unaltered, but it was not sealed by this service\n"
    )
    assert "✓" not in verdict.text
    assert "comes from this service" not in verdict.text
    async with Visitor() as browser:
        page = await browser.open(f"{stage.url}/verify?lang=en")
        file = {"file": ("sealed.pdf", forged)}
        page = await browser.submit(page, "/verify", files=file)
        assert "was not sealed by this service" in page.text
        assert "comes from this service" not in page.text


async def test_row_15_a_second_file_is_a_second_document(stage: Stage) -> None:
    """Nothing that Alice sends or presses replaces a file that is on its way."""
    alice = stage.story.alice
    made = await paper.sent(stage, paper.BOTH_SIGN)
    await paper.approved(stage, made)
    await paper.invitation(stage, made)
    acts = paper.of_people(await stage.records(made.id))
    other = await paper.drafted(stage, name="contract.pdf")
    assert other.id != made.id
    for act in ("new", "change", "placed", "send"):
        data = f"{act}:{made.id}{':0' if act == 'send' else ''}"
        pressed = await alice.forge(data, made.message)
        if act != "send":
            key = "is-sent"
            await told(alice, pressed, refusal("en", key))
    assert paper.of_people(await stage.records(made.id)) == acts

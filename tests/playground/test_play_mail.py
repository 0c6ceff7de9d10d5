"""Mail over real SMTP: what arrives, how it reads, and how it fails."""

import asyncio
import base64
from email.message import EmailMessage

import aiosmtplib
import pytest

from playground import Playground
from playground.client import World


def letter(to: str = "charlie@customer.test", subject: str = "Grüße ✍️") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Chatsign <sign@company.test>"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Message-ID"] = "<1@company.test>"
    mail.set_content("Bitte: https://sign.test/s/abc.\nDanke")
    mail.add_alternative(
        '<p>Bitte <a href="https://sign.test/s/abc?a=1&amp;b=2">hier</a> '
        '<a href="https://t.me/chatsign_bot?start=x">Chat</a>'
        '<img src="cid:logo"><script>alert(1)</script></p>',
        subtype="html",
    )
    return mail


async def send(playground: Playground, mail: EmailMessage, to: str = "") -> None:
    await aiosmtplib.send(
        mail,
        recipients=[to] if to else None,
        hostname="127.0.0.1",
        port=playground.smtp_port,
    )


async def test_a_mail_arrives_whole(playground: Playground, world: World) -> None:
    mail = letter()
    mail.add_attachment(b"%PDF", "application", "pdf", filename="Note ü.pdf")
    html = mail.get_body(("html",))
    assert html is not None
    html.add_related(b"png", "image", "png", cid="<logo>")
    await send(playground, mail)
    seen = await world.wait_for_mail("Charlie@customer.test", "Bitte")
    assert (seen.subject, seen.sender) == (
        "Grüße ✍️",
        "Chatsign <sign@company.test>",
    )
    assert seen.headers["Message-ID"] == "<1@company.test>"
    assert seen.links == (
        "https://sign.test/s/abc?a=1&b=2",
        "https://t.me/chatsign_bot?start=x",
        "https://sign.test/s/abc",
    )
    assert await world.attachment(seen, "Note ü.pdf") == b"%PDF"
    assert b"Subject: =?utf-8?" in await world.eml(seen)
    page = (await world.fetch(f"/play/mails/{seen.id}/html")).decode()
    assert f'src="/play/mails/{seen.id}/parts/' in page
    assert 'href="/t.me/chatsign_bot?start=x"' in page

    await world.clear_mails()
    assert await world.mails() == []


async def test_waiting_for_a_mail_that_comes_later(
    playground: Playground, world: World
) -> None:
    await send(playground, letter(subject="first"))
    first = await world.wait_for_mail(containing="first")
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(
            world.wait_for_mail("charlie@customer.test", after=first)
        )
        await asyncio.sleep(0.05)
        group.create_task(send(playground, letter("bob@company.test", "not his")))
        group.create_task(send(playground, letter(subject="second")))
    assert waiting.result().subject == "second"
    with pytest.raises(AssertionError, match="'not his'"):
        await world.wait_for_mail("bob@company.test", "nothing", timeout=0.1)


async def test_the_envelope_decides_who_gets_it(
    playground: Playground, world: World
) -> None:
    await send(playground, letter(), to="hidden@customer.test")
    assert await world.mails("charlie@customer.test") == []
    assert len(await world.mails("hidden@customer.test")) == 1


async def test_many_connections_at_once(playground: Playground, world: World) -> None:
    async with asyncio.TaskGroup() as group:
        for number in range(40):
            group.create_task(send(playground, letter(subject=f"mail {number}")))
    assert len({mail.subject for mail in await world.mails()}) == 40


async def test_a_big_mail(playground: Playground, world: World) -> None:
    data = bytes(range(256)) * 120_000
    encoded = base64.b64encode(data)
    # Long lines: the time goes by their number, and SMTP allows 998 characters.
    lines = [encoded[at : at + 960] for at in range(0, len(encoded), 960)]
    head = (
        b"From: a@company.test\r\nSubject: big\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="big.pdf"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    await aiosmtplib.send(
        head + b"\r\n".join(lines),
        sender="a@company.test",
        recipients=["b@customer.test"],
        hostname="127.0.0.1",
        port=playground.smtp_port,
    )
    seen = await world.wait_for_mail(containing="big")
    assert await world.attachment(seen, "big.pdf") == data


async def test_refusals_and_lost_connections(
    playground: Playground, world: World
) -> None:
    await world.fault("mail", "permanent", to="charlie@customer.test")
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await send(playground, letter())
    assert refused.value.recipients[0].code == 550
    await world.fault("mail", "temporary")
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await send(playground, letter())
    assert refused.value.recipients[0].code == 451
    assert await world.mails() == []

    await world.fault("mail", "drop")
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send(playground, letter(subject="in doubt"))
    await world.fault("mail", "lose")
    await send(playground, letter(subject="lost"))
    await send(playground, letter(subject="well"))
    assert [mail.subject for mail in await world.mails()] == ["in doubt", "well"]

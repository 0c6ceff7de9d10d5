"""A real mail server on loopback, and the courier that writes to it."""

from collections.abc import AsyncIterator

import pytest

from bot.delivery.email import EmailCourier, Mailer
from bot.services.envelopes import Envelopes
from bot.services.tickets import Tickets
from playground.changes import Changes
from playground.mails import Mailbox
from playground.smtp import MailServer
from tests.delivery.office import BERLIN, SENDER_ADDRESS, MakeCourier, Office, now


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox(changes=Changes())


@pytest.fixture
async def server(mailbox: Mailbox) -> AsyncIterator[MailServer]:
    server = MailServer(mailbox)
    server.port = await server.start("127.0.0.1", 0)
    yield server
    await server.stop()


@pytest.fixture
async def mailer(server: MailServer) -> AsyncIterator[Mailer]:
    mailer = Mailer(
        host="127.0.0.1",
        port=server.port,
        sender=SENDER_ADDRESS,
        security="none",
        clock=now,
        timeout=5,
    )
    yield mailer
    await mailer.close()


@pytest.fixture
def make_courier(office: Office) -> MakeCourier:
    def make(mailer: Mailer, **changes: object) -> EmailCourier:
        tickets = Tickets(
            store=office, envelopes=Envelopes(office), secret=b"s" * 32, clock=now
        )
        settings = {
            "zone": BERLIN,
            "base_url": "https://sign.acme.example/",
            "bot_username": "acme_bot",
        }
        return EmailCourier(
            mailer=mailer,
            desk=office,
            people=office,
            blobs=office,
            tickets=tickets,
            **(settings | changes),
        )

    return make


@pytest.fixture
def courier(make_courier: MakeCourier, mailer: Mailer) -> EmailCourier:
    return make_courier(mailer)

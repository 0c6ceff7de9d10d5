"""Servers that refuse, stall, vanish or demand: what becomes of a mail."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.delivery.email import EmailCourier, Mailer
from bot.domain.errors import TransportError
from bot.domain.fields import CUSTOMER
from bot.domain.records import Contact
from playground.mails import Mailbox
from playground.smtp import MailServer
from tests.delivery.office import (
    NOW,
    SENDER_ADDRESS,
    MakeCourier,
    Office,
    Story,
    now,
    step,
)


async def refused(courier: EmailCourier) -> TransportError:
    with pytest.raises(TransportError) as caught:
        await courier.send(Story().sent(), step("invite", CUSTOMER))
    return caught.value


async def test_an_unknown_recipient_is_final(
    courier: EmailCourier, server: MailServer
) -> None:
    server.add_fault(kind="permanent")
    error = await refused(courier)
    assert error.permanent
    assert error.reason.startswith("550 5.1.1")


async def test_a_busy_server_is_tried_again_on_the_same_connection(
    courier: EmailCourier, server: MailServer, mailbox: Mailbox
) -> None:
    server.add_fault(kind="temporary")
    assert not (await refused(courier)).permanent
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    assert len(mailbox.mails) == 1


async def test_a_lost_answer_is_in_doubt_and_the_repeat_is_recognisable(
    courier: EmailCourier, server: MailServer, mailbox: Mailbox
) -> None:
    server.add_fault(kind="drop")
    assert not (await refused(courier)).permanent
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    first, again = mailbox.mails.values()
    assert first.header("Message-ID") == again.header("Message-ID")


async def test_a_server_that_comes_back_is_found_again(
    courier: EmailCourier, server: MailServer, mailbox: Mailbox
) -> None:
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    await server.stop()
    assert not (await refused(courier)).permanent
    await server.start("127.0.0.1", server.port)
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    assert len(mailbox.mails) == 2


async def test_a_connection_that_was_closed_meanwhile_costs_no_mail(
    courier: EmailCourier, server: MailServer, mailbox: Mailbox
) -> None:
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    await server.stop()
    await server.start("127.0.0.1", server.port)
    await courier.send(Story().sent(), step("remind-1", CUSTOMER))
    assert len(mailbox.mails) == 2


async def test_many_at_once_all_arrive_and_share_connections(
    courier: EmailCourier, mailbox: Mailbox, mailer: Mailer
) -> None:
    envelope = Story().sent()
    async with asyncio.TaskGroup() as group:
        for number in range(20):
            send = courier.send(envelope, step(f"remind-{number}", CUSTOMER))
            group.create_task(send)
    ids = {mail.header("Message-ID") for mail in mailbox.mails.values()}
    assert len(ids) == 20


async def test_a_cancelled_mail_leaves_nothing_behind(
    make_courier: MakeCourier, mailbox: Mailbox, office: Office
) -> None:
    async with serving(Careful(stall=True)) as port:
        mailer = a_mailer(port)
        courier = make_courier(mailer)
        send = courier.send(Story().sent(), step("invite", CUSTOMER))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(send, 0.3)
        assert not mailer._idle
        await mailer.close()


async def test_a_server_that_stalls_is_given_up(make_courier: MakeCourier) -> None:
    async with serving(Careful(stall=True)) as port:
        mailer = a_mailer(port, timeout=0.3)
        assert not (await refused(make_courier(mailer))).permanent
        await mailer.close()


async def test_a_mail_that_is_refused_as_such_is_final(
    make_courier: MakeCourier,
) -> None:
    async with serving(Careful(answer="554 5.7.1 looks like spam")) as port:
        mailer = a_mailer(port)
        error = await refused(make_courier(mailer))
        await mailer.close()
    assert error.permanent
    assert error.reason == "554 5.7.1 looks like spam"


async def test_what_the_server_says_is_kept_without_the_address(
    make_courier: MakeCourier,
) -> None:
    answer = "554 <charlie@example.com>: user charlie@example.com unknown"
    async with serving(Careful(answer=answer)) as port:
        mailer = a_mailer(port)
        error = await refused(make_courier(mailer))
        await mailer.close()
    assert "charlie" not in error.reason
    assert "c••••••@example.com" in error.reason


@pytest.mark.parametrize("announced", [True, False])
async def test_a_server_with_little_room_gets_the_link_instead(
    make_courier: MakeCourier, office: Office, announced: bool
) -> None:
    document = office.keep(b"%PDF-1.7" + bytes(200_000))
    careful = Careful(room=100_000, announced=announced)
    async with serving(careful) as port:
        mailer = a_mailer(port)
        courier = make_courier(mailer)
        await courier.send(Story().signed(document), step("deliver", CUSTOMER))
        await mailer.close()
    (mail,) = careful.taken
    assert b"too large for an e-mail" in mail
    assert b"application/pdf" not in mail


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_password_and_mail_travel_encrypted(
    make_courier: MakeCourier, tmp_path: Path, security: str
) -> None:
    inside, outside = certified(tmp_path)
    careful = Careful()
    async with serving(careful, security=security, tls=inside) as port:
        mailer = a_mailer(
            port, security=security, tls=outside, username="acme", password="secret"
        )
        await mailer.check()
        await make_courier(mailer).send(Story().sent(), step("invite", CUSTOMER))
        await mailer.close()
    assert len(careful.taken) == 1
    assert careful.logins == ["secret"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_nobody_vouches_for_is_not_trusted(
    make_courier: MakeCourier, tmp_path: Path, security: str
) -> None:
    inside, _ = certified(tmp_path)
    careful = Careful()
    async with serving(careful, security=security, tls=inside) as port:
        mailer = a_mailer(port, security=security, username="acme", password="secret")
        error = await refused(make_courier(mailer))
        await mailer.close()
    assert not error.permanent
    assert not careful.taken
    assert not careful.logins


async def test_a_server_without_encryption_is_refused_when_it_was_demanded(
    make_courier: MakeCourier,
) -> None:
    careful = Careful()
    async with serving(careful) as port:
        mailer = a_mailer(port, security="starttls")
        assert not (await refused(make_courier(mailer))).permanent
        await mailer.close()
    assert not careful.taken


async def test_a_wrong_password_is_no_fault_of_the_recipient(
    make_courier: MakeCourier, tmp_path: Path
) -> None:
    inside, outside = certified(tmp_path)
    async with serving(Careful(), security="starttls", tls=inside) as port:
        mailer = a_mailer(
            port, security="starttls", tls=outside, username="acme", password="wrong"
        )
        error = await refused(make_courier(mailer))
        await mailer.close()
    assert not error.permanent
    assert "wrong" not in error.reason


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("karl@müller.example", "karl@xn--mller-kva.example"),
        ("jörg@müller.example",) * 2,
    ],
)
async def test_addresses_of_the_whole_world(
    courier: EmailCourier, mailbox: Mailbox, office: Office, address: str, written: str
) -> None:
    office.contacts[CUSTOMER] = Contact(email=address)
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    (mail,) = mailbox.mails.values()
    assert mail.envelope_to[0] in {written, "jörg@xn--mller-kva.example"}


class Careful:
    """A server's handler with a will of its own."""

    def __init__(
        self,
        *,
        answer: str = "250 OK",
        stall: bool = False,
        room: int = 10**7,
        announced: bool = True,
    ) -> None:
        self.answer = answer
        self.stall = stall
        self.room = room
        self.announced = announced
        self.taken: list[bytes] = []
        self.logins: list[str] = []

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, server: object, session: object, envelope: object
    ) -> str:
        if self.stall:
            await asyncio.sleep(2)
        if len(envelope.original_content) > self.room:
            return "552 5.3.4 too much"
        if self.answer.startswith("250"):
            self.taken.append(envelope.original_content)
        return self.answer

    def let_in(self, *parts: object) -> AuthResult:
        word = parts[-1].password.decode()
        self.logins.append(word)
        return AuthResult(success=word == "secret")


@asynccontextmanager
async def serving(
    careful: Careful, *, security: str = "none", tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()

    def connection() -> SMTP:
        return SMTP(
            careful,
            loop=loop,
            hostname="mail.example",
            data_size_limit=careful.room if careful.announced else None,
            enable_SMTPUTF8=True,
            tls_context=tls if security == "starttls" else None,
            require_starttls=security == "starttls",
            auth_require_tls=security == "starttls",
            authenticator=careful.let_in,
        )

    outer = tls if security == "tls" else None
    server = await loop.create_server(connection, "127.0.0.1", 0, ssl=outer)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.sleep(0.05)


def a_mailer(port: int, **settings: object) -> Mailer:
    chosen = {"security": "none", "timeout": 5} | settings
    return Mailer(
        host="127.0.0.1", port=port, sender=SENDER_ADDRESS, clock=now, **chosen
    )


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the server's context and that of a client which trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=10_000))
        .not_valid_after(NOW + timedelta(days=10_000))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(pem, secret)
    return inside, ssl.create_default_context(cafile=str(pem))

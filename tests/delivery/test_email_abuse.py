"""Mallory chooses names, titles and addresses; the mails stay what they are."""

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest

from bot.delivery.email import EmailCourier
from bot.domain.company import Company
from bot.domain.errors import TransportError
from bot.domain.fields import CUSTOMER, SENDER
from bot.domain.records import Contact
from playground.mails import Mailbox
from tests.delivery.office import ID, Office, Story, step

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "{{7*7}} ${7*7} {0.__class__} %s",
    "Contract \u202efdp.exe\u202c\u200b\u2066x\u2069",
    "Hi\r\nBcc: victim@example.org\r\n\r\nBody",
    "Hi\nSubject: other",
    "A" * 10_000,
    '"; <mallory@example.org>, "',
    "Müller, Ünal & Łukasz <ceo@bank.example> (CEO)",
    "Ελένη Παπαδοπούλου-Αναγνωστοπούλου, Διευθύνουσα Σύμβουλος της Εταιρείας",
)
ONLY = {
    "from", "to", "reply-to", "subject", "date", "message-id", "references",
    "auto-submitted", "x-auto-response-suppress", "content-language", "mime-version",
    "content-type",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
async def test_row_19_and_20_no_name_gets_out_of_its_place(
    courier: EmailCourier, mailbox: Mailbox, office: Office, text: str
) -> None:
    story = Story(title=text, customer=text, sender=text, facts=(text, f"Sum: {text}"))
    office.profile = Company(name=text, address=(text,))
    await courier.send(story.sent(), step("invite", CUSTOMER))

    (mail,) = mailbox.mails.values()
    message = message_from_bytes(mail.raw, policy=policy.default)
    assert {name.lower() for name in message.keys()} == ONLY  # noqa: SIM118
    assert message["To"].addresses[0].addr_spec == "charlie@example.com"
    assert len(message["To"].addresses) == 1
    assert mail.envelope_to == ("charlie@example.com",)
    assert not message.defects
    assert not message["Subject"].defects
    assert max(len(line) for line in mail.raw.split(b"\r\n")) <= 78
    for shown in (mail.html, mail.text, str(message["Subject"]), str(message["To"])):
        assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069]", shown)
    assert "<img" not in mail.html
    assert "A" * 500 not in mail.html
    if "{{7*7}}" in text:
        assert "{{7*7}} ${7*7} {0.__class__} %s" in mail.text
    assert len(mail.html) < 30_000


async def test_a_name_with_every_special_sign_arrives_whole(
    courier: EmailCourier, mailbox: Mailbox
) -> None:
    name = 'Müller, "Ünal" & Łukasz (CEO); Βασίλης <x>'
    await courier.send(Story(customer=name).sent(), step("invite", CUSTOMER))
    (mail,) = mailbox.mails.values()
    # `policy.default` reads a blank between two encoded words; `email.header` does not.
    written = message_from_bytes(mail.raw, policy=policy.compat32)["To"]
    read = str(make_header(decode_header(written.replace("\n", ""))))
    assert read == f"{name} <charlie@example.com>"


@pytest.mark.parametrize(
    "address",
    [
        "charlie@example.com\r\nBcc: victim@example.org",
        "charlie@example.com>\r\nRCPT TO:<victim@example.org",
        "charlie@example.com, victim@example.org",
        "charlie example.com",
        "@example.com",
        "charlie@exam\u202eple.com",
    ],
)
async def test_row_20_an_address_that_is_none_is_refused_for_good(
    courier: EmailCourier, mailbox: Mailbox, office: Office, address: str
) -> None:
    office.contacts[CUSTOMER] = Contact(email=address)
    with pytest.raises(TransportError) as refused:
        await courier.send(Story().sent(), step("invite", CUSTOMER))
    assert refused.value.permanent
    assert not mailbox.mails


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", f"etc-passwd-{ID}.pdf"),
        ("con", f"con-{ID}.pdf"),
        ("Contract \u202efdp.exe", f"Contract-fdp-exe-{ID}.pdf"),
        ('x"; filename="y.exe', f"x-filename-y-exe-{ID}.pdf"),
        ("Lieferschein Größe 4711", f"Lieferschein-Größe-4711-{ID}.pdf"),
        ("\r\nX-Evil: 1", f"X-Evil-1-{ID}.pdf"),
        ("Ж" * 300, f"{'Ж' * 80}-{ID}.pdf"),
    ],
)
async def test_row_22_the_attachment_has_a_harmless_name(
    courier: EmailCourier, mailbox: Mailbox, office: Office, title: str, name: str
) -> None:
    document = office.keep(b"%PDF-1.7")
    await courier.send(Story(title=title).signed(document), step("deliver", SENDER))
    (mail,) = mailbox.mails.values()
    (attached,) = mail.attachments
    assert attached.name == name
    assert max(len(line) for line in mail.raw.split(b"\r\n")) <= 78


async def test_what_nobody_cleaned_before_is_cleaned_at_the_end(
    courier: EmailCourier, mailbox: Mailbox
) -> None:
    envelope = Story(contact="c•••@\u202emoc.elpmaxe\r\n-- \r\nBye").sent()
    await courier.send(envelope, step("notify-unreachable-customer", SENDER))
    (mail,) = mailbox.mails.values()
    assert "(c•••@moc.elpmaxe -- Bye)" in mail.text
    assert "\u202e" not in mail.html


async def test_nothing_remote_is_loaded(
    courier: EmailCourier, mailbox: Mailbox, office: Office
) -> None:
    document = office.keep(b"%PDF-1.7")
    await courier.send(Story().signed(document), step("deliver", CUSTOMER))
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    for mail in mailbox.mails.values():
        assert not re.search(r"src=|url\(|@import|<link|<script", mail.html)


async def test_long_ids_stay_ids(
    courier: EmailCourier, mailbox: Mailbox, office: Office
) -> None:
    envelope = Story().sent()
    await courier.send(envelope, step("notify-unreachable-customer", SENDER))
    (mail,) = mailbox.mails.values()
    wanted = f"<{ID}.notify-unreachable-customer.sender.0@acme.example>"
    assert f"Message-ID: {wanted}\r\n".encode() in mail.raw

"""What each party of an envelope finds in the mailbox."""

import pytest

from bot.delivery.email import EmailCourier, Mailer
from bot.domain.errors import TransportError
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER
from bot.domain.records import Contact
from playground.mails import Mail, Mailbox
from tests.delivery.office import CHARLIE, ID, MakeCourier, Office, Story, step

PDF = b"%PDF-1.7 sealed"
PERSONAL = ("/s/", "?start=s")


def only(mailbox: Mailbox) -> Mail:
    (mail,) = mailbox.mails.values()
    return mail


async def test_charlie_is_told_who_asks_for_what_and_how_to_do_it(
    courier: EmailCourier, mailbox: Mailbox, office: Office
) -> None:
    await courier.send(Story().sent(), step("invite", CUSTOMER))

    mail = only(mailbox)
    (token,) = office.issued
    assert mail.envelope_to == (CHARLIE,)
    assert mail.header("Subject") == "Please sign: Delivery note 4711"
    assert mail.header("From") == "Acme GmbH <signing@acme.example>"
    assert mail.header("To") == f"Charlie Chandler <{CHARLIE}>"
    assert mail.header("Reply-To") == "alice@acme.example"
    for body in (mail.text, mail.html):
        assert "Alice Adams of Acme GmbH asks you to sign" in body
        assert "€1,234.50" in body
        assert "Dec 24, 2026, 10:03" in body
        assert f"https://sign.acme.example/s/{token}" in body
        assert f"https://t.me/acme_bot?start=s{token}" in body
        assert "Hafenstraße 1" in body


async def test_a_reminder_says_that_it_is_one_and_carries_the_same_link(
    courier: EmailCourier, mailbox: Mailbox, office: Office
) -> None:
    envelope = Story().sent()
    await courier.send(envelope, step("invite", CUSTOMER))
    await courier.send(envelope, step("remind-2", CUSTOMER))

    invite, reminder = mailbox.mails.values()
    assert reminder.header("Subject") == "Reminder: please sign Delivery note 4711"
    assert len(office.issued) == 1
    assert set(invite.links) == set(reminder.links)


async def test_a_code_shows_on_no_locked_screen(
    courier: EmailCourier, mailbox: Mailbox
) -> None:
    await courier.send_code(Story().sent(), CUSTOMER, "204815")
    await courier.send_code(Story().sent(), CUSTOMER, "731902")

    first, second = mailbox.mails.values()
    assert "204815" in first.text
    assert "204815" in first.html
    assert "204815" not in first.header("Subject")
    shown = first.html.partition("<h1")[0]
    assert "204815" not in shown
    assert "valid for 5 minutes" in shown
    assert "Nobody will ever ask" in first.text
    assert first.header("Message-ID") != second.header("Message-ID")
    assert not first.header("References")
    assert not any(part in first.text for part in PERSONAL)


@pytest.mark.parametrize("role", [SENDER, DIRECTOR, CUSTOMER])
async def test_everybody_gets_the_sealed_file(
    courier: EmailCourier, mailbox: Mailbox, office: Office, role: str
) -> None:
    document = office.keep(PDF)
    await courier.send(Story().signed(document), step("deliver", role))

    mail = only(mailbox)
    (attached,) = mail.attachments
    assert attached.data == PDF
    assert attached.mime == "application/pdf"
    assert attached.name == f"Delivery-note-4711-{ID}.pdf"
    for body in (mail.text, mail.html):
        assert "Bob Brandt" in body
        assert "Nov 24, 2026, 8:15" in body.replace("\u202f", " ")
        assert "Identified by Telegram account" in body
        assert "Identified by a code sent to c••••••@example.com" in body
        assert document in body
        assert "https://sign.acme.example/verify" in body
        assert "@acme_bot" in body


async def test_a_large_file_comes_as_a_link_and_to_the_sender_in_the_chat(
    make_courier: MakeCourier, mailer: Mailer, mailbox: Mailbox, office: Office
) -> None:
    envelope = Story().signed(office.keep(PDF))
    courier = make_courier(mailer, attached_up_to=len(PDF) - 1)
    await courier.send(envelope, step("deliver", CUSTOMER))
    await courier.send(envelope, step("deliver", SENDER))

    to_charlie, to_alice = mailbox.mails.values()
    (token,) = office.issued
    assert not to_charlie.attachments
    assert not to_alice.attachments
    assert f"https://sign.acme.example/s/{token}" in to_charlie.links
    assert "https://t.me/acme_bot" in to_alice.links


async def test_how_it_ended_is_told_with_the_reason(
    courier: EmailCourier, mailbox: Mailbox
) -> None:
    story = Story()
    await courier.send(story.declined(), step("notify-declined", SENDER))
    await courier.send(story.taken_back(), step("notify-takenback", CUSTOMER))
    await courier.send(story.expired(), step("notify-expired", SENDER))
    await courier.send(story.expired(), step("notify-expired", CUSTOMER))

    declined, taken, late, late_too = mailbox.mails.values()
    assert "Charlie Chandler has declined to sign" in declined.text
    assert story.reason in declined.text
    assert "Alice Adams of Acme GmbH has taken back" in taken.text
    assert story.reason in taken.text
    assert "Not signed: Bob Brandt" in late.text
    assert "Bob Brandt" not in late_too.text


async def test_what_the_director_says_stays_in_the_house(
    courier: EmailCourier, mailbox: Mailbox
) -> None:
    story = Story(reason="Their discount is too high.")
    envelope = story.declined(DIRECTOR)
    await courier.send(envelope, step("notify-declined", SENDER))
    await courier.send(envelope, step("notify-declined", CUSTOMER))

    to_alice, to_charlie = mailbox.mails.values()
    assert story.reason in to_alice.text
    assert story.reason not in to_charlie.text
    assert story.reason not in to_charlie.html


async def test_alice_hears_of_trouble(courier: EmailCourier, mailbox: Mailbox) -> None:
    envelope = Story().sent()
    await courier.send(envelope, step("notify-unreachable-customer", SENDER))
    await courier.send(envelope, step("notify-seal-failed", SENDER))

    dead, seal = mailbox.mails.values()
    assert "Charlie Chandler (c••••••@example.com) could not be reached" in dead.text
    assert "https://t.me/acme_bot" in dead.links
    assert "Nothing is lost" in seal.text


async def test_alice_hears_who_lacks_the_sealed_file(
    courier: EmailCourier, mailbox: Mailbox, office: Office
) -> None:
    for language, said in (
        ("en", "could not be delivered to Charlie Chandler"),
        ("de", "konnte Charlie Chandler nicht zugestellt werden"),
    ):
        envelope = Story(language=language).signed(office.keep(PDF))
        await courier.send(envelope, step("notify-undelivered-customer", SENDER))
        mail = list(mailbox.mails.values())[-1]
        assert said in mail.text
        assert "https://t.me/acme_bot" in mail.links
        assert not mail.attachments


async def test_news_of_another_dead_address_is_another_mail(
    courier: EmailCourier, mailbox: Mailbox
) -> None:
    for envelope in (Story().sent(), Story().readdressed()):
        await courier.send(envelope, step("notify-unreachable-customer", SENDER))
    first, second = (mail.header("Message-ID") for mail in mailbox.mails.values())
    assert first != second


async def test_row_03_and_04_a_sender_never_gets_a_way_to_sign(
    make_courier: MakeCourier, mailer: Mailer, mailbox: Mailbox, office: Office
) -> None:
    story, document = Story(), office.keep(PDF)
    for envelope, purpose in (
        (story.signed(document), "deliver"),
        (story.declined(), "notify-declined"),
        (story.taken_back(), "notify-takenback"),
        (story.expired(), "notify-expired"),
        (story.sent(), "notify-unreachable-customer"),
        (story.sent(), "notify-seal-failed"),
    ):
        for limit in (0, 100):
            courier = make_courier(mailer, attached_up_to=limit)
            await courier.send(envelope, step(purpose, SENDER))
    with pytest.raises(ValueError, match="no way in"):
        await make_courier(mailer).send(story.sent(), step("invite", SENDER))

    assert len(mailbox.mails) == 12
    assert not office.issued
    for mail in mailbox.mails.values():
        assert not [link for link in mail.links if any(p in link for p in PERSONAL)]


async def test_a_repeat_is_recognisable_and_a_new_address_is_a_new_mail(
    courier: EmailCourier, mailbox: Mailbox
) -> None:
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    await courier.send(Story().readdressed(), step("invite", CUSTOMER))
    await courier.send(Story().sent(), step("remind-1", CUSTOMER))

    first, again, corrected, reminder = mailbox.mails.values()
    assert first.header("Message-ID") == f"<{ID}.invite.customer.0@acme.example>"
    assert again.header("Message-ID") == first.header("Message-ID")
    assert corrected.header("Message-ID") == f"<{ID}.invite.customer.1@acme.example>"
    assert first.links != corrected.links
    assert reminder.header("In-Reply-To") == f"<{ID}@acme.example>"
    for mail in mailbox.mails.values():
        assert mail.header("References") == f"<{ID}@acme.example>"
        assert mail.header("Auto-Submitted") == "auto-generated"
        assert mail.header("Date") == "Tue, 24 Nov 2026 09:03:00 +0000"
        assert mail.header("Content-Language") == "en"


async def test_without_an_address_another_channel_is_tried_at_once(
    courier: EmailCourier, mailbox: Mailbox, office: Office
) -> None:
    office.contacts[CUSTOMER] = Contact(phone="+491711234567")
    with pytest.raises(TransportError) as refused:
        await courier.send(Story().sent(), step("invite", CUSTOMER))
    assert refused.value.permanent
    assert not mailbox.mails


async def test_deep_links_go_where_telegram_is(
    make_courier: MakeCourier, mailer: Mailer, mailbox: Mailbox, office: Office
) -> None:
    courier = make_courier(mailer, telegram_url="http://127.0.0.1:8081/t.me")
    await courier.send(Story().sent(), step("invite", CUSTOMER))
    (token,) = office.issued
    link = f"http://127.0.0.1:8081/t.me/acme_bot?start=s{token}"
    assert link in only(mailbox).links

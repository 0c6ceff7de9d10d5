"""E-mail to the parties of an envelope: who gets which letter, and what it carries."""

import re
import secrets
from datetime import tzinfo

from bot.delivery import asking, telling
from bot.delivery.letter import Addresses, Letter, Occasion, name_of
from bot.delivery.mail import Attachment, Mail
from bot.delivery.mail_rendering import as_html, as_text
from bot.delivery.smtp import Mailer, Security, TooLarge
from bot.domain.envelope import Envelope
from bot.domain.errors import TransportError
from bot.domain.fields import SENDER, Party
from bot.domain.naming import file_name
from bot.domain.steps import Send
from bot.services.identifying import CODE_LIFE
from bot.services.ports import Blobs, Desk, People
from bot.services.tickets import Tickets
from bot.texts import texts

__all__ = ["EmailCourier", "Mailer", "Security"]

ATTACHED_UP_TO = 15 * 10**6
"""Bytes; they grow by a third on their way, and most servers take 20 to 25 MB."""


class EmailCourier:
    """Writes the letters and hands them to the mailer. Raises `TransportError`."""

    def __init__(
        self,
        *,
        mailer: Mailer,
        desk: Desk,
        people: People,
        blobs: Blobs,
        tickets: Tickets,
        zone: tzinfo,
        base_url: str,
        bot_username: str,
        telegram_url: str = "https://t.me",
        attached_up_to: int = ATTACHED_UP_TO,
    ) -> None:
        self._mailer = mailer
        self._desk = desk
        self._people = people
        self._blobs = blobs
        self._tickets = tickets
        self._zone = zone
        self._addresses = Addresses(
            base_url=base_url.rstrip("/"),
            telegram_url=telegram_url.rstrip("/"),
            bot_username=bot_username,
        )
        self._attached_up_to = attached_up_to

    async def send(self, envelope: Envelope, step: Send) -> None:
        """Send what a step asks for; the same step again is the same mail again."""
        it = await self._occasion(envelope, step.role)
        purpose, _, about = step.purpose.partition("-")
        match purpose:
            case "invite":
                letter = asking.invite(it, await self._token(it))
            case "remind":
                letter = asking.remind(it, await self._token(it))
            case "deliver":
                await self._deliver(it, step)
                return
            case _:
                letter = _notice(it, about)
        await self._post(it, letter, step)

    async def send_code(self, envelope: Envelope, role: str, code: str) -> None:
        """Send a code. It stands alone, in no thread, so that it is found at once."""
        it = await self._occasion(envelope, role)
        letter = asking.code(it, code, CODE_LIFE)
        mail = await self._mail(it, letter, f"code.{secrets.token_urlsafe(12)}")
        await self._mailer.send(mail)

    async def _deliver(self, it: Occasion, step: Send) -> None:
        data = await self._blobs.get(it.envelope.document)
        if len(data) <= self._attached_up_to:
            name = file_name(it.envelope.drafted.title, it.envelope.id)
            attachment = Attachment(name=name, data=data)
            try:
                await self._post(it, telling.deliver(it), step, attachment)
            except TooLarge:
                # Some servers take less than most.
                pass
            else:
                return
        await self._post(it, telling.deliver(it, await self._way_to_file(it)), step)

    async def _way_to_file(self, it: Occasion) -> str:
        """A sender never gets a signer's link; his own way is the chat."""
        if it.party.role == SENDER:
            return it.addresses.chat
        return it.addresses.page(await self._token(it))

    async def _token(self, it: Occasion) -> str:
        if it.party.role == SENDER:
            raise ValueError("a sender has no way in to sign")
        return await self._tickets.issue(it.envelope, it.party.role)

    async def _occasion(self, envelope: Envelope, role: str) -> Occasion:
        party = _party(envelope, role)
        return Occasion(
            envelope=envelope,
            party=party,
            company=await self._people.company(),
            addresses=self._addresses,
            zone=self._zone,
            t=texts(party.language),
        )

    async def _post(
        self,
        it: Occasion,
        letter: Letter,
        step: Send,
        attachment: Attachment | None = None,
    ) -> None:
        generation = it.envelope.tickets.get(step.concerns, 0)
        local = f"{step.purpose}.{step.role}.{generation}"
        mail = await self._mail(it, letter, local, attachment, thread=True)
        await self._mailer.send(mail)

    async def _mail(
        self,
        it: Occasion,
        letter: Letter,
        local: str,
        attachment: Attachment | None = None,
        *,
        thread: bool = False,
    ) -> Mail:
        id = it.envelope.id
        return Mail(
            to=await self._email(id, it.party.role, needed=True),
            name=name_of(it.party),
            subject=letter.subject,
            text=as_text(it, letter),
            html=as_html(it, letter),
            language=it.t.language,
            id=self._message_id(f"{id}.{local}"),
            thread=self._message_id(id) if thread else "",
            answers=not local.startswith("invite"),
            company=it.company.name,
            reply_to=await self._reply_to(it) if thread else "",
            attachment=attachment,
        )

    async def _reply_to(self, it: Occasion) -> str:
        """An answer to a mail reaches the person who asked."""
        if it.party.role == SENDER:
            return ""
        return await self._email(it.envelope.id, SENDER)

    async def _email(self, id: str, role: str, *, needed: bool = False) -> str:
        contact = await self._desk.contact(id, role)
        if needed and not contact.email:
            raise TransportError("no e-mail address", permanent=True)
        return contact.email

    def _message_id(self, local: str) -> str:
        domain = self._mailer.sender.rpartition("@")[2]
        return f"{re.sub('[^A-Za-z0-9._-]', '', local)}@{domain}"


def _party(envelope: Envelope, role: str) -> Party:
    if role == SENDER and envelope.prepared:
        return envelope.prepared.sender
    return envelope.signer(role)


def _notice(it: Occasion, about: str) -> Letter:
    kind, _, role = about.partition("-")
    match kind:
        case "unreachable":
            return telling.unreachable(it, role)
        case "undelivered":
            return telling.undelivered(it, role)
        case "seal":
            return telling.seal_failed(it)
    return telling.ended(it)

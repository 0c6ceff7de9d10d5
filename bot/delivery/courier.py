"""The courier: one message to one party by one channel."""

from datetime import tzinfo

from bot.delivery.email import EmailCourier
from bot.delivery.telegram import Telegram
from bot.domain.envelope import Envelope
from bot.domain.errors import TransportError
from bot.domain.fields import DIRECTOR, SENDER, Channel
from bot.domain.naming import file_name
from bot.domain.people import Person
from bot.domain.steps import Send
from bot.screens import notices, signing
from bot.screens.card import card
from bot.screens.screen import File, Screen
from bot.services.ports import Blobs, Desk, People
from bot.services.viewing import Viewing
from bot.texts import Texts, texts

PAGES_SHOWN = 4
"""Page pictures in a chat message; the PDF itself comes with them."""


class Courier:
    """Sends what a step asks for; Telegram here, e-mail by its own courier."""

    def __init__(
        self,
        *,
        telegram: Telegram,
        email: EmailCourier,
        desk: Desk,
        people: People,
        blobs: Blobs,
        viewing: Viewing,
        zone: tzinfo,
    ) -> None:
        self._telegram = telegram
        self._email = email
        self._desk = desk
        self._people = people
        self._blobs = blobs
        self._viewing = viewing
        self._zone = zone

    async def send(self, envelope: Envelope, step: Send) -> None:
        """Hand over one message. Raises `TransportError`."""
        if step.channel is Channel.EMAIL:
            await self._email.send(envelope, step)
            return
        account = (await self._desk.contact(envelope.id, step.role)).account
        if account is None:
            raise TransportError("no Telegram account", permanent=True)
        for screen in await self._screens(envelope, step):
            await self._telegram.show(account, screen)

    async def send_code(self, envelope: Envelope, role: str, code: str) -> None:
        """Send a code to a signer's e-mail address."""
        await self._email.send_code(envelope, role, code)

    async def show_card(self, envelope: Envelope) -> None:
        """Bring the sender's live card up to date; a lost one is sent anew."""
        shown = await self._desk.card(envelope.id)
        if shown is None or shown[2] >= envelope.version:
            return
        chat, message, _ = shown
        owner = await self._people.get(envelope.drafted.owner)
        screen = card(envelope, _texts_of(owner), self._zone)
        try:
            if not await self._telegram.edit(chat, message, screen):
                message = await self._telegram.show(chat, screen)
        except TransportError as error:
            if not error.permanent:
                raise
        await self._desk.save_card(envelope.id, chat, message, envelope.version)

    async def _screens(self, envelope: Envelope, step: Send) -> list[Screen]:
        t = _language_of(envelope, step.role)
        purpose, _, rest = step.purpose.partition("-")
        match purpose:
            case "invite":
                return await self.invitation(envelope, step.role, t)
            case "remind":
                asks = await self._who_asks(envelope, step.role, t)
                return [
                    signing.invitation(t, envelope, step.role, asks=asks, reminder=True)
                ]
            case "deliver":
                pdf = await self._blobs.get(envelope.document)
                return [notices.delivered(t, envelope, pdf, self._zone)]
        return [notices.notice(t, envelope, rest)]

    async def invitation(self, envelope: Envelope, role: str, t: Texts) -> list[Screen]:
        """Return the page pictures with the PDF, then who asks and the buttons."""
        document = envelope.document
        pictures = await self._viewing.pages(document, PAGES_SHOWN)
        name = file_name(envelope.drafted.title, envelope.id)
        pdf = File(name=name, data=await self._blobs.get(document))
        asks = await self._who_asks(envelope, role, t)
        return [
            Screen(text="", album=pictures, file=pdf),
            signing.invitation(t, envelope, role, asks=asks),
        ]

    async def _who_asks(self, envelope: Envelope, role: str, t: Texts) -> str:
        name = envelope.prepared.sender.name if envelope.prepared else ""
        company = (await self._people.company()).name
        if role == DIRECTOR or not company:
            return name
        return t("{name} of {company}", name=name, company=company)


def _language_of(envelope: Envelope, role: str) -> Texts:
    if role == SENDER and envelope.prepared:
        return texts(envelope.prepared.sender.language)
    return texts(envelope.signer(role).language)


def _texts_of(person: Person | None) -> Texts:
    return texts(person.language if person else "en")

"""Steering: what a sender does with an envelope that is on its way."""

from bot.domain import events as e
from bot.domain.envelope import Envelope
from bot.domain.fields import Channel, mask
from bot.domain.people import Person
from bot.domain.records import Contact
from bot.domain.values import clean_text, parse_email
from bot.services.envelopes import Envelopes
from bot.services.ports import Clock, Desk


class Steering:
    """Reminds, corrects an address, takes back, puts away."""

    def __init__(self, *, envelopes: Envelopes, desk: Desk, clock: Clock) -> None:
        self._envelopes = envelopes
        self._desk = desk
        self._clock = clock

    async def readdress(
        self, sender: Person, envelope: Envelope, role: str, email: str
    ) -> Envelope:
        """Correct a signer's address; his old link dies with it."""
        address = parse_email(email)
        contact = Contact(email=address)
        readdressed = e.Readdressed(
            at=self._clock(),
            by=f"person:{sender.id}",
            role=role,
            contact=mask(address),
            channels=(Channel.EMAIL,),
        )
        envelope.readdress(readdressed)
        await self._desk.save_contact(envelope.id, role, contact)
        return await self._envelopes.change(
            envelope.id, lambda current: current.readdress(readdressed)
        )

    async def nudge(self, sender: Person, envelope: Envelope) -> Envelope:
        """Remind whose turn it is."""
        by = f"person:{sender.id}"
        return await self._envelopes.change(
            envelope.id, lambda current: current.nudge(at=self._clock(), by=by)
        )

    async def take_back(
        self, sender: Person, envelope: Envelope, reason: str
    ) -> Envelope:
        """End it before it is sealed."""
        by = f"person:{sender.id}"
        text = clean_text(reason, 500)
        return await self._envelopes.change(
            envelope.id,
            lambda current: current.take_back(text, at=self._clock(), by=by),
        )

    async def archive(self, sender: Person, envelope: Envelope) -> Envelope:
        """Put a finished envelope away."""
        by = f"person:{sender.id}"
        return await self._envelopes.change(
            envelope.id,
            lambda current: (
                None if current.archived else current.archive(at=self._clock(), by=by)
            ),
        )

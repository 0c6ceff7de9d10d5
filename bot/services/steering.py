"""Steering: what a sender does with an envelope that is on its way."""

from bot.domain import events as e
from bot.domain.envelope import UNDERWAY, Envelope
from bot.domain.fields import Channel, Signer, mask
from bot.domain.people import Person
from bot.domain.records import Contact
from bot.domain.steps import unreachable
from bot.domain.values import clean_text, parse_email
from bot.services.envelopes import Envelopes
from bot.services.filling import form_of
from bot.services.ports import Clock, Desk


def correctable(envelope: Envelope) -> tuple[Signer, ...]:
    """Return whose address can be corrected: of all who are still to sign, those who
    are reached by it. A director in the chat is not, unless he left it."""
    if envelope.stage not in UNDERWAY:
        return ()
    return tuple(
        signer
        for signer in envelope.signers
        if signer.role not in envelope.signed
        and (
            signer in envelope.theirs
            or Channel.TELEGRAM not in signer.channels
            or unreachable(envelope, signer)
        )
    )


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
        readdressed = e.Readdressed(
            at=self._clock(),
            by=f"person:{sender.id}",
            role=role,
            contact=mask(address),
            channels=(Channel.EMAIL,),
        )
        changed = await self._envelopes.change(
            envelope.id,
            lambda current: current.readdress(readdressed),
            {role: Contact(email=address)},
        )
        await self._desk.drop_form(envelope.id, form_of(envelope, role))
        return changed

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

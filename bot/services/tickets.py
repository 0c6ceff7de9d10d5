"""Ways in for signers: links that only their receiver knows."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import replace
from datetime import timedelta

from bot.domain import events as e
from bot.domain.envelope import Envelope
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.records import Ticket
from bot.services.envelopes import Envelopes
from bot.services.ports import Clock, TicketStore

SESSION_LIFE = timedelta(hours=12)
_TOKEN_LENGTH = 32
"""Characters of base64: 192 bits."""


class Tickets:
    """Issues and redeems ways in.

    A link's token is derived from the installation's secret, so a repeated invitation
    carries the same link although only its hash is stored.
    """

    def __init__(
        self,
        *,
        store: TicketStore,
        envelopes: Envelopes,
        secret: bytes,
        clock: Clock,
    ) -> None:
        self._store = store
        self._envelopes = envelopes
        self._secret = secret
        self._clock = clock

    async def issue(self, envelope: Envelope, role: str) -> str:
        """Return the token of a signer's current link."""
        generation = way_in(envelope, role)
        message = f"{envelope.id}/{role}/{generation}".encode()
        digest = hmac.digest(self._secret, message, hashlib.sha256)
        token = base64.urlsafe_b64encode(digest).decode()[:_TOKEN_LENGTH]
        ticket = Ticket(envelope=envelope.id, role=role, generation=generation)
        await self._store.put(token, ticket)
        return token

    async def redeem(self, token: str) -> tuple[str, Ticket]:
        """Exchange a link's token for a session's. Raises `NotFound`, or `NotAllowed`
        for a link that was replaced."""
        ticket = await self._current(await self._store.find(token))
        return await self._open_session(ticket), ticket

    async def session(self, token: str) -> Ticket:
        """Return what a session may sign. Raises like `redeem`."""
        return await self._current(await self._store.session(token, self._clock()))

    async def identified(self, session: str) -> str:
        """Return a fresh session in place of one whose holder typed the right code."""
        ticket = await self.session(session)
        return await self._open_session(replace(ticket, identified=True))

    async def claim(self, token: str, account: int) -> Ticket:
        """Bind a link to the first Telegram account that opens it.

        A second account is refused like an unknown link, and journaled.
        """
        ticket = await self._current(await self._store.claim(token, account))
        if ticket.account != account:
            await self._reject(ticket, account)
            raise NotFound
        return ticket

    async def _open_session(self, ticket: Ticket) -> str:
        session = secrets.token_urlsafe(24)
        expires = self._clock() + SESSION_LIFE
        await self._store.open_session(session, ticket, expires)
        return session

    async def _current(self, ticket: Ticket | None) -> Ticket:
        if ticket is None:
            raise NotFound
        envelope = await self._envelopes.get(ticket.envelope)
        insist_on_way(envelope, ticket.role, ticket.generation)
        return ticket

    async def _reject(self, ticket: Ticket, account: int) -> None:
        event = e.Rejected(
            at=self._clock(),
            by=e.BOT,
            role=ticket.role,
            reason="other-account",
            trace=e.Trace(via="chat", account=account),
        )
        await self._envelopes.change(
            ticket.envelope, lambda envelope: envelope.record(event)
        )


def way_in(envelope: Envelope, role: str) -> int:
    """Return the generation of a signer's way in: how often it was replaced."""
    return envelope.tickets.get(role, 0)


def insist_on_way(envelope: Envelope, role: str, generation: int) -> None:
    """Raise `NotAllowed` when a way in was replaced."""
    if way_in(envelope, role) != generation:
        language = envelope.signer(role).language
        raise NotAllowed("link-replaced", language=language)


def unreplaced(before: Envelope, now: Envelope, role: str) -> Envelope:
    """Return the envelope as it is now, if it still has the signer it had before.

    Whoever passed a gate may be too late: his address was corrected meanwhile.
    """
    insist_on_way(now, role, way_in(before, role))
    return now

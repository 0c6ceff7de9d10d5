"""Identifying: a code by e-mail proves that a signer reads his own mail."""

import hashlib
import secrets
from datetime import timedelta

from bot.domain import events as e
from bot.domain.envelope import Envelope
from bot.domain.errors import NotAllowed, TransportError
from bot.domain.records import Tried
from bot.services.envelopes import Envelopes
from bot.services.ports import Clock, Courier, Desk, TicketStore
from bot.services.tickets import unreplaced, way_in

CODE_LIFE = timedelta(minutes=5)
CODE_TRIES = 5
_CODES_AN_HOUR = 5
_CODES_AN_HOUR_TO_ONE_ADDRESS = 15
_TRIES_A_DAY = 30
"""Codes tried by one link, over all its codes: a guesser's chance stays below
30 in a million a day. A link that was replaced counts for itself."""


class Identifying:
    """Sends and checks codes, and limits who tries too often."""

    def __init__(
        self,
        *,
        store: TicketStore,
        envelopes: Envelopes,
        desk: Desk,
        courier: Courier,
        clock: Clock,
    ) -> None:
        self._store = store
        self._envelopes = envelopes
        self._desk = desk
        self._courier = courier
        self._clock = clock

    async def send_code(self, envelope: Envelope, role: str) -> None:
        """Send a fresh code to the signer's e-mail address; older ones are void."""
        contact = await self._desk.contact(envelope.id, role)
        address = hashlib.sha256(contact.email.encode()).hexdigest()
        purpose = _purpose(envelope, role)
        await self._limit(f"code/{purpose}", _CODES_AN_HOUR, 3600)
        await self._limit(f"code-to/{address}", _CODES_AN_HOUR_TO_ONE_ADDRESS, 3600)
        code = f"{secrets.randbelow(10**6):06d}"
        expires = self._clock() + CODE_LIFE
        await self._store.put_code(purpose, code, expires)
        try:
            await self._courier.send_code(envelope, role, code)
        except TransportError as error:
            raise NotAllowed("code.not-sent") from error

    async def identify(
        self, envelope: Envelope, role: str, code: str, trace: e.Trace, holder: str
    ) -> Envelope:
        """Check a code; a right one identifies the signer, once.

        `holder` stands for who tries: his session, or his account.
        """
        now = self._clock()
        digits = "".join(char for char in code if char.isdigit())
        purpose = _purpose(envelope, role)
        tried = await self._store.try_code(purpose, digits, holder, now, CODE_TRIES)
        # There is nothing to guess where no code is: that locks nobody out.
        kind = "void" if tried is Tried.VOID else "tries"
        allowed = await self._allow(f"{kind}/{purpose}", _TRIES_A_DAY, 86_400)
        if not allowed and tried is not Tried.VOID:
            raise NotAllowed("code.locked")
        if tried in {Tried.VOID, Tried.WRONG}:
            if allowed:
                await self._rejected(envelope.id, role, f"code-{tried}", trace)
            raise NotAllowed("code.void" if tried is Tried.VOID else "code.wrong")
        identified = e.Identified(
            at=now, by=f"signer:{role}", role=role, method="email-code", trace=trace
        )
        return await self._envelopes.change(
            envelope.id,
            lambda current: (
                None
                if tried is Tried.AGAIN and role in current.identified
                else unreplaced(envelope, current, role).record(identified)
            ),
        )

    async def limit(self, what: str, who: str, an_hour: int) -> None:
        """Refuse an address or account that does something too often."""
        await self._limit(f"{what}/{who}", an_hour, 3600)

    async def _rejected(self, id: str, role: str, reason: str, trace: e.Trace) -> None:
        event = e.Rejected(
            at=self._clock(), by=e.BOT, role=role, reason=reason, trace=trace
        )
        await self._envelopes.change(id, lambda envelope: envelope.record(event))

    async def _limit(self, key: str, limit: int, seconds: float) -> None:
        if not await self._allow(key, limit, seconds):
            raise NotAllowed("too-often")

    async def _allow(self, key: str, limit: int, seconds: float) -> bool:
        return await self._store.allow(key, limit, seconds, self._clock())


def _purpose(envelope: Envelope, role: str) -> str:
    return f"{envelope.id}/{role}/{way_in(envelope, role)}"

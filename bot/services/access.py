"""The only gates to an envelope. Unknown and forbidden look the same: `NotFound`."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from bot.domain import events as e
from bot.domain.envelope import UNDERWAY, Envelope, Stage
from bot.domain.errors import NotAllowed, NotFound, Refusal
from bot.domain.fields import SENDER
from bot.domain.people import Person, Role
from bot.services.envelopes import Envelopes
from bot.services.ports import Clock, Desk, People
from bot.services.tickets import Tickets, insist_on_way, unreplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody who asks about a file. Anybody may."""

    name: str
    """What he is queued under."""
    account: int = 0
    """In the chat."""
    sessions: Mapping[str, str] = field(default_factory=dict)
    """On the page: those he shows, by the envelope they are said to be of."""
    stranger: bool = True
    """Nobody of the company."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The part that somebody has in an envelope."""

    envelope: Envelope
    role: str
    """`sender` for an owner of the company too."""

    @property
    def signs(self) -> bool:
        """A signer, who has a way to the document of his own."""
        return self.role != SENDER


class Access:
    """Obtains envelopes for people, after checking their right to them."""

    def __init__(
        self,
        *,
        envelopes: Envelopes,
        people: People,
        desk: Desk,
        tickets: Tickets,
        clock: Clock,
    ) -> None:
        self._envelopes = envelopes
        self._people = people
        self._desk = desk
        self._tickets = tickets
        self._clock = clock

    async def person(self, account: int) -> Person | None:
        """Return the company's person behind a Telegram account."""
        return await self._people.by_account(account)

    async def member(self, account: int, *roles: Role) -> Person:
        """Return the person if he has one of the roles; an owner has all."""
        person = await self._people.by_account(account)
        if person is None:
            raise NotFound("strangers")
        if person.role not in {Role.OWNER, *(roles or Role)}:
            raise NotAllowed("owner-only")
        return person

    async def as_sender(self, person: Person, id: str) -> Envelope:
        """Return an envelope the person sent; an owner sees all."""
        envelope = await self._envelopes.get(id)
        if person.role is not Role.OWNER and envelope.drafted.owner != person.id:
            raise NotFound
        return envelope

    async def as_signer_in_chat(self, account: int, id: str, role: str) -> Envelope:
        """Return an envelope that this account signs in this role.

        A known person of the company is identified by his account; a customer has
        proven himself by a code before his account became a contact.
        """
        envelope = await self._envelopes.get(id)
        contact = await self._desk.contact(id, role)
        signs = role in {signer.role for signer in envelope.signers}
        if contact.account != account or not signs or envelope.stage is Stage.DRAFT:
            raise NotFound
        if role not in envelope.identified:
            identified = e.Identified(
                at=self._clock(),
                by=f"signer:{role}",
                role=role,
                method="telegram",
                trace=e.Trace(via="chat", account=account),
            )
            envelope = await self._envelopes.change(
                id,
                lambda current: unreplaced(envelope, current, role).record(identified),
            )
        return envelope

    async def waiting_for(self, account: int) -> list[tuple[Envelope, str]]:
        """Return the envelopes that wait for this account's signature, and its roles;
        what has waited longest first."""
        waiting = []
        for id, role, stage in await self._desk.envelopes_of(account, UNDERWAY):
            # Directors sign first: what is past them need not be replayed.
            if (stage is Stage.APPROVAL) is role.startswith("director"):
                envelope = await self._envelopes.get(id)
                if role in {signer.role for signer in envelope.turn}:
                    waiting.append((envelope, role))
        return waiting

    async def as_signer_on_page(
        self, session: str, id: str, role: str
    ) -> tuple[Envelope, bool]:
        """Return the envelope of a page session, and whether its holder is identified.

        Raises `NotFound` for a session of another envelope or role.
        """
        ticket = await self._tickets.session(session)
        if (ticket.envelope, ticket.role) != (id, role):
            raise NotFound
        envelope = await self._envelopes.get(id)
        insist_on_way(envelope, role, ticket.generation)
        return envelope, ticket.identified

    async def as_party(self, asker: Asker, id: str) -> Party:
        """Return the envelope for an owner of the company, its sender or a signer.

        On the page it takes the session of a signer who has typed his code.
        """
        envelope = await self._envelopes.get(id)
        role = await self._part_in_chat(asker.account, envelope)
        role = role or await self._part_on_page(asker.sessions.get(id, ""), envelope)
        if not role:
            raise NotFound
        return Party(envelope=envelope, role=role)

    async def _part_in_chat(self, account: int, envelope: Envelope) -> str:
        person = await self._people.by_account(account) if account else None
        if person and envelope.drafted.owner == person.id:
            return SENDER
        if person and person.role is Role.OWNER:
            return SENDER
        asked = envelope.signers if account and envelope.sent else ()
        for signer in asked:
            contact = await self._desk.contact(envelope.id, signer.role)
            if contact.account == account:
                return signer.role
        return ""

    async def _part_on_page(self, session: str, envelope: Envelope) -> str:
        with suppress(Refusal):
            ticket = await self._tickets.session(session)
            if ticket.envelope == envelope.id and ticket.identified and envelope.sent:
                return ticket.role
        return ""

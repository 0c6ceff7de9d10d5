"""What the services need from the outside world."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.domain.company import Company
from bot.domain.envelope import Envelope, Stage
from bot.domain.events import Event
from bot.domain.people import Person, Role
from bot.domain.steps import Send

T = TypeVar("T")
Clock = Callable[[], datetime]
"""Returns the current time, aware, in UTC."""


class Conflict(Exception):
    """Somebody else appended first: decide again on the new state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One envelope as a list shows it."""

    id: str
    owner: int
    title: str
    stage: Stage
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach a party. Kept beside the journal so that it can be erased."""

    email: str = ""
    phone: str = ""
    account: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A signer's way in. Only the hash of its token is stored."""

    envelope: str
    role: str
    generation: int
    """A ticket of an older generation was replaced."""
    account: int | None = None
    """The Telegram account that claimed it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLink:
    """An invitation into the company; good for one person."""

    role: Role
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What somebody has entered so far; kept until he has signed or sent."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """By field id: text, an ISO date, bank details, or a picture's SHA-256."""


class Journal(Protocol):
    """Events, their hash chain, and one summary row an envelope."""

    async def load(self, id: str) -> list[Event]: ...
    async def append(self, envelope: Envelope, events: Sequence[Event]) -> None: ...
    async def records(self, id: str) -> list[dict[str, Any]]: ...
    async def find_document(self, sha256: str) -> str | None: ...
    async def claim_due(
        self, now: datetime, lease_until: datetime, limit: int
    ) -> list[str]: ...
    async def next_due(self) -> datetime | None: ...
    async def release(self, id: str) -> None: ...
    async def count(self, owner: int | None) -> dict[Stage, tuple[int, datetime]]: ...
    async def summaries(
        self, owner: int | None, stage: Stage | None, word: str, limit: int
    ) -> list[Summary]: ...


class Blobs(Protocol):
    """Content-addressed bytes; a key is the SHA-256 in hex."""

    async def put(self, data: bytes) -> str: ...
    async def get(self, sha256: str) -> bytes: ...


class People(Protocol):
    """The company and its people."""

    async def get(self, id: int) -> Person | None: ...
    async def by_account(self, account: int) -> Person | None: ...
    async def by_email(self, email: str) -> Person | None: ...
    async def all(self) -> list[Person]: ...
    async def save(self, person: Person) -> Person: ...
    async def company(self) -> Company: ...
    async def save_company(self, company: Company) -> None: ...


class Tickets(Protocol):
    """Ways in: signing links, sessions, team links, codes, and how often they are
    tried. Tokens and codes come in as hashes."""

    async def put(self, token: str, ticket: Ticket) -> None: ...
    async def find(self, token: str) -> Ticket | None: ...
    async def claim(self, token: str, account: int) -> Ticket | None: ...
    async def open_session(
        self, token: str, ticket: Ticket, expires: datetime
    ) -> None: ...
    async def session(self, token: str, now: datetime) -> Ticket | None: ...
    async def put_team_link(self, token: str, link: TeamLink) -> None: ...
    async def use_team_link(
        self, token: str, account: int, now: datetime
    ) -> TeamLink | None: ...
    async def put_code(self, purpose: str, code: str, expires: datetime) -> None: ...
    async def try_code(
        self, purpose: str, code: str, now: datetime, tries: int
    ) -> bool | None: ...
    async def allow(
        self, key: str, limit: int, seconds: float, now: datetime
    ) -> bool: ...


class Desk(Protocol):
    """What is open on somebody's desk: contacts, forms, live cards."""

    async def contact(self, envelope: str, role: str) -> Contact: ...
    async def save_contact(
        self, envelope: str, role: str, contact: Contact
    ) -> None: ...
    async def envelopes_of(self, account: int) -> list[tuple[str, str]]: ...
    async def form(self, envelope: str, role: str) -> Form: ...
    async def fill(
        self, envelope: str, role: str, values: Mapping[str, Any]
    ) -> Form: ...
    async def drop_form(self, envelope: str, role: str) -> None: ...
    async def card(self, envelope: str) -> tuple[int, int, int] | None: ...
    async def save_card(
        self, envelope: str, chat: int, message: int, version: int
    ) -> None: ...
    async def stale_cards(self, limit: int) -> list[str]: ...


class Workers(Protocol):
    """Processes with limits in which untrusted bytes are parsed."""

    async def run(
        self, function: Callable[..., T], *args: object, owner: str = ""
    ) -> T: ...


class Courier(Protocol):
    """Hands one message to one channel. Raises `TransportError`."""

    async def send(self, envelope: Envelope, step: Send) -> None: ...
    async def send_code(self, envelope: Envelope, role: str, code: str) -> None: ...
    async def show_card(self, envelope: Envelope) -> None: ...

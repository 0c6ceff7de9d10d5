"""An office for the mail tests: envelopes at every stage, and what the courier asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.delivery.email import EmailCourier
from bot.domain import events as e
from bot.domain.company import Company
from bot.domain.envelope import Envelope
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Channel, Party, Signer
from bot.domain.folding import replay
from bot.domain.records import Contact, Ticket
from bot.domain.steps import Send

NOW = datetime(2026, 11, 24, 9, 3, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ID = "7K3M9-QX2BT"
ACME = Company(name="Acme GmbH", address=("Hafenstraße 1", "20457 Hamburg"))
SENDER_ADDRESS = "signing@acme.example"
PAGE = e.Trace(via="page", address="203.0.113.9", agent="Browser")
BY_MAIL = (Channel.EMAIL,)

ALICE, BOB, CHARLIE = "alice@acme.example", "bob@acme.example", "charlie@example.com"

MakeCourier = Callable[..., EmailCourier]


def now() -> datetime:
    return NOW


def step(purpose: str, role: str) -> Send:
    return Send(purpose=purpose, role=role, channel=Channel.EMAIL, attempt=1)


@dataclass
class Office:
    """Keeps in memory what the courier reads from the storage."""

    contacts: dict[str, Contact] = field(
        default_factory=lambda: {
            SENDER: Contact(email=ALICE),
            DIRECTOR: Contact(email=BOB),
            CUSTOMER: Contact(email=CHARLIE),
        }
    )
    profile: Company = ACME
    files: dict[str, bytes] = field(default_factory=dict)
    issued: dict[str, Ticket] = field(default_factory=dict)

    async def contact(self, envelope: str, role: str) -> Contact:
        return self.contacts[role]

    async def company(self) -> Company:
        return self.profile

    async def get(self, sha256: str) -> bytes:
        return self.files[sha256]

    async def put(self, token: str, ticket: Ticket) -> None:
        self.issued[token] = ticket

    def keep(self, data: bytes) -> str:
        key = sha256(data).hexdigest()
        self.files[key] = data
        return key


@dataclass(frozen=True, kw_only=True)
class Story:
    """An envelope as it is told; every name may be what an attacker chose."""

    title: str = "Delivery note 4711"
    facts: tuple[str, ...] = (
        "Customer: Charlie Chandler",
        "Number: 4711",
        "Date: Nov 24, 2026",
        "Total: €1,234.50",
    )
    sender: str = "Alice Adams"
    director: str = "Bob Brandt"
    customer: str = "Charlie Chandler"
    contact: str = "c••••••@example.com"
    language: str = "en"
    reason: str = "The quantity in line 3 is wrong."

    def sent(self) -> Envelope:
        return self._told()

    def signed(self, document: str) -> Envelope:
        return self._told(
            *self._signing(DIRECTOR, "telegram", 12),
            *self._signing(CUSTOMER, "email-code", 98),
            e.Sealed(at=NOW, by=e.BOT, document=document),
        )

    def declined(self, role: str = CUSTOMER) -> Envelope:
        return self._told(
            e.Declined(
                at=NOW, by=f"signer:{role}", role=role, reason=self.reason, trace=PAGE
            )
        )

    def taken_back(self) -> Envelope:
        return self._told(e.TakenBack(at=NOW, by="person:1", reason=self.reason))

    def expired(self) -> Envelope:
        return self._told(e.Expired(at=NOW, by=e.BOT))

    def readdressed(self) -> Envelope:
        return self._told(
            e.Readdressed(
                at=NOW, by="person:1", role=CUSTOMER, contact="c•••@example.com",
                channels=BY_MAIL,
            )
        )  # fmt: skip

    def _told(self, *more: e.Event) -> Envelope:
        return replay(ID, [*self._begun(), *more])

    def _begun(self) -> list[e.Event]:
        start = NOW - timedelta(hours=2)
        return [
            e.Drafted(
                at=start,
                by="person:1",
                owner=1,
                title=self.title,
                source="0" * 64,
                pages=2,
                language=self.language,
                origin="order",
                facts=self.facts,
            ),
            e.Prepared(
                at=start,
                by="person:1",
                document="1" * 64,
                pages=3,
                fields=(),
                signers=(
                    self._signer(DIRECTOR, self.director, "b•••@acme.example", 1),
                    self._signer(CUSTOMER, self.customer, self.contact, 2),
                ),
                sender=Party(
                    role=SENDER,
                    name=self.sender,
                    channels=BY_MAIL,
                    language=self.language,
                ),
                deadline=NOW + timedelta(days=30),
            ),
            e.Sent(at=start, by="person:1"),
        ]

    def _signer(self, role: str, name: str, contact: str, order: int) -> Signer:
        return Signer(
            role=role,
            name=name,
            contact=contact,
            channels=BY_MAIL,
            language=self.language,
            order=order,
        )

    def _signing(self, role: str, method: str, minutes: int) -> list[e.Event]:
        at, by = NOW - timedelta(minutes=120 - minutes), f"signer:{role}"
        return [
            e.Identified(at=at, by=by, role=role, method=method, trace=PAGE),
            e.Signed(
                at=at,
                by=by,
                role=role,
                shown="1" * 64,
                document=("2" if role == DIRECTOR else "3") * 64,
                values="4" * 64,
                consent="I agree.",
                certificate="5" * 64,
                trace=PAGE,
            ),
        ]

"""Sample envelopes, and everything that can happen to one next."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain import events as e
from bot.domain.envelope import Envelope
from bot.domain.errors import NotAllowed
from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Channel, Party, Signer
from bot.domain.folding import apply

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CHAT = e.Trace(via="chat", account=4711)
PAGE = e.Trace(via="page", address="192.0.2.7", agent="Firefox")
ALICE = "person:2"
BOTH = (Channel.TELEGRAM, Channel.EMAIL)

BOB = Signer(role=DIRECTOR, name="Bob Braun", channels=BOTH, order=1)
CHARLIE = Signer(
    role=CUSTOMER,
    name="Charlie Çelik",
    contact="c••••••@example.com",
    channels=(Channel.EMAIL,),
    order=2,
    company=True,
)
SENDS = Party(role=SENDER, name="Alice Albers", channels=BOTH, language="de")

ORDERS: dict[str, tuple[Signer, ...]] = {
    "director, then customer": (BOB, CHARLIE),
    "customer, then director": (replace(CHARLIE, order=1), replace(BOB, order=2)),
    "both at once": (BOB, replace(CHARLIE, order=1)),
    "customer alone": (CHARLIE,),
    "director alone": (BOB,),
    "two directors": (BOB, replace(BOB, role="director-2", order=2), CHARLIE),
    "two customers": (BOB, CHARLIE, replace(CHARLIE, role="customer-2", order=3)),
}


def sha(*parts: object) -> str:
    """Name a document that exists in the imagination only."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def drafted(at: datetime = NOW) -> e.Drafted:
    return e.Drafted(
        at=at,
        by=ALICE,
        owner=2,
        title="Lieferschein 4711",
        source=sha("source"),
        pages=2,
        language="de",
        origin="order",
        facts=("Çelik GmbH", "1.234,56 €"),
    )


def prepared(signers: tuple[Signer, ...], at: datetime = NOW) -> e.Prepared:
    return e.Prepared(
        at=at,
        by=ALICE,
        document=sha("prepared", at),
        pages=3,
        fields=(),
        signers=signers,
        sender=SENDS,
        deadline=at + timedelta(days=14),
    )


def identified(role: str, at: datetime = NOW) -> e.Identified:
    return e.Identified(
        at=at, by=f"signer:{role}", role=role, method="email-code", trace=PAGE
    )


def signed(envelope: Envelope, role: str, at: datetime = NOW) -> e.Signed:
    return e.Signed(
        at=at,
        by=f"signer:{role}",
        role=role,
        shown=envelope.document,
        document=sha("revision", envelope.document, role),
        values=sha("values", role),
        consent="I have read the document and sign it.",
        certificate=sha("certificate", role),
        trace=PAGE,
    )


def declined(role: str, at: datetime = NOW) -> e.Declined:
    return e.Declined(
        at=at, by=f"signer:{role}", role=role, reason="Wrong total", trace=PAGE
    )


def readdressed(role: str, at: datetime = NOW) -> e.Readdressed:
    return e.Readdressed(
        at=at,
        by=ALICE,
        role=role,
        contact="x••••@example.com",
        channels=(Channel.EMAIL,),
    )


class Story:
    """An envelope, and the events that led to it."""

    def __init__(self, signers: tuple[Signer, ...] = (BOB, CHARLIE)) -> None:
        self.signers = signers
        self.events: list[e.Event] = [drafted()]
        self.envelope = apply("E1", None, self.events[0])

    def then(self, event: e.Event | None) -> None:
        """Fold what was decided."""
        if event is not None:
            self.events.append(event)
            self.envelope = apply("E1", self.envelope, event)

    def send(self, at: datetime = NOW) -> None:
        """Prepare and send it."""
        self.then(self.envelope.prepare(prepared(self.signers, at)))
        self.then(self.envelope.send(at=at, by=ALICE))

    def sign(self, role: str, at: datetime = NOW) -> None:
        """Identify a signer and let him sign."""
        self.then(self.envelope.record(identified(role, at)))
        base = self.envelope.document
        self.then(self.envelope.sign(signed(self.envelope, role, at), base=base))


def decisions(
    envelope: Envelope, signers: tuple[Signer, ...], at: datetime
) -> Iterator[e.Event]:
    """Yield every event that somebody, or the bot, can bring about here and now."""
    wishes: list[Callable[[], e.Event | None]] = [
        lambda: envelope.prepare(prepared(signers, at)),
        lambda: envelope.send(at=at, by=ALICE),
        lambda: envelope.nudge(at=at, by=ALICE),
        lambda: envelope.take_back("Ordered twice", at=at, by=ALICE),
        lambda: envelope.archive(at=at, by=ALICE),
    ]
    for signer in signers:
        wishes += _wishes_of(envelope, signer.role, at)
    wishes += [
        lambda fact=fact: envelope.record(fact)  # type: ignore[misc]
        for signer in signers
        for fact in machine_facts(signer.role, at)
    ]
    for wish in wishes:
        with suppress(NotAllowed):
            if event := wish():
                yield event


def _wishes_of(
    envelope: Envelope, role: str, at: datetime
) -> list[Callable[[], e.Event | None]]:
    return [
        lambda: envelope.open(role, PAGE, at=at),
        lambda: envelope.sign(signed(envelope, role, at), base=envelope.document),
        lambda: envelope.decline(declined(role, at)),
        lambda: envelope.readdress(readdressed(role, at)),
    ]


def machine_facts(role: str, at: datetime) -> list[e.Event]:
    """Return what the bot may find out or do about a signer."""
    by, email = e.BOT, Channel.EMAIL
    return [
        e.Invited(at=at, by=by, role=role, channel=email),
        e.Reminded(at=at, by=by, role=role, channel=email, number=1),
        e.DeliveryFailed(
            at=at,
            by=by,
            role=role,
            channel=email,
            purpose="invite",
            attempt=1,
            permanent=False,
            reason="451 try again later",
        ),
        e.Joined(at=at, by=by, role=role, trace=CHAT),
        identified(role, at),
        e.Rejected(at=at, by=by, role=role, reason="code-wrong", trace=PAGE),
        e.Expired(at=at, by=by),
        e.SealFailed(at=at, by=by, attempt=1, reason="no disk space"),
        e.Sealed(at=at, by=by, document=sha("sealed")),
        e.Delivered(at=at, by=by, role=role, channel=email),
        e.Notified(at=at, by=by, role=role, channel=email, about="declined"),
    ]

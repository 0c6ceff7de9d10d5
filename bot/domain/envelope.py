"""The envelope: one PDF on its way through its signers, folded from its events.

Everything that decides a transition is in this file: `ALLOWED` says in which stage a
fact may happen and the methods of `Envelope` decide. `bot.domain.folding` folds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain import events as e
from bot.domain.errors import NotAllowed
from bot.domain.fields import PICTURES, Channel, Field, Kind, Party, Signer


class Stage(StrEnum):
    """Where an envelope stands: the columns of the board."""

    DRAFT = "draft"
    APPROVAL = "approval"
    SENT = "sent"
    PARTLY_SIGNED = "partly signed"
    SIGNED = "signed"
    ARCHIVED = "archived"
    NOT_SIGNED = "not signed"


UNDERWAY = frozenset({Stage.APPROVAL, Stage.SENT, Stage.PARTLY_SIGNED})
"""Somebody, or the closing seal, is still owed."""
CLOSED = frozenset({Stage.SIGNED, Stage.ARCHIVED, Stage.NOT_SIGNED})
_SENT = UNDERWAY | CLOSED

ALLOWED: Mapping[type[e.Event], frozenset[Stage]] = MappingProxyType(
    {
        e.Drafted: frozenset(),
        e.Prepared: frozenset({Stage.DRAFT}),
        e.Sent: frozenset({Stage.DRAFT}),
        e.Invited: UNDERWAY,
        e.Reminded: UNDERWAY,
        e.Nudged: UNDERWAY,
        e.DeliveryFailed: _SENT,
        e.Joined: _SENT,
        e.Opened: UNDERWAY,
        e.Identified: _SENT,
        e.Rejected: _SENT,
        e.Signed: UNDERWAY,
        e.Declined: UNDERWAY,
        e.TakenBack: UNDERWAY | {Stage.DRAFT},
        e.Expired: UNDERWAY,
        e.Readdressed: UNDERWAY,
        e.SealFailed: frozenset({Stage.PARTLY_SIGNED}),
        e.Sealed: frozenset({Stage.PARTLY_SIGNED}),
        e.Delivered: frozenset({Stage.SIGNED, Stage.ARCHIVED}),
        e.Notified: _SENT,
        e.Archived: frozenset({Stage.SIGNED, Stage.NOT_SIGNED}),
    }
)
"""In which stages a fact may happen. `Drafted` begins an envelope: no stage before."""


NUDGE_PAUSE = timedelta(minutes=10)
"""How long a signer is left alone after a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The last failed attempt of one errand."""

    attempts: int
    at: datetime
    permanent: bool


Errand = tuple[str, str, Channel]
"""(purpose, role, channel): a message that the bot owes or has handed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The state of one envelope. `version` counts its events."""

    id: str
    version: int = 0
    drafted: e.Drafted
    prepared: e.Prepared | None = None
    sent: e.Sent | None = None
    signed: Mapping[str, e.Signed] = field(default_factory=dict)
    opened: Mapping[str, e.Opened] = field(default_factory=dict)
    identified: Mapping[str, e.Identified] = field(default_factory=dict)
    ended: e.Declined | e.TakenBack | e.Expired | None = None
    sealed: e.Sealed | None = None
    archived: e.Archived | None = None
    seal_failed: e.SealFailed | None = None
    signers: tuple[Signer, ...] = ()
    """In their order, with their addresses as corrected since."""
    done: Mapping[Errand, datetime] = field(default_factory=dict)
    failed: Mapping[Errand, Failure] = field(default_factory=dict)
    nudges: tuple[datetime, ...] = ()
    """When the sender asked for a reminder."""
    tickets: Mapping[str, int] = field(default_factory=dict)
    """How often a signer's way in was replaced."""
    changed_at: datetime

    # What is so

    @property
    def stage(self) -> Stage:
        """Derived, never stored."""
        if self.archived:
            return Stage.ARCHIVED
        if self.ended:
            return Stage.NOT_SIGNED
        if self.sealed:
            return Stage.SIGNED
        if not self.sent:
            return Stage.DRAFT
        if any(signer.role in self.signed for signer in self.theirs):
            return Stage.PARTLY_SIGNED
        if any(signer.role not in self.signed for signer in self.ours):
            return Stage.APPROVAL
        return Stage.SENT if self.turn else Stage.PARTLY_SIGNED

    @property
    def ours(self) -> tuple[Signer, ...]:
        """Who signs for the company."""
        return tuple(s for s in self.signers if s.role.startswith("director"))

    @property
    def theirs(self) -> tuple[Signer, ...]:
        """Who signs for the other side."""
        return tuple(s for s in self.signers if not s.role.startswith("director"))

    @property
    def turn(self) -> tuple[Signer, ...]:
        """Whose signature is due now; empty when all have signed."""
        waiting = [s for s in self.signers if s.role not in self.signed]
        first = min((s.order for s in waiting), default=0)
        return tuple(s for s in waiting if s.order == first)

    @property
    def document(self) -> str:
        """SHA-256 of the newest revision."""
        if self.sealed:
            return self.sealed.document
        return self.revisions[-1] if self.revisions else self.drafted.source

    @property
    def revisions(self) -> tuple[str, ...]:
        """SHA-256 of the prepared PDF and of each signer's revision, oldest first."""
        if not self.prepared:
            return ()
        signed = (signed.document for signed in self.signed.values())
        return (self.prepared.document, *signed)

    @property
    def parties(self) -> tuple[Party, ...]:
        """The sender and all signers."""
        return (self.prepared.sender, *self.signers) if self.prepared else ()

    def signer(self, role: str) -> Signer:
        """Return the signer of a role. Raises `NotAllowed` when there is none."""
        for signer in self.signers:
            if signer.role == role:
                return signer
        raise NotAllowed("not-a-signer")

    def fields_of(self, role: str) -> tuple[Field, ...]:
        """Return the places that a role fills: words in reading order, then the
        signature, then the stamp."""
        fields = self.prepared.fields if self.prepared else ()
        return tuple(sorted((f for f in fields if f.role == role), key=_turn_of))

    # What people decide

    def prepare(self, prepared: e.Prepared) -> e.Event:
        """Put all places and signers into the PDF; again as often as needed."""
        if not prepared.signers:
            raise NotAllowed("no-signers")
        return self._allow(prepared)

    def send(self, *, at: datetime, by: str) -> e.Event:
        """Let it go: from here on it is the signers' turn."""
        if not self.prepared and self.stage is Stage.DRAFT:
            raise NotAllowed("not-prepared")
        return self._allow(e.Sent(at=at, by=by))

    def open(self, role: str, trace: e.Trace, *, at: datetime) -> e.Event | None:
        """Note the first look of a signer at his document; later ones are no news."""
        self.require_turn(role, at)
        if role in self.opened:
            return None
        return self._allow(e.Opened(at=at, by=f"signer:{role}", role=role, trace=trace))

    def sign(self, signed: e.Signed, *, base: str) -> e.Event:
        """Sign what was shown, when it is this signer's turn and he is known.

        `base` is the revision that the signature was made on. `document-moved` asks the
        caller to make it again on the newest one.
        """
        self.require_turn(signed.role, signed.at)
        if signed.role not in self.identified:
            raise NotAllowed("not-identified")
        if signed.shown not in self.revisions:
            raise NotAllowed("document-changed")
        if base != self.document:
            raise NotAllowed("document-moved")
        return self._allow(signed)

    def decline(self, declined: e.Declined) -> e.Event:
        """Refuse to sign, with the reason."""
        self.require_turn(declined.role, declined.at)
        return self._allow(declined)

    def take_back(self, reason: str, *, at: datetime, by: str) -> e.Event:
        """End it before it is sealed."""
        if self.sent and not self.turn:
            raise NotAllowed("all-signed")
        return self._allow(e.TakenBack(at=at, by=by, reason=reason))

    def nudge(self, *, at: datetime, by: str) -> e.Event:
        """Remind whose turn it is, but not right after the last message."""
        if not self.turn:
            raise NotAllowed("all-signed")
        waiting = {signer.role for signer in self.turn}
        invited = {key[1] for key in self.done if key[0] == "invite"}
        if self.stage in UNDERWAY and not waiting & invited:
            names = ", ".join(signer.name for signer in self.turn)
            raise NotAllowed("not-reached", names=names)
        heard = [when for key, when in self.done.items() if key[1] in waiting]
        last = max((*heard, *self.nudges), default=None)
        if last and at - last < NUDGE_PAUSE:
            raise NotAllowed("nudged-lately")
        return self._allow(e.Nudged(at=at, by=by))

    def readdress(self, readdressed: e.Readdressed) -> e.Event:
        """Correct the address of a signer who has not signed."""
        self.signer(readdressed.role)
        if readdressed.role in self.signed:
            raise NotAllowed("already-signed")
        return self._allow(readdressed)

    def archive(self, *, at: datetime, by: str) -> e.Event:
        """Put a finished envelope away."""
        return self._allow(e.Archived(at=at, by=by))

    # What happened

    def record(self, event: e.Event) -> e.Event | None:
        """Accept a machine's fact, or drop it when it came too late to matter."""
        if isinstance(event, e.Expired) and not self.turn:
            return None  # the last one signed while the bot was closing it
        return event if self.stage in ALLOWED[type(event)] else None

    def require_turn(self, role: str, at: datetime | None = None) -> None:
        """Raise `NotAllowed` unless this signer may act; `at` a time, not after the
        deadline."""
        self.signer(role)
        if role in self.signed:
            raise NotAllowed("already-signed")
        if self.stage not in UNDERWAY:
            raise NotAllowed(_why_not(self))
        if role not in {signer.role for signer in self.turn}:
            raise NotAllowed("not-your-turn")
        if at and self.prepared and at >= self.prepared.deadline:
            raise NotAllowed("has-expired")

    def _allow(self, event: e.Event) -> e.Event:
        if self.stage not in ALLOWED[type(event)]:
            raise NotAllowed(_why_not(self))
        return event


def _why_not(envelope: Envelope) -> str:
    match envelope.ended:
        case e.Declined():
            return "was-declined"
        case e.TakenBack():
            return "was-taken-back"
        case e.Expired():
            return "has-expired"
    if envelope.sealed:
        return "is-sealed"
    return "is-draft" if envelope.stage is Stage.DRAFT else "is-sent"


def _turn_of(field: Field) -> tuple[int, int, float, float]:
    if field.kind not in PICTURES:
        last = 0
    else:
        last = 1 if field.kind in {Kind.SIGNATURE, Kind.INITIALS} else 2
    return last, field.page, -round(field.box[3], 2), field.box[0]

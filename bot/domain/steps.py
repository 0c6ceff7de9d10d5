"""Steps: what the bot itself owes now, computed from the journal alone.

This replaces a job queue, an outbox and a scheduler: after a crash the same question
to the same events has the same answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import events as e
from bot.domain.envelope import UNDERWAY, Envelope, Errand, Stage
from bot.domain.fields import SENDER, Channel, Party

RETRY_AFTER = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600, 4 * 3600))
"""Waiting times between attempts; the last one repeats. Whoever has not been reached
by then is said to be unreachable, though the bot goes on trying."""
REMIND_AFTER = tuple(timedelta(days=d) for d in (1, 3, 7))
"""When a signer who was invited and has not signed is reminded."""
_UNREACHABLE = "notify-unreachable-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Hand one message to one channel."""

    purpose: str
    """`invite`, `remind-<n>`, `deliver` or `notify-<about>`."""
    role: str
    channel: Channel
    attempt: int

    @property
    def concerns(self) -> str:
        """The role whose new address makes this message old news."""
        return self.purpose.partition(_UNREACHABLE)[2] or self.role


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Set the closing seal and verify the result."""

    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expire:
    """Close it: the deadline has passed."""


Step = Send | Seal | Expire
Due = tuple[datetime, Step]


def next_step(envelope: Envelope, now: datetime) -> Step | None:
    """Return the step that is due and has waited longest."""
    due = [item for item in owed(envelope, now) if item[0] <= now]
    return min(due, key=lambda item: item[0])[1] if due else None


def due_at(envelope: Envelope) -> datetime | None:
    """Return when the bot has something to do next; None when never."""
    return min((at for at, _ in owed(envelope, envelope.changed_at)), default=None)


def owed(envelope: Envelope, now: datetime) -> Iterator[Due]:
    """Yield every step owed, now or later, with the time it is due."""
    match envelope.stage:
        case Stage.SIGNED | Stage.ARCHIVED if envelope.sealed:
            for party in envelope.parties:
                yield from _each_channel(envelope, "deliver", party, envelope.sealed.at)
            yield from _told_of_the_undelivered(envelope)
        case Stage.NOT_SIGNED | Stage.ARCHIVED if envelope.ended and envelope.sent:
            yield from _told_of_the_end(envelope, envelope.ended)
        case stage if stage in UNDERWAY:
            if envelope.turn:
                yield from _underway(envelope, now)
            else:
                yield from _sealing(envelope)


def _underway(envelope: Envelope, now: datetime) -> Iterator[Due]:
    if envelope.prepared:
        yield envelope.prepared.deadline, Expire()
    since = _turn_began(envelope)
    for signer in envelope.turn:
        invite = list(_first_that_works(envelope, "invite", signer, since))
        yield from invite
        if not invite:
            yield from _reminders(envelope, signer, now)
        if unreachable(envelope, signer):
            about = f"{_UNREACHABLE}{signer.role}"
            yield from _to_sender(envelope, about, envelope.changed_at)


def _sealing(envelope: Envelope) -> Iterator[Due]:
    failed = envelope.seal_failed
    if failed is None:
        yield envelope.changed_at, Seal(attempt=1)
        return
    wait = RETRY_AFTER[min(failed.attempt, len(RETRY_AFTER)) - 1]
    yield failed.at + wait, Seal(attempt=failed.attempt + 1)
    yield from _to_sender(envelope, "notify-seal-failed", failed.at)


def _told_of_the_undelivered(envelope: Envelope) -> Iterator[Due]:
    for signer in envelope.signers:
        if undelivered(envelope, signer):
            about = f"notify-undelivered-{signer.role}"
            yield from _to_sender(envelope, about, envelope.changed_at)


def _told_of_the_end(envelope: Envelope, ended: e.Event) -> Iterator[Due]:
    """Everybody who was asked hears how it ended, but not from himself."""
    about = f"notify-{type(ended).__name__.lower()}"
    for party in envelope.parties:
        asked = party.role == SENDER or any(
            role == party.role and purpose == "invite"
            for purpose, role, _ in envelope.done
        )
        himself = ended.by == f"signer:{party.role}" or (
            party.role == SENDER and isinstance(ended, e.TakenBack)
        )
        if asked and not himself:
            yield from _first_that_works(envelope, about, party, ended.at)


def _turn_began(envelope: Envelope) -> datetime:
    moments = [signed.at for signed in envelope.signed.values()]
    if envelope.sent:
        moments.append(envelope.sent.at)
    return max(moments)


def _to_sender(envelope: Envelope, about: str, since: datetime) -> Iterator[Due]:
    if envelope.prepared:
        yield from _first_that_works(envelope, about, envelope.prepared.sender, since)


def _reminders(envelope: Envelope, party: Party, now: datetime) -> Iterator[Due]:
    """After a long silence one reminder is enough: the last that is due."""
    invited = [
        at
        for (purpose, role, _), at in envelope.done.items()
        if purpose == "invite" and role == party.role
    ]
    if not invited:
        return
    last = max(invited)
    moments = [*(last + wait for wait in REMIND_AFTER), *envelope.nudges]
    numbers = enumerate(moments, start=1)
    numbered = sorted((at, number) for number, at in numbers if at > last)
    passed = [at for at, _ in numbered if at <= now]
    for at, number in numbered[max(len(passed) - 1, 0) :]:
        yield from _each_channel(envelope, f"remind-{number}", party, at)


def unreachable(envelope: Envelope, party: Party) -> bool:
    """Tell whether no channel took the invitation, for long or for ever."""
    return _in_vain(envelope, "invite", party)


def undelivered(envelope: Envelope, party: Party) -> bool:
    """Tell whether no channel took the sealed file, for long or for ever."""
    return _in_vain(envelope, "deliver", party)


def _in_vain(envelope: Envelope, purpose: str, party: Party) -> bool:
    errands = [(purpose, party.role, channel) for channel in party.channels]
    return not any(errand in envelope.done for errand in errands) and all(
        _troubled(envelope, errand) for errand in errands
    )


def _first_that_works(
    envelope: Envelope, purpose: str, party: Party, since: datetime
) -> Iterator[Due]:
    """The ladder: one channel after the other until one took the message. One that has
    long been out of order is still tried, beside the next."""
    errands = [(purpose, party.role, channel) for channel in party.channels]
    if any(errand in envelope.done for errand in errands):
        return
    for errand in errands:
        if not _dead(envelope, errand):
            yield _attempt(envelope, errand, since)
        if not _troubled(envelope, errand):
            return


def _each_channel(
    envelope: Envelope, purpose: str, party: Party, since: datetime
) -> Iterator[Due]:
    for channel in party.channels:
        errand = (purpose, party.role, channel)
        if errand not in envelope.done and not _dead(envelope, errand):
            yield _attempt(envelope, errand, since)


def _attempt(envelope: Envelope, errand: Errand, since: datetime) -> Due:
    purpose, role, channel = errand
    failure = envelope.failed.get(errand)
    attempt = failure.attempts + 1 if failure else 1
    if failure:
        since = failure.at + RETRY_AFTER[min(failure.attempts, len(RETRY_AFTER)) - 1]
    return since, Send(purpose=purpose, role=role, channel=channel, attempt=attempt)


def _dead(envelope: Envelope, errand: Errand) -> bool:
    failure = envelope.failed.get(errand)
    return failure is not None and failure.permanent


def _troubled(envelope: Envelope, errand: Errand) -> bool:
    failure = envelope.failed.get(errand)
    return failure is not None and (
        failure.permanent or failure.attempts > len(RETRY_AFTER)
    )


def outcome(step: Send, *, at: datetime) -> e.Event:
    """Return the fact that a message was handed over."""
    by, role, channel = e.BOT, step.role, step.channel
    purpose, _, rest = step.purpose.partition("-")
    match purpose:
        case "invite":
            return e.Invited(at=at, by=by, role=role, channel=channel)
        case "remind":
            return e.Reminded(
                at=at, by=by, role=role, channel=channel, number=int(rest)
            )
        case "deliver":
            return e.Delivered(at=at, by=by, role=role, channel=channel)
        case _:
            return e.Notified(at=at, by=by, role=role, channel=channel, about=rest)


def failure(step: Send, reason: str, *, permanent: bool, at: datetime) -> e.Event:
    """Return the fact that a message could not be handed over."""
    return e.DeliveryFailed(
        at=at,
        by=e.BOT,
        role=step.role,
        channel=step.channel,
        purpose=step.purpose,
        attempt=step.attempt,
        permanent=permanent,
        reason=reason[:200],
    )

"""Folding: an envelope's state from its events. Never refuses what was journaled."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain import events as e
from bot.domain.envelope import Envelope, Errand, Failure
from bot.domain.fields import Channel


def replay(id: str, events: Iterable[e.Event]) -> Envelope:
    """Fold an envelope from its events. The first one is `Drafted`."""
    envelope: Envelope | None = None
    for event in events:
        envelope = apply(id, envelope, event)
    if envelope is None:
        raise ValueError(f"envelope {id} has no events")
    return envelope


def apply(id: str, envelope: Envelope | None, event: e.Event) -> Envelope:
    """Fold one event."""
    if envelope is None:
        if not isinstance(event, e.Drafted):
            raise ValueError(f"envelope {id} begins with {type(event).__name__}")
        return Envelope(id=id, version=1, drafted=event, changed_at=event.at)
    return replace(
        _fold(envelope, event), version=envelope.version + 1, changed_at=event.at
    )


def _fold(envelope: Envelope, event: e.Event) -> Envelope:
    match event:
        case e.Prepared():
            signers = tuple(sorted(event.signers, key=lambda signer: signer.order))
            return replace(envelope, prepared=event, signers=signers)
        case e.Sent():
            return replace(envelope, sent=event)
        case e.Opened(role=role):
            return replace(envelope, opened={**envelope.opened, role: event})
        case e.Identified(role=role):
            return replace(envelope, identified={**envelope.identified, role: event})
        case e.Signed(role=role):
            return replace(envelope, signed={**envelope.signed, role: event})
        case e.Declined() | e.TakenBack() | e.Expired():
            return replace(envelope, ended=event)
        case e.Sealed():
            return replace(envelope, sealed=event)
        case e.SealFailed():
            return replace(envelope, seal_failed=event)
        case e.Nudged():
            return replace(envelope, nudges=(*envelope.nudges, event.at))
        case e.Archived():
            return replace(envelope, archived=event)
    return _fold_errand(envelope, event)


def _fold_errand(envelope: Envelope, event: e.Event) -> Envelope:
    match event:
        case e.Invited(role=role, channel=channel):
            return _done(envelope, ("invite", role, channel), event)
        case e.Reminded(role=role, channel=channel, number=number):
            return _done(envelope, (f"remind-{number}", role, channel), event)
        case e.Delivered(role=role, channel=channel):
            return _done(envelope, ("deliver", role, channel), event)
        case e.Notified(role=role, channel=channel, about=about):
            return _done(envelope, (f"notify-{about}", role, channel), event)
        case e.DeliveryFailed():
            errand = (event.purpose, event.role, event.channel)
            failure = Failure(
                attempts=event.attempt, at=event.at, permanent=event.permanent
            )
            return replace(envelope, failed={**envelope.failed, errand: failure})
        case e.Joined(role=role):
            return _reachable(envelope, role)
        case e.Readdressed():
            return _readdressed(envelope, event)
    return envelope


def _done(envelope: Envelope, errand: Errand, event: e.Event) -> Envelope:
    return replace(envelope, done={**envelope.done, errand: event.at})


def _reachable(envelope: Envelope, role: str) -> Envelope:
    signers = tuple(
        replace(signer, channels=(*signer.channels, Channel.TELEGRAM))
        if signer.role == role and Channel.TELEGRAM not in signer.channels
        else signer
        for signer in envelope.signers
    )
    return replace(envelope, signers=signers)


def _readdressed(envelope: Envelope, event: e.Readdressed) -> Envelope:
    role = event.role

    def stands(errand: Errand) -> bool:
        return errand[1] != role and errand[0] != f"notify-unreachable-{role}"

    return replace(
        envelope,
        signers=tuple(
            replace(signer, contact=event.contact, channels=event.channels)
            if signer.role == role
            else signer
            for signer in envelope.signers
        ),
        done={key: at for key, at in envelope.done.items() if stands(key)},
        failed={key: it for key, it in envelope.failed.items() if stands(key)},
        opened={key: it for key, it in envelope.opened.items() if key != role},
        identified={key: it for key, it in envelope.identified.items() if key != role},
        tickets={**envelope.tickets, role: envelope.tickets.get(role, 0) + 1},
    )

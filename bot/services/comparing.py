"""What a file is compared with, and what of it whoever asks may see."""

from dataclasses import replace
from enum import StrEnum

from bot.domain.envelope import Envelope
from bot.pdf.comparing.comparison import Comparison
from bot.pdf.verifying.verdict import SignatureKind, Verdict
from bot.services.access import Party


class Against(StrEnum):
    """What a file was compared with."""

    SIGNED = "signed"
    """With what was signed, which it holds itself."""
    KEPT = "kept"
    """With the document of that number that this service keeps."""


def visible(
    found: Comparison, against: Against, *, ours: bool, party: Party | None
) -> Comparison:
    """Return what may be shown: of our own envelopes, strangers get no pictures, and
    no words that are not in the very file they sent."""
    if party or not ours:
        return found
    if against is Against.SIGNED:
        return replace(found, pictures=())
    places = [replace(each, old="", new="") for each in found.differences]
    return replace(found, differences=tuple(places), pictures=())


def kept_like(verdict: Verdict, envelope: Envelope) -> str:
    """Return which of our own files such a file came from, by its SHA-256: the sealed
    one, or the one with as many signatures."""
    signed = [
        each for each in verdict.signatures if each.kind is SignatureKind.SIGNATURE
    ]
    if envelope.sealed or not 0 < len(signed) < len(envelope.revisions):
        return envelope.document
    return envelope.revisions[len(signed)]

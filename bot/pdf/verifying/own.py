"""What a file says about itself as one of our envelopes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.chain import first_broken
from bot.pdf.verifying.inside import View, entry, text_of
from bot.pdf.verifying.revisions import Field

SEAL, JOURNAL = "seal", "journal"
"""What preparation calls these fields; said again, for its imports are heavy."""

_LONGEST_JOURNAL = 4_000_000


def envelope_id(view: View) -> str | None:
    """Return the envelope that the file names; it proves nothing by itself."""
    return text_of(entry(entry(view.root, "/Chatsign"), "/Envelope")) or None


def missing_signers(form: Mapping[str, Field]) -> tuple[str, ...]:
    """Return the labels of signature fields that are still empty, the seal left out."""
    return tuple(field.label for field in _waiting(form))


def roles_missing(form: Mapping[str, Field]) -> frozenset[str]:
    """Return whose signature fields these are, as preparation notes it in `/TM`."""
    notes = (text_of(entry(field.dictionary, "/TM")) for field in _waiting(form))
    return frozenset(note.partition(".")[0] for note in notes)


def _waiting(form: Mapping[str, Field]) -> Iterator[Field]:
    for name, field in form.items():
        if field.kind == "/Sig" and not field.filled and name != SEAL:
            yield field


def is_unsealed(form: Mapping[str, Field]) -> bool:
    """Say whether a place for the closing seal is there and empty."""
    seal = form.get(SEAL)
    return seal is not None and seal.kind == "/Sig" and not seal.filled


def journal_of(form: Mapping[str, Field], envelope: str) -> Sequence[Mapping[str, Any]]:
    """Return the journal in the file; none unless it is of this envelope and its hash
    chain holds."""
    try:
        value = entry(form[JOURNAL].dictionary, "/V")
        records = json.loads(text_of(value, _LONGEST_JOURNAL))
        ids = {record["envelope"] for record in records}
        holds = ids == {envelope} and first_broken(records) is None
    except (AttributeError, KeyError, TypeError, ValueError):
        return ()
    return records if holds else ()

"""Fitting: whether an answer can be printed into its place, before it is kept."""

from typing import Any

from bot.domain.envelope import Envelope
from bot.domain.fields import PICTURES, Field, Kind
from bot.pdf.evidence.trying import try_value
from bot.services.ports import Blobs, Workers
from bot.texts import texts


async def insist_it_fits(
    blobs: Blobs,
    workers: Workers,
    envelope: Envelope,
    field: Field,
    value: Any,
    language: str,
) -> None:
    """Raise `InputRefused` for a value without room in its place, which is called as
    it is in the reader's language."""
    if field.kind in PICTURES or field.kind is Kind.CHECKBOX:
        return
    printed = "\n".join(texts(envelope.drafted.language).value(field, value))
    document = await blobs.get(envelope.document)
    label = texts(language).label(field)
    await workers.run(try_value, document, field, printed, label)

"""Filling in: what a signer has entered so far, on a page or in the chat."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any

from bot.domain.answers import missing, name_to_write, read_answer
from bot.domain.envelope import Envelope
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.fields import PICTURES, Field, Kind
from bot.domain.values import clean_text
from bot.images.clean import clean_signature, clean_stamp
from bot.images.strokes import draw_strokes
from bot.images.typed import typed_signature
from bot.services.fitting import insist_it_fits
from bot.services.ports import Blobs, Clock, Desk, Workers
from bot.services.tickets import way_in


class Filling:
    """Keeps a signer's values until he signs; each place is his own or refused."""

    def __init__(
        self,
        *,
        desk: Desk,
        blobs: Blobs,
        workers: Workers,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        self._desk = desk
        self._blobs = blobs
        self._workers = workers
        self._clock = clock
        self._zone = zone

    async def values(self, envelope: Envelope, role: str) -> Mapping[str, Any]:
        """Return what the signer has entered so far, by field id."""
        return (await self._desk.form(envelope.id, form_of(envelope, role))).values

    async def open_fields(self, envelope: Envelope, role: str) -> list[Field]:
        """Return what the signer still has to fill in, in order."""
        fields = envelope.fields_of(role)
        return missing(fields, await self.values(envelope, role))

    async def name_to_write(self, envelope: Envelope, role: str) -> str:
        """Return the name that can be written as the signer's signature."""
        fields, values = envelope.fields_of(role), await self.values(envelope, role)
        return name_to_write(fields, values, envelope.signer(role).name)

    async def picture(self, envelope: Envelope, role: str, field_id: str) -> bytes:
        """Return the picture kept for a field, as PNG. Raises `NotFound`."""
        values = await self.values(envelope, role)
        kept = [
            values[field.id]
            for field in envelope.fields_of(role)
            if field.id == field_id and field.kind in PICTURES and field.id in values
        ]
        if not kept:
            raise NotFound
        return await self._blobs.get(kept[0])

    async def entered(self, envelope: Envelope, role: str) -> str:
        """Return what stands for all values entered so far: a SHA-256."""
        values = await self.values(envelope, role)
        return digest(values)

    async def answer(
        self, envelope: Envelope, role: str, field_id: str, text: str, language: str
    ) -> None:
        """Keep one typed value; nothing typed empties a field that may stay empty."""
        field = self._field(envelope, role, field_id)
        if not field.required and not text.strip():
            await self._keep(envelope, role, field, None)
            return
        value = read_answer(
            field,
            text,
            language=language,
            today=self._today(),
            holder=envelope.signer(role).name,
        )
        await insist_it_fits(
            self._blobs, self._workers, envelope, field, value, language
        )
        await self._keep(envelope, role, field, value)

    async def photo(
        self, envelope: Envelope, role: str, field_id: str, data: bytes
    ) -> bytes:
        """Clean a photo of a signature or stamp, keep it, and return it as PNG."""
        field = self._field(envelope, role, field_id)
        clean = clean_stamp if field.kind is Kind.STAMP else clean_signature
        picture = await self._workers.run(clean, data, owner=f"{envelope.id}/{role}")
        return await self._keep_picture(envelope, role, field, picture.png)

    async def drawn(
        self,
        envelope: Envelope,
        role: str,
        field_id: str,
        strokes: list[list[tuple[float, ...]]],
    ) -> bytes:
        """Redraw the strokes of a signature pad, keep and return them as PNG."""
        field = self._field(envelope, role, field_id)
        picture = await self._workers.run(draw_strokes, strokes)
        return await self._keep_picture(envelope, role, field, picture.png)

    async def typed(
        self, envelope: Envelope, role: str, field_id: str, name: str
    ) -> bytes:
        """Write a name in a hand, keep and return it as PNG."""
        field = self._field(envelope, role, field_id)
        picture = await self._workers.run(typed_signature, clean_text(name, 60))
        return await self._keep_picture(envelope, role, field, picture.png)

    async def clear(self, envelope: Envelope, role: str, field_id: str) -> None:
        """Forget what was given for a field."""
        field = self._field(envelope, role, field_id)
        await self._keep(envelope, role, field, None)

    async def restart(self, envelope: Envelope, role: str) -> None:
        """Forget everything a signer entered."""
        envelope.require_turn(role)
        await self._desk.drop_form(envelope.id, form_of(envelope, role))

    def _field(self, envelope: Envelope, role: str, field_id: str) -> Field:
        envelope.require_turn(role)
        for field in envelope.fields_of(role):
            if field.id == field_id:
                return field
        raise NotAllowed("not-your-field")

    async def _keep(
        self, envelope: Envelope, role: str, field: Field, value: object
    ) -> None:
        await self._desk.fill(envelope.id, form_of(envelope, role), {field.id: value})

    async def _keep_picture(
        self, envelope: Envelope, role: str, field: Field, png: bytes
    ) -> bytes:
        await self._keep(envelope, role, field, await self._blobs.put(png))
        return png

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def form_of(envelope: Envelope, role: str) -> str:
    """Return which form on the desk is a signer's.

    A corrected address begins a new one: what somebody entered by the old link, even
    at this moment, never gets to the right person.
    """
    generation = way_in(envelope, role)
    return f"{role}/{generation}" if generation else role


def digest(values: Mapping[str, Any]) -> str:
    """Return what stands for values as they were seen: a SHA-256."""
    return hashlib.sha256(as_json(values)).hexdigest()


def as_json(values: Mapping[str, Any]) -> bytes:
    """Return values as they are stored beside a signature."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False).encode()

"""Placing: who fills in what, and where, before the questions are asked."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.domain.draft import Draft, as_json, version_of
from bot.domain.envelope import Envelope
from bot.domain.errors import NotAllowed
from bot.domain.fields import SENDER, Field, Kind
from bot.domain.place_rules import insist_on_places
from bot.domain.placing import Want, changed, field_ids, without
from bot.domain.records import Conflict
from bot.pdf.making.signature_page import signature_page_layout
from bot.pdf.placing.picture import picture_of_places
from bot.services.ports import Blobs, Desk, Workers
from bot.texts import texts

Fields = tuple[Field, ...]

_ATTEMPTS = 20
"""Far above what one person's chat and page reach."""


class Placing:
    """Changes the places of a draft; each change is kept at once."""

    def __init__(self, *, desk: Desk, blobs: Blobs, workers: Workers) -> None:
        self._desk = desk
        self._blobs = blobs
        self._workers = workers

    async def fields(self, envelope: Envelope) -> Fields:
        """Return the places of a draft."""
        return (await self._draft(envelope)).every_field

    async def confirm(self, envelope: Envelope) -> None:
        """Take the places as they are. Raises `NotAllowed` where nobody would sign."""
        fields = await self.fields(envelope)
        signers = {field.role for field in fields if field.kind is Kind.SIGNATURE}
        if not signers:
            raise NotAllowed("no-signers")
        await self._desk.fill(envelope.id, SENDER, {"placed": True})

    async def add(self, envelope: Envelope, want: Want) -> str:
        """Add a place, on the signature page at first, and return its id."""
        pages = envelope.drafted.pages

        def decide(fields: Fields) -> Fields:
            (id,) = field_ids([want], [field.id for field in fields])
            field = Field(
                id=id, kind=want.kind, role=want.role, page=pages, box=_ANYWHERE
            )
            return (*fields, field)

        return (await self._revise(envelope, decide))[-1].id

    async def change(self, envelope: Envelope, id: str, **changes: Any) -> None:
        """Change one place. Raises `NotFound`, `InputRefused`."""
        await self._revise(envelope, lambda fields: changed(fields, id, **changes))

    async def remove(self, envelope: Envelope, id: str) -> None:
        """Take one place away."""
        await self._revise(envelope, lambda fields: without(fields, id))

    async def _revise(
        self, envelope: Envelope, decide: Callable[[Fields], Fields]
    ) -> Fields:
        """Set what `decide` returns; after a lost race it decides again."""
        for _ in range(_ATTEMPTS):
            fields = await self.fields(envelope)
            with suppress(Conflict):
                return await self.replace(
                    envelope, decide(fields), since=version_of(fields)
                )
        raise RuntimeError(f"envelope {envelope.id}: its places never settle")

    async def replace(
        self, envelope: Envelope, fields: Sequence[Field], *, since: str | None = None
    ) -> Fields:
        """Set all places; those of the signature page are laid out anew.

        What was answered for a place that is no more, or takes something else now, is
        forgotten. Raises `InputRefused`, and `Conflict` when the places are not those
        of the version `since` any more.
        """
        if envelope.sent:
            raise NotAllowed("is-sent")
        draft = await self._draft(envelope)
        kept = draft.every_field
        if since is not None and since != version_of(kept):
            raise Conflict(f"the places of {envelope.id} went on")
        pages = envelope.drafted.pages
        laid = await self._laid_out(insist_on_places(fields, pages, kept), pages)
        kinds = {field.id: field.kind for field in laid}
        stale = {
            field.id: None for field in kept if kinds.get(field.id) is not field.kind
        }
        values = {"fields": as_json(laid), "placed": None, **stale}
        given = {} if since is None else {"fields": draft.values.get("fields")}
        await self._desk.fill(envelope.id, SENDER, values, given=given)
        return laid

    async def reopen(self, envelope: Envelope) -> None:
        """Show the places again before anything else is asked."""
        await self._desk.fill(envelope.id, SENDER, {"placed": None})

    async def picture(
        self,
        envelope: Envelope,
        fields: Sequence[Field],
        page: int,
        language: str,
        *,
        chosen: str = "",
        grid: bool = False,
    ) -> bytes:
        """Return one page as JPEG, its places numbered and coloured by who fills them,
        the `chosen` one marked, under a `grid` of squares."""
        source = await self._blobs.get(envelope.drafted.source)
        numbered = tuple(
            (number, field)
            for number, field in enumerate(fields, start=1)
            if field.page == page
        )
        return await self._workers.run(
            picture_of_places,
            source,
            page,
            numbered,
            title=envelope.drafted.title,
            language=texts(language).language,
            chosen=chosen,
            grid=grid,
        )

    async def _draft(self, envelope: Envelope) -> Draft:
        return Draft((await self._desk.form(envelope.id, SENDER)).values)

    async def _laid_out(self, fields: Sequence[Field], pages: int) -> Fields:
        added = [field for field in fields if field.page == pages]
        if not added:
            return tuple(fields)
        wants = [Want(kind=field.kind, role=field.role) for field in added]
        layout = await self._workers.run(signature_page_layout, wants, pages)
        boxes = {
            field.id: place.box for field, place in zip(added, layout, strict=True)
        }
        return tuple(
            replace(field, box=boxes.get(field.id, field.box)) for field in fields
        )


_ANYWHERE = (0.1, 0.1, 0.3, 0.2)
"""Until the signature page is laid out."""

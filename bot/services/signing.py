"""Signing: what a signer fills in, what it will look like, and the act itself."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.domain import events as e
from bot.domain.answers import missing, read_answer
from bot.domain.envelope import Envelope
from bot.domain.errors import InputRefused, NotAllowed, NotFound, Refusal
from bot.domain.fields import PICTURES, Field, Kind, Signer
from bot.domain.records import Contact
from bot.domain.values import clean_text
from bot.images.clean import clean_signature, clean_stamp
from bot.images.strokes import draw_strokes
from bot.images.typed import typed_signature
from bot.keys import Keys
from bot.pdf.evidence.revise import Act, preview, revise
from bot.services.envelopes import Envelopes
from bot.services.ports import Blobs, Clock, Desk, Workers
from bot.texts import Texts, texts

_ATTEMPTS = 10


class Signing:
    """What a signer does between his invitation and his signature."""

    def __init__(
        self,
        *,
        envelopes: Envelopes,
        desk: Desk,
        blobs: Blobs,
        workers: Workers,
        keys: Keys,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        self._envelopes = envelopes
        self._desk = desk
        self._blobs = blobs
        self._workers = workers
        self._keys = keys
        self._clock = clock
        self._zone = zone

    # Looking

    async def open(self, envelope: Envelope, role: str, trace: e.Trace) -> Envelope:
        """Note that the signer looks at the document."""
        return await self._envelopes.change(
            envelope.id,
            lambda current: current.open(role, trace, at=self._clock()),
        )

    async def document(self, envelope: Envelope) -> bytes:
        """Return the newest revision."""
        return await self._blobs.get(envelope.document)

    async def values(self, envelope: Envelope, role: str) -> Mapping[str, Any]:
        """Return what the signer has entered so far, by field id."""
        return (await self._desk.form(envelope.id, role)).values

    async def open_fields(self, envelope: Envelope, role: str) -> list[Field]:
        """Return what the signer still has to fill in, in order."""
        fields = envelope.fields_of(role)
        return missing(fields, await self.values(envelope, role))

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
        return hashlib.sha256(_json(values)).hexdigest()

    # Filling in

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

    async def join(self, envelope: Envelope, role: str, account: int) -> Envelope:
        """Bind a signer who proved himself in the chat to his account."""
        contact = await self._desk.contact(envelope.id, role)
        await self._desk.save_contact(
            envelope.id,
            role,
            Contact(email=contact.email, phone=contact.phone, account=account),
        )
        trace = e.Trace(via="chat", account=account)
        event = e.Joined(at=self._clock(), by=f"signer:{role}", role=role, trace=trace)
        return await self._envelopes.change(
            envelope.id, lambda current: current.record(event)
        )

    # Acting

    async def preview(self, envelope: Envelope, role: str) -> bytes:
        """Return the document as it will look, without a signature."""
        envelope.require_turn(role)
        act = await self._act(envelope, role, self._clock(), e.Trace(via=""))
        document = await self._blobs.get(envelope.document)
        return await self._workers.run(preview, document, act)

    async def sign(
        self,
        envelope: Envelope,
        role: str,
        *,
        shown: str,
        trace: e.Trace,
        entered: str | None = None,
    ) -> Envelope:
        """Sign: a new revision, then the fact. Signing again changes nothing.

        `shown` is the SHA-256 of the file the signer saw, `entered` what `entered`
        said of the values in his preview. When another signer was quicker, the
        revision is made again on the newer one.
        """
        for _ in range(_ATTEMPTS):
            if role in envelope.signed:
                return envelope
            try:
                return await self._sign_once(envelope, role, shown, entered, trace)
            except Refusal as refusal:
                # The same person may have been quicker in another window: then the
                # refusal is only about what was already tidied up.
                envelope = await self._envelopes.get(envelope.id)
                if role not in envelope.signed and refusal.key != "document-moved":
                    raise
        raise NotAllowed("document-moved")

    async def decline(
        self, envelope: Envelope, role: str, reason: str, trace: e.Trace
    ) -> Envelope:
        """Refuse to sign, with the reason."""
        declined = e.Declined(
            at=self._clock(),
            by=f"signer:{role}",
            role=role,
            reason=clean_text(reason, 500),
            trace=trace,
        )
        return await self._envelopes.change(
            envelope.id, lambda current: current.decline(declined)
        )

    async def _sign_once(
        self,
        envelope: Envelope,
        role: str,
        shown: str,
        entered: str | None,
        trace: e.Trace,
    ) -> Envelope:
        envelope.require_turn(role)
        if role not in envelope.identified:
            raise NotAllowed("not-identified")
        if shown not in envelope.revisions:
            raise NotAllowed("document-changed")
        if entered not in {None, await self.entered(envelope, role)}:
            raise NotAllowed("entries-changed")
        at = self._clock()
        act = await self._act(envelope, role, at, trace)
        identity = self._keys.one_shot(act.name, act.reason, at)
        base = envelope.document
        revision = await self._workers.run(
            revise, await self._blobs.get(base), act, identity
        )
        signed = e.Signed(
            at=at,
            by=f"signer:{role}",
            role=role,
            shown=shown,
            document=await self._blobs.put(revision),
            values=await self._blobs.put(_json(act.values)),
            consent=consent(texts(envelope.signer(role).language)),
            certificate=hashlib.sha256(identity.certificate).hexdigest(),
            trace=trace,
        )
        changed = await self._envelopes.change(
            envelope.id, lambda current: current.sign(signed, base=base)
        )
        await self._desk.drop_form(envelope.id, role)
        return changed

    async def _act(
        self, envelope: Envelope, role: str, at: datetime, trace: e.Trace
    ) -> Act:
        values = await self.values(envelope, role)
        fields = envelope.fields_of(role)
        still_open = missing(fields, values)
        if still_open:
            raise InputRefused("fields-open", label=still_open[0].label)
        t = texts(envelope.drafted.language)
        signer = envelope.signer(role)
        method = identified_as(t, envelope, role)
        return Act(
            role=role,
            name=signer.name,
            values={
                field.id: "\n".join(t.value(field, values[field.id]))
                for field in fields
                if field.id in values and field.kind not in PICTURES
            },
            pictures={
                field.id: await self._blobs.get(values[field.id])
                for field in fields
                if field.id in values and field.kind in PICTURES
            },
            evidence=_evidence(t, envelope, signer, method, at, trace, self._zone),
            at=at,
            reason=method,
        )

    def _field(self, envelope: Envelope, role: str, field_id: str) -> Field:
        envelope.require_turn(role)
        for field in envelope.fields_of(role):
            if field.id == field_id:
                return field
        raise NotAllowed("not-your-field")

    async def _keep(
        self, envelope: Envelope, role: str, field: Field, value: object
    ) -> None:
        await self._desk.fill(envelope.id, role, {field.id: value})

    async def _keep_picture(
        self, envelope: Envelope, role: str, field: Field, png: bytes
    ) -> bytes:
        await self._keep(envelope, role, field, await self._blobs.put(png))
        return png

    def _today(self) -> Any:
        return self._clock().astimezone(self._zone).date()


def consent(t: Texts) -> str:
    """The sentence every signer agrees to."""
    return t(
        "I have read the document and sign it electronically. I know that this is a "
        "simple electronic signature, not a qualified one."
    )


def identified_as(t: Texts, envelope: Envelope, role: str) -> str:
    """Say how a signer proved who he is."""
    identified = envelope.identified.get(role)
    if identified is None:
        return ""
    if identified.method == "telegram":
        return t("Telegram account {account}", account=identified.trace.account)
    contact = envelope.signer(role).contact
    return t("code sent to {contact}", contact=contact)


def _evidence(
    t: Texts,
    envelope: Envelope,
    signer: Signer,
    method: str,
    at: datetime,
    trace: e.Trace,
    zone: tzinfo,
) -> tuple[str, ...]:
    opened = envelope.opened.get(signer.role)
    where = (
        t("in the chat, account {account}", account=trace.account)
        if trace.via == "chat"
        else t("on the page, address {address}", address=trace.address or "–")
    )
    lines = [t("Identified by: {method}", method=method)]
    if opened:
        lines.append(t("Opened: {time}", time=t.both_times(opened.at, zone)))
    lines.append(t("Signed: {time}", time=t.both_times(at, zone)) + f" · {where}")
    if trace.agent:
        lines.append(trace.agent[:100])
    lines.append(t("File as shown: SHA-256 {hash}", hash=envelope.document))
    return tuple(lines)


def _json(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, sort_keys=True, ensure_ascii=False).encode()

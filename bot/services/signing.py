"""Signing: the document as it will look, and the act itself."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from bot.domain import events as e
from bot.domain.answers import missing
from bot.domain.envelope import Envelope
from bot.domain.errors import InputRefused, NotAllowed, Refusal
from bot.domain.fields import PICTURES
from bot.domain.values import clean_text
from bot.keys import Keys
from bot.pdf.evidence.revise import Act, preview, revise
from bot.services.envelopes import Envelopes
from bot.services.evidence import consent, evidence_lines, identified_as
from bot.services.filling import Filling, as_json, digest, form_of
from bot.services.ports import Blobs, Clock, Desk, Workers
from bot.services.tickets import unreplaced
from bot.texts import texts


class Signing:
    """What a signer does between his invitation and his signature."""

    def __init__(
        self,
        *,
        envelopes: Envelopes,
        filling: Filling,
        desk: Desk,
        blobs: Blobs,
        workers: Workers,
        keys: Keys,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        self._envelopes = envelopes
        self._filling = filling
        self._desk = desk
        self._blobs = blobs
        self._workers = workers
        self._keys = keys
        self._clock = clock
        self._zone = zone

    async def open(self, envelope: Envelope, role: str, trace: e.Trace) -> Envelope:
        """Note that the signer looks at the document."""
        return await self._envelopes.change(
            envelope.id,
            lambda current: unreplaced(envelope, current, role).open(
                role, trace, at=self._clock()
            ),
        )

    async def document(self, envelope: Envelope) -> bytes:
        """Return the newest revision."""
        return await self._blobs.get(envelope.document)

    async def join(self, envelope: Envelope, role: str, account: int) -> Envelope:
        """Bind a signer who proved himself in the chat to his account."""
        contact = await self._desk.contact(envelope.id, role)
        trace = e.Trace(via="chat", account=account)
        event = e.Joined(at=self._clock(), by=f"signer:{role}", role=role, trace=trace)
        return await self._envelopes.change(
            envelope.id,
            lambda current: unreplaced(envelope, current, role).record(event),
            {role: replace(contact, account=account)},
        )

    async def preview(self, envelope: Envelope, role: str) -> bytes:
        """Return the document as it will look, without a signature."""
        envelope.require_turn(role)
        values = await self._filling.values(envelope, role)
        act = await self._act(envelope, role, values, self._clock(), e.Trace(via=""))
        document = await self._blobs.get(envelope.document)
        return await self._workers.run(preview, document, act)

    async def sign(
        self,
        envelope: Envelope,
        role: str,
        *,
        shown: str,
        trace: e.Trace,
        language: str,
        entered: str | None = None,
    ) -> Envelope:
        """Sign: a new revision, then the fact. Signing again changes nothing.

        `shown` is the SHA-256 of the file the signer saw, `entered` what `entered`
        said of the values in his preview, and `language` the one of the sentence that
        he agreed to there.
        """
        if role in envelope.signed:
            return envelope
        try:
            return await self._sign_once(
                envelope, role, shown, entered, trace, language
            )
        except Refusal:
            # The same person may have been quicker in another window: then the
            # refusal is only about what was already tidied up.
            envelope = await self._envelopes.get(envelope.id)
            if role not in envelope.signed:
                raise
            return envelope

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
            envelope.id,
            lambda current: unreplaced(envelope, current, role).decline(declined),
        )

    async def _sign_once(
        self,
        envelope: Envelope,
        role: str,
        shown: str,
        entered: str | None,
        trace: e.Trace,
        language: str,
    ) -> Envelope:
        envelope.require_turn(role)
        if role not in envelope.identified:
            raise NotAllowed("not-identified")
        if shown not in envelope.revisions:
            raise NotAllowed("document-changed")
        values = await self._filling.values(envelope, role)
        if entered not in {None, digest(values)}:
            raise NotAllowed("entries-changed")
        at = self._clock()
        act = await self._act(envelope, role, values, at, trace)
        method = identified_as(texts(envelope.drafted.language), envelope, role)
        identity = self._keys.one_shot(act.name, method, at)
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
            values=await self._blobs.put(as_json(act.values)),
            consent=consent(texts(language)),
            certificate=hashlib.sha256(identity.certificate).hexdigest(),
            trace=trace,
        )
        changed = await self._envelopes.change(
            envelope.id,
            lambda current: unreplaced(envelope, current, role).sign(signed, base=base),
        )
        await self._desk.drop_form(envelope.id, form_of(envelope, role))
        return changed

    async def _act(
        self,
        envelope: Envelope,
        role: str,
        values: Mapping[str, Any],
        at: datetime,
        trace: e.Trace,
    ) -> Act:
        fields = envelope.fields_of(role)
        t = texts(envelope.drafted.language)
        if still_open := missing(fields, values):
            raise InputRefused("fields-open", label=t.label(still_open[0]))
        signer = envelope.signer(role)
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
            evidence=evidence_lines(t, envelope, signer, at, trace, self._zone),
            at=at,
        )

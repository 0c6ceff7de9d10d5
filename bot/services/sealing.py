"""The closing seal: journal into the file, company seal, and our own verdict on it."""

import json

from bot.domain.envelope import Envelope
from bot.keys import Keys
from bot.pdf.evidence.seal import seal
from bot.pdf.verifying.verdict import Integrity, Origin
from bot.pdf.verifying.verify import verify
from bot.services.ports import Blobs, Clock, Journal, People, Workers
from bot.texts import texts


class SealRefused(Exception):
    """Our own verifier did not find the sealed file intact."""


class Sealing:
    """Seals in a worker and reads the result back."""

    def __init__(
        self,
        *,
        journal: Journal,
        people: People,
        blobs: Blobs,
        workers: Workers,
        keys: Keys,
        clock: Clock,
    ) -> None:
        self._journal = journal
        self._people = people
        self._blobs = blobs
        self._workers = workers
        self._keys = keys
        self._clock = clock

    async def seal(self, envelope: Envelope) -> str:
        """Return the SHA-256 of the sealed and verified file."""
        return await self._blobs.put(await self._sealed(envelope))

    async def rehearse(self, envelope: Envelope) -> None:
        """Seal the prepared file for trial, so that nothing is sent that would fail."""
        await self._sealed(envelope, rehearsal=True)

    async def _sealed(self, envelope: Envelope, *, rehearsal: bool = False) -> bytes:
        company = await self._people.company()
        now = self._clock()
        records = await self._journal.records(envelope.id)
        t = texts(envelope.drafted.language)
        notes = (t("Last event, SHA-256: {hash}", hash=records[-1]["hash"]),)
        sealed = await self._workers.run(
            seal,
            await self._blobs.get(envelope.document),
            json.dumps(records, sort_keys=True, ensure_ascii=False),
            self._keys.seal_for(company.name, now),
            now,
            company.name,
            notes=notes,
        )
        verdict = await self._workers.run(
            verify, sealed, self._keys.authority_certificates
        )
        genuine = verdict.origin is Origin.THIS_SERVICE
        complete = verdict.integrity is Integrity.INTACT
        if not genuine or not (complete or rehearsal):
            raise SealRefused(json.dumps(verdict.as_json(envelope.id)))
        return sealed

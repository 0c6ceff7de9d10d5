"""Verifying: anyone's PDF against its own signatures and against our journal."""

import hashlib
from dataclasses import dataclass

from bot.keys import Keys
from bot.pdf.verifying.verdict import Verdict
from bot.pdf.verifying.verify import verify
from bot.services.ports import Journal, Workers

MAX_BYTES = 20 * 1024 * 1024
"""What the chat lets through, so the page takes no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A verdict, and whether our journal knows this very file."""

    verdict: Verdict
    known: bool


class Verifying:
    """Verifies in a worker, one file a person at a time."""

    def __init__(self, *, journal: Journal, workers: Workers, keys: Keys) -> None:
        self._journal = journal
        self._workers = workers
        self._keys = keys

    async def check(self, data: bytes, *, owner: str) -> Answer:
        """Return the verdict. Never raises because of what the file holds."""
        authorities = self._keys.authority_certificates
        verdict = await self._workers.run(verify, data, authorities, owner=owner)
        found = await self._journal.find_document(hashlib.sha256(data).hexdigest())
        return Answer(verdict=verdict, known=found is not None)

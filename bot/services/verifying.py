"""Verifying: anyone's PDF against its own signatures and against our journal."""

import hashlib

from bot.domain.errors import NotAllowed
from bot.keys import Keys
from bot.pdf.verifying.verdict import Verdict
from bot.pdf.verifying.verify import verify
from bot.services.ports import Journal, Workers

MAX_BYTES = 20 * 1024 * 1024
"""What the chat lets through, so the page takes no more."""
_MOST_STRANGERS = 8
"""How many of them wait at a time, for each keeps a handler of updates busy."""


class Verifying:
    """Verifies in a worker, one file a person at a time."""

    def __init__(self, *, journal: Journal, workers: Workers, keys: Keys) -> None:
        self._journal = journal
        self._workers = workers
        self._keys = keys
        self._strangers = 0

    async def check(self, data: bytes, *, owner: str, stranger: bool = True) -> Verdict:
        """Return the verdict. Raises `TooMuch` for a file that breaks the limits, and
        nothing else because of what a file holds.

        Strangers wait among themselves; the last of a crowd get `NotAllowed` instead.
        """
        if not stranger:
            return await self._check(data, owner, stranger=False)
        if self._strangers >= _MOST_STRANGERS:
            raise NotAllowed("verify-busy")
        self._strangers += 1
        try:
            return await self._check(data, owner, stranger=True)
        finally:
            self._strangers -= 1

    async def _check(self, data: bytes, owner: str, *, stranger: bool) -> Verdict:
        found = await self._journal.find_document(hashlib.sha256(data).hexdigest())
        return await self._workers.run(
            verify,
            data,
            self._keys.authority_certificates,
            known=found is not None,
            owner=owner,
            stranger=stranger,
        )

"""Verifying: anybody's file against its own signatures, our journal and our files."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog

from bot.domain.chain import first_broken
from bot.domain.envelope import Envelope
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.proofs import proofs
from bot.keys import Keys
from bot.pdf.comparing.compare import compare
from bot.pdf.comparing.comparison import Comparison
from bot.pdf.comparing.explained import explained, signed_end
from bot.pdf.comparing.naming import Named, envelope_of
from bot.pdf.comparing.photographed import compare_photo
from bot.pdf.verifying.proven import with_proofs
from bot.pdf.verifying.verdict import Integrity, Notice, Origin, Verdict
from bot.pdf.verifying.verify import verify
from bot.services.access import Access, Asker, Party
from bot.services.comparing import Against, kept_like, visible
from bot.services.envelopes import Envelopes
from bot.services.ports import Blobs, Workers
from bot.workers import TooMuch

MAX_BYTES = 20 * 1024 * 1024
"""What the chat lets through, so the page takes no more."""
_MOST_STRANGERS = 8
"""How many of them wait at a time, for each keeps a handler of updates busy."""
_MOST_OF_ONE = 2
"""How many files of one of them, so that others find a place."""

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")

T = TypeVar("T")

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is to be said about a PDF."""

    verdict: Verdict
    against: Against | None = None
    """What it was compared with, if it was."""
    comparison: Comparison | None = None
    """As much of it as whoever asks may see."""
    signed: int = 0
    """How many bytes of the file are its version as signed; 0 for none, or all."""
    named: str = ""
    """The envelope of ours that the file says it is."""
    party: Party | None = None
    """His part in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What is to be said about a picture, or a number somebody read."""

    id: str
    """The envelope that the code or the text on it names; anybody can print that."""
    sealed: Envelope | None
    """The envelope, once it is sealed. Strangers are told only when that was."""
    party: Party | None = None
    comparison: Comparison | None = None
    """With our page, where the picture shows one."""

    @property
    def differs(self) -> bool:
        """The picture does not look like our page."""
        return self.comparison is not None and bool(self.comparison.differences)


def is_picture(name: str, data: bytes) -> bool:
    """Say whether it is meant as a picture: it begins or is called like one, and
    neither is nor claims to be a PDF."""
    called = name.lower()
    if called.endswith(".pdf") or b"%PDF-" in data[:1024]:
        return False
    return called.endswith(_PICTURES) or data.startswith(_BEGINNINGS)


class Verifying:
    """Verifies in a worker, one file a person at a time."""

    def __init__(
        self,
        *,
        envelopes: Envelopes,
        blobs: Blobs,
        access: Access,
        workers: Workers,
        keys: Keys,
    ) -> None:
        self._envelopes = envelopes
        self._journal = envelopes.journal
        self._blobs = blobs
        self._access = access
        self._workers = workers
        self._keys = keys
        self._strangers: Counter[str] = Counter()

    async def check(self, data: bytes, asker: Asker) -> Answer:
        """Return the answer about a PDF; nothing that it holds is an error.

        Strangers wait among themselves; the last of a crowd get `NotAllowed` instead,
        and so does who sends many files at once.
        """
        with self._place(asker):
            verdict = await self._verdict(data, asker)
            return await self._compared(data, verdict, asker)

    async def look(self, picture: bytes, asker: Asker) -> Sighting | None:
        """Return what a picture shows of a document of ours; None for nothing.

        Raises `InputRefused` for what is no picture, and like `check`.
        """
        with self._place(asker):
            named = await self._run(asker, envelope_of, picture)
            if named is None:
                return None
            sighting = await self.find(named.envelope, asker)
            return await self._seen(sighting, named, picture, asker)

    async def find(self, id: str, asker: Asker) -> Sighting:
        """Return what may be said about a number."""
        envelope = await self._envelope(id)
        party = await self._access.party(asker, envelope) if envelope else None
        sealed = envelope if envelope and envelope.sealed else None
        return Sighting(id=id, sealed=sealed, party=party)

    @contextmanager
    def _place(self, asker: Asker) -> Iterator[None]:
        if not asker.stranger:
            yield
            return
        waiting, name = self._strangers, asker.name
        if waiting[name] >= _MOST_OF_ONE or waiting.total() >= _MOST_STRANGERS:
            raise NotAllowed("verify-busy")
        waiting[name] += 1
        try:
            yield
        finally:
            waiting[name] -= 1
            if not waiting[name]:
                del waiting[name]

    async def _verdict(self, data: bytes, asker: Asker) -> Verdict:
        found = await self._journal.find_document(hashlib.sha256(data).hexdigest())
        known = found is not None
        try:
            verdict = await self._run(
                asker, verify, data, self._keys.authority_certificates, known=known
            )
        except TooMuch:
            return Verdict(integrity=Integrity.UNREADABLE, reason_key="too-much")
        if verdict.origin is not Origin.THIS_SERVICE or not verdict.envelope:
            return verdict
        records = await self._journal.records(verdict.envelope)
        verdict = with_proofs(verdict, proofs(records))
        if not records or verdict.journal is None:
            return verdict
        count, head = verdict.journal
        ours = records[:count]
        if ours[-1]["hash"] == head and first_broken(ours) is None:
            return verdict
        return replace(verdict, notices=(*verdict.notices, Notice(key="other-journal")))

    async def _compared(self, data: bytes, verdict: Verdict, asker: Asker) -> Answer:
        """Add what changed, where the signed file or our own is there to tell."""
        envelope = await self._named(data, verdict, asker)
        party = await self._access.party(asker, envelope) if envelope else None
        signed = signed_end(data, verdict) or 0
        named = envelope.id if envelope and (envelope.sealed or party) else ""
        answer = Answer(verdict=verdict, signed=signed, named=named, party=party)
        against, original = await self._original(data, answer, envelope)
        found = await self._spared(asker, compare, original, data)
        if found is None:
            return answer
        ours = envelope is not None or verdict.origin is Origin.THIS_SERVICE
        shown = visible(found, against, ours=ours, party=party)
        return replace(
            answer,
            verdict=explained(verdict, shown),
            against=against,
            comparison=shown,
        )

    async def _original(
        self, data: bytes, answer: Answer, envelope: Envelope | None
    ) -> tuple[Against, bytes | None]:
        """Return what the file should look like, if there is anything to tell."""
        if answer.signed:
            return Against.SIGNED, data[: answer.signed]
        # Of a document on its way, strangers are not even told that it is there.
        told = envelope if answer.party or (envelope and envelope.sealed) else None
        if told is None or not _may_be_ours(answer.verdict):
            return Against.KEPT, None
        return Against.KEPT, await self._kept(kept_like(answer.verdict, told))

    async def _named(
        self, data: bytes, verdict: Verdict, asker: Asker
    ) -> Envelope | None:
        """Return the envelope that a file says it is."""
        id = verdict.envelope
        if not id and _may_be_ours(verdict):
            named = await self._spared(asker, envelope_of, data)
            id = named.envelope if named else None
        return await self._envelope(id) if id else None

    async def _seen(
        self, sighting: Sighting, named: Named, picture: bytes, asker: Asker
    ) -> Sighting:
        sealed = sighting.sealed
        original = await self._kept(sealed.document) if sealed else None
        found = await self._spared(asker, compare_photo, original, named.page, picture)
        if found is None:
            return sighting
        shown = visible(found, Against.KEPT, ours=True, party=sighting.party)
        return replace(sighting, comparison=shown)

    async def _kept(self, sha256: str) -> bytes | None:
        try:
            return await self._blobs.get(sha256)
        except Exception:  # noqa: BLE001 - what the storage cannot give costs no verdict
            _log.exception("our own file is missing", sha256=sha256)
            return None

    async def _envelope(self, id: str) -> Envelope | None:
        with suppress(NotFound):
            return await self._envelopes.get(id)
        return None

    async def _spared(
        self, asker: Asker, job: Callable[..., T], original: bytes | None, *args: object
    ) -> T | None:
        """Do what the verdict does not depend on: its failure costs only itself."""
        if original is None:
            return None
        try:
            return await self._run(asker, job, original, *args)
        except Exception as error:  # noqa: BLE001 - whatever a hostile file does
            _log.warning("not compared", job=job.__name__, error=str(error)[:200])
            return None

    async def _run(
        self, asker: Asker, job: Callable[..., T], *args: object, **options: Any
    ) -> T:
        return await self._workers.run(
            job, *args, owner=asker.name, stranger=asker.stranger, **options
        )


def _may_be_ours(verdict: Verdict) -> bool:
    """Say whether the file may be one of ours that no signature of ours proves."""
    if verdict.integrity is Integrity.INTACT:
        return verdict.origin is not Origin.THIS_SERVICE
    return verdict.integrity not in {Integrity.UNFINISHED, Integrity.UNREADABLE}

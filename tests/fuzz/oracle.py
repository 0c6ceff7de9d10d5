"""What must hold of the verdict on any bytes at all."""

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.pdf.verifying.raw import traces
from bot.pdf.verifying.verdict import Integrity, Origin, Signature, Verdict
from bot.pdf.verifying.verify import verify
from bot.texts import texts
from tests.fuzz.looks import looks_the_same

MOST_CPU_SECONDS = 20.0

_WHITE = b"\0\t\n\f\r "
_STORE = re.compile(rb"/(?:DSS|VRI|OCSPs?|CRLs?|Certs?)\b")
"""What a revision with data for long-term checking speaks of."""
_HEX = re.compile(rb"<[0-9A-Fa-f\0\s]*>")


class Judge(Protocol):
    """Gives a verdict; the engine, or another that must be as careful."""

    def __call__(self, data: bytes, authorities: Sequence[bytes], /) -> Verdict: ...


class Wrong(AssertionError):
    """The verdict must not be as it is."""


@dataclass(frozen=True, slots=True)
class _Genuine:
    """A revision as its signer left it."""

    data: bytes
    gap: tuple[int, int]
    """Between these places stand the contents, which no signature covers."""
    ours: bool
    intact: bool

    def is_same(self, data: bytes) -> bool:
        """Say whether these are the signed bytes, and nothing hides in the gap."""
        start, end = self.gap
        return (
            data[:start] == self.data[:start]
            and data[end : len(self.data)] == self.data[end:]
            and _HEX.fullmatch(data, start, end) is not None
        )


class Oracle:
    """Knows all files that signers really made, so it knows what is genuine."""

    def __init__(
        self,
        seeds: Mapping[str, bytes],
        authorities: Sequence[bytes],
        judge: Judge = verify,
    ) -> None:
        self._judge = judge
        self._authorities = authorities
        self._genuine: dict[int, list[_Genuine]] = {}
        for data in seeds.values():
            for revision in self._revisions(data):
                self._genuine.setdefault(len(revision.data), []).append(revision)

    def _revisions(self, data: bytes) -> Iterator[_Genuine]:
        for trace in traces(data):
            _, start, end, _ = trace.byte_range
            revision = data[: trace.end]
            verdict = self._judge(revision, self._authorities)
            yield _Genuine(
                revision,
                (start, end),
                ours=verdict.origin is Origin.THIS_SERVICE,
                intact=verdict.integrity is Integrity.INTACT,
            )

    def check(self, data: bytes) -> Verdict:
        """Return the verdict. Raises `Wrong`, and whatever should not have escaped."""
        began = time.process_time()
        verdict = self._judge(data, self._authorities)
        if (spent := time.process_time() - began) > MOST_CPU_SECONDS:
            raise Wrong(f"took {spent:.0f} s")
        _can_be_told(verdict)
        for signature in verdict.signatures:
            if signature.integrity is Integrity.INTACT and signature.end:
                self._insist_on_genuine(data, signature)
        if verdict.integrity is Integrity.INTACT:
            self._insist_on_good(data, verdict)
        if verdict.origin is Origin.THIS_SERVICE and not self._signed_here(data):
            raise Wrong("nobody here signed it")
        if verdict.integrity is Integrity.UNSIGNED and b"/ByteRange" in data:
            raise Wrong("unsigned, with traces of a signature")
        return verdict

    def _originals(self, data: bytes, length: int) -> list[_Genuine]:
        return [g for g in self._genuine.get(length, ()) if g.is_same(data)]

    def _insist_on_genuine(self, data: bytes, signature: Signature) -> None:
        # What stands before the header makes the file altered, but no signature broken.
        pdf = data[max(data.find(b"%PDF-"), 0) :]
        if not self._originals(pdf, signature.end):
            raise Wrong(f"{signature.field} is called intact over bytes nobody signed")

    def _insist_on_good(self, data: bytes, verdict: Verdict) -> None:
        end = max(signature.end for signature in verdict.signatures)
        if not any(each.intact for each in self._originals(data, end)):
            raise Wrong("intact, but no file as its last signer left it")
        # Behind it may stand data for long-term checking, which nobody signed and
        # nobody sees; whatever else stands there, people must see what was signed.
        tail = data[end:].strip(_WHITE)
        stores = _STORE.search(tail) is not None and tail.endswith(b"%%EOF")
        if tail and not (stores and looks_the_same(data[:end], data)):
            raise Wrong(f"intact, with {len(data) - end} bytes behind what was signed")

    def _signed_here(self, data: bytes) -> bool:
        pdf = data[max(data.find(b"%PDF-"), 0) :]
        return any(
            each.ours
            for length in self._genuine
            for each in self._originals(pdf, length)
        )


def _can_be_told(verdict: Verdict) -> None:
    """Write the answer as the doors do: no value of a file may break them."""
    for language in ("en", "de"):
        t = texts(language)
        told = [verdict.reason(t)]
        told += [each.text(t) for each in (*verdict.changes, *verdict.notices)]
        told.append(json.dumps(verdict.as_json("a.pdf"), ensure_ascii=False))
        "\n".join(told).encode()

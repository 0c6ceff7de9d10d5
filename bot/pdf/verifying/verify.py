"""Judge a PDF of any origin: who signed it, and what was changed since.

Every byte is hostile. What cannot be read is `unreadable`, never `unsigned` and never
`intact`, and no exception gets out. Nothing is ever fetched from an address.
"""

import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO

from pyhanko.pdf_utils.crypt import AuthStatus, StandardSecurityHandler
from pyhanko.pdf_utils.misc import PdfDecodeLimitError
from pyhanko.pdf_utils.reader import PdfFileReader

from bot.pdf.verifying.case import Case
from bot.pdf.verifying.judgement import judgement
from bot.pdf.verifying.raw import bytes_after, is_cut_off, lacks_end, traces
from bot.pdf.verifying.revisions import TooLarge
from bot.pdf.verifying.verdict import (
    Change,
    ChangeKind,
    Integrity,
    Notice,
    Origin,
    Verdict,
)

_MOST_REVISIONS = 200
"""Each costs about 20 ms, even an empty one."""

# Its warnings describe files from outside, which is what the verdict is for.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class _Encrypted(Exception):
    """A password is needed."""


_FINAL = (_Encrypted, MemoryError, TooLarge, PdfDecodeLimitError)
"""What no other way of reading would mend."""


def verify(
    data: bytes, authorities: Sequence[bytes] = (), *, known: bool | None = None
) -> Verdict:
    """Return the verdict on a file; never raises.

    `authorities` are the DER certificates whose keys vouch for this service. `known`
    says whether the journal knows this very file, None when nobody asked it.
    """
    try:
        with _uncollected():
            verdict = _verify(data, authorities)
    except _Encrypted:
        return _unreadable("encrypted")
    except (MemoryError, RecursionError, TooLarge, PdfDecodeLimitError):
        return _unreadable("too-much")
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a parser raise
        return _unreadable("damaged")
    ours = verdict.origin is Origin.THIS_SERVICE
    if ours and verdict.integrity is Integrity.INTACT and known is False:
        notices = (*verdict.notices, Notice(key="unknown-here"))
        return replace(verdict, notices=notices)
    return verdict


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the garbage until later: the graph of a file only grows while it is read,
    and to go through it again and again takes as long as reading it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unreadable(reason: str) -> Verdict:
    return Verdict(integrity=Integrity.UNREADABLE, reason_key=reason)


def _verify(data: bytes, authorities: Sequence[bytes]) -> Verdict:
    if not data:
        return _unreadable("empty")
    if b"%PDF-" not in data[:1024]:
        return _unreadable("not-a-pdf")
    try:
        return _read(data, authorities, strict=True)
    except _FINAL:
        raise
    except Exception:  # noqa: BLE001 - the lenient reading decides
        return _verify_leniently(data, authorities)


def _verify_leniently(data: bytes, authorities: Sequence[bytes]) -> Verdict:
    try:
        return _read(data, authorities, strict=False)
    except _FINAL:
        raise
    except Exception:
        verdict = _without_head(data, authorities) or _without_tail(data, authorities)
        if verdict is None:
            raise
        return verdict


def _read(data: bytes, authorities: Sequence[bytes], *, strict: bool) -> Verdict:
    reader = PdfFileReader(BytesIO(data), strict=strict)
    if reader.xrefs.total_revisions > _MOST_REVISIONS:
        raise TooLarge
    if reader.encrypted:
        _unlock(reader)
    case = Case.open(reader, data, authorities)
    return judgement(case)


def _unlock(reader: PdfFileReader) -> None:
    """Open a file that anybody may read and only its owner may change."""
    if not isinstance(reader.security_handler, StandardSecurityHandler):
        raise _Encrypted
    if reader.decrypt(b"").status is AuthStatus.FAILED:
        raise _Encrypted


def _without_head(data: bytes, authorities: Sequence[bytes]) -> Verdict | None:
    """Judge the file behind its head, when something else stands in front of it."""
    at = data.find(b"%PDF-")
    head = data[:at].strip(b"\xef\xbb\xbf \t\r\n\0")
    if not at or not (traces(data[at:]) or not head):
        return None
    verdict = _read(data[at:], authorities, strict=False)
    if not verdict.signatures:
        return verdict
    return _with_added(verdict, at, "bytes-before")


def _with_added(verdict: Verdict, extra: int, reason: str) -> Verdict:
    """Return the verdict on what was signed, after bytes were added to it."""
    if verdict.integrity is Integrity.BROKEN:
        return verdict
    change = Change(kind=ChangeKind.BYTES_ADDED, new=str(extra))
    return replace(
        verdict,
        integrity=Integrity.ALTERED,
        reason_key=reason,
        params={},
        changes=(*verdict.changes, change),
    )


def _without_tail(data: bytes, authorities: Sequence[bytes]) -> Verdict | None:
    """Judge what was signed, when only something appended to it cannot be read."""
    end = max((trace.end for trace in traces(data)), default=0)
    extra = bytes_after(data, end)
    if not end or not extra or is_cut_off(data, end):
        return None
    verdict = _read(data[:end], authorities, strict=False)
    reason = "end-missing" if lacks_end(data, end) else "bytes-added"
    return _with_added(verdict, extra, reason)

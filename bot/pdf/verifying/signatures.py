"""Every signature of a file, found and judged one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from bot.pdf.verifying.cms import (
    Forged,
    Signed,
    Unsupported,
    check_detached,
    check_timestamp,
    digest_of,
    signer_name,
)
from bot.pdf.verifying.extent import is_written_after
from bot.pdf.verifying.inside import entry, raw, resolved, text_of
from bot.pdf.verifying.raw import Trace, fills_gap
from bot.pdf.verifying.revisions import Field, pages
from bot.pdf.verifying.unsigned_parts import is_padded
from bot.pdf.verifying.verdict import (
    Covers,
    Integrity,
    Level,
)

_KNOWN_FORMS = frozenset(
    {
        "/adbe.pkcs7.detached",
        "/adbe.pkcs7.sha1",
        "/ETSI.CAdES.detached",
        "/ETSI.RFC3161",
        "/PBAD.PAdES",
    }
)


@dataclass(slots=True, kw_only=True)
class Found:
    """A signature in the file and what is known about it so far."""

    name: str
    label: str
    dictionary: generic.DictionaryObject
    byte_range: tuple[int, ...]
    contents: bytes
    embedded: EmbeddedPdfSignature | None = None
    signed: Signed | None = None
    integrity: Integrity = Integrity.UNREADABLE
    covers: Covers = Covers.NONE
    is_timestamp: bool = False
    level: Level | None = None
    concerns: tuple[str, ...] = ()
    """The keys of notices about the signer's certificate."""
    is_padded: bool = False
    """Something else than zeros follows the signature, where nobody signs."""
    names: list[str] = field(default_factory=list)
    """Other fields that show the very same signature."""

    @property
    def revision(self) -> int:
        """The revision that the signature closes, from 0."""
        return self.embedded.signed_revision if self.embedded else 0

    @property
    def signer(self) -> str:
        """Who the certificate names, which proves nothing; empty when unclear."""
        return self.signed.signer if self.signed else signer_name(self.contents)

    @property
    def claimed_at(self) -> datetime | None:
        """The time the signer gives, in the signature or beside it."""
        if self.signed is None or self.embedded is None:
            return None
        if self.signed.claimed_at is not None:
            return self.signed.claimed_at
        try:
            at = self.embedded.self_reported_timestamp
        except Exception:  # noqa: BLE001 - a date that cannot be read is no date
            return None
        return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)

    @property
    def end(self) -> int:
        """Where the signed bytes end."""
        return sum(self.byte_range[-2:])


def find_signatures(
    reader: PdfFileReader, form: Mapping[str, Field], *, on_pages: bool
) -> list[Found]:
    """Return the signatures of the last revision, each once.

    With `on_pages`, places on pages that the form does not know are looked at too.
    """
    candidates = [
        (each.name, each.label, each.dictionary)
        for each in form.values()
        if each.kind == "/Sig" and each.filled
    ]
    if on_pages:
        candidates += _widgets(reader)
    found: dict[tuple[tuple[int, ...], bytes], Found] = {}
    for name, label, dictionary in candidates:
        each = _read(name, label, dictionary)
        known = found.setdefault((each.byte_range, each.contents), each)
        if known is not each and known.dictionary is not dictionary:
            known.names.append(label)
    return sorted(found.values(), key=lambda each: each.end)


def holders_of(trace: Trace, form: Mapping[str, Field]) -> set[str]:
    """Return the fields of an earlier form that hold a signature seen in the bytes."""
    candidates = (field for field in form.values() if field.kind == "/Sig")
    read = (_read(field.name, field.label, field.dictionary) for field in candidates)
    return {each.name for each in read if each.byte_range == trace.byte_range}


def _widgets(reader: PdfFileReader) -> Iterator[tuple[str, str, Any]]:
    for page in pages(reader):
        for mark in entry(resolved(page), "/Annots") or ():
            dictionary = resolved(mark)
            if entry(dictionary, "/V") is None:
                continue
            if isinstance(entry(entry(dictionary, "/V"), "/ByteRange"), list):
                name = text_of(entry(dictionary, "/T"))
                yield name, name, dictionary


def _read(name: str, label: str, dictionary: Any) -> Found:
    byte_range: tuple[int, ...] = ()
    contents, is_timestamp = b"", False
    try:
        value = entry(dictionary, "/V")
        is_timestamp = (
            entry(value, "/Type") == "/DocTimeStamp"
            or entry(value, "/SubFilter") == "/ETSI.RFC3161"
        )
        byte_range = tuple(int(number) for number in entry(value, "/ByteRange") or ())
        # In an encrypted file it is the one string that is not.
        access = generic.EncryptedObjAccess.RAW
        contents = value.raw_get("/Contents", decrypt=access).original_bytes
    except Exception:  # noqa: BLE001, S110 - what is missing makes it a broken one
        pass
    return Found(
        name=name,
        label=label,
        dictionary=dictionary,
        byte_range=byte_range,
        contents=contents,
        is_timestamp=is_timestamp,
    )


def judge(found: Found, reader: PdfFileReader, data: bytes, *, strict: bool) -> None:
    """Find out whether a signature verifies and what it covers."""
    try:
        found.signed = _check(found, reader, data)
    except Forged:
        found.integrity = Integrity.BROKEN
        return
    except Unsupported:
        return
    except Exception:
        # A lenient second reading may get further; only then it counts as unreadable.
        if strict:
            raise
        return
    found.covers = _coverage(found, data)
    if found.covers is not Covers.NONE:
        _, start, end, _ = found.byte_range
        found.is_padded = is_padded(found.contents, data[start:end])
    good = found.covers is not Covers.NONE and not found.is_padded
    found.integrity = Integrity.INTACT if good else Integrity.ALTERED


def _check(found: Found, reader: PdfFileReader, data: bytes) -> Signed:
    if not found.contents or len(found.byte_range) < 2 or len(found.byte_range) % 2:
        raise Forged("no contents or no byte range")
    if min(found.byte_range) < 0 or found.end > len(data):
        raise Forged("byte range outside of the file")
    form = entry(entry(found.dictionary, "/V"), "/SubFilter")
    if form not in _KNOWN_FORMS:
        if is_written_after(reader, raw(found.dictionary, "/V"), found.end):
            raise Forged("its kind was changed")
        raise Unsupported(str(form))
    try:
        signed_data = cms.ContentInfo.load(found.contents)["content"]
        is_cms = isinstance(signed_data, cms.SignedData)
    except (ValueError, TypeError) as error:
        raise Forged("contents") from error
    if not is_cms:
        raise Forged("contents")
    found.embedded = EmbeddedPdfSignature(reader, found.dictionary, found.name)
    if reader.strict and reader.xrefs.hybrid_xrefs_present:
        raise ValueError("hybrid references need a lenient reading")
    digest = digest_of(data, found.byte_range)
    if found.is_timestamp:
        return check_timestamp(signed_data, digest)
    return check_detached(signed_data, digest, sha1_inside=form == "/adbe.pkcs7.sha1")


def _coverage(found: Found, data: bytes) -> Covers:
    embedded: Any = found.embedded
    level = embedded.coverage = embedded.evaluate_signature_coverage()
    gap = data[found.byte_range[1] : found.byte_range[2]] if _is_plain(found) else b""
    if level < SignatureCoverageLevel.ENTIRE_REVISION or not fills_gap(gap):
        return Covers.NONE
    whole = level is SignatureCoverageLevel.ENTIRE_FILE
    return Covers.FILE if whole else Covers.REVISION


def _is_plain(found: Found) -> bool:
    return len(found.byte_range) == 4 and found.byte_range[0] == 0

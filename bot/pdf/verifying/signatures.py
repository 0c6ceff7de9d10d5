"""Every signature of a file, found and judged one by one."""

from collections.abc import Iterator, Mapping, Sequence
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
from bot.pdf.verifying.inside import entry, raw, resolved, text_of
from bot.pdf.verifying.raw import Trace, fills_gap
from bot.pdf.verifying.revisions import Field, pages
from bot.pdf.verifying.trust import fingerprint, vouched_for
from bot.pdf.verifying.verdict import Covers, Integrity, Signature, SignatureKind

_SEAL_STATEMENT = bytes.fromhex("060704008e46010602")
"""The OID that marks a certificate for electronic seals (ETSI EN 319 412-5)."""

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
        is_timestamp = entry(value, "/Type") == "/DocTimeStamp"
        byte_range = tuple(int(number) for number in entry(value, "/ByteRange") or ())
        contents = raw(value, "/Contents").original_bytes
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
    covered = found.covers is not Covers.NONE
    found.integrity = Integrity.INTACT if covered else Integrity.ALTERED


def _check(found: Found, reader: PdfFileReader, data: bytes) -> Signed:
    if not found.contents or len(found.byte_range) < 2 or len(found.byte_range) % 2:
        raise Forged("no contents or no byte range")
    if min(found.byte_range) < 0 or found.end > len(data):
        raise Forged("byte range outside of the file")
    form = entry(entry(found.dictionary, "/V"), "/SubFilter")
    if form not in _KNOWN_FORMS:
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


def report(
    found: Found, authorities: Sequence[bytes], *, ours: bool
) -> Iterator[Signature]:
    """Yield the signature for the verdict, then the timestamps inside it."""
    signed = found.signed
    stamps = signed.stamps if signed else ()
    proven = next((stamp.at for stamp in stamps if stamp.valid), None)
    trusted = signed is not None and vouched_for(
        signed.certificate, signed.others, authorities
    )
    yield Signature(
        field=found.name,
        kind=kind_of(found, ours=ours),
        signer=found.signer,
        signed_at=proven or _claimed_at(found),
        integrity=found.integrity,
        covers=found.covers,
        trusted=trusted,
        algorithm=signed.algorithm if signed else "",
        end=found.end,
        certificate=fingerprint(signed.certificate) if signed else "",
    )
    for stamp in stamps:
        yield Signature(
            field=found.name,
            kind=SignatureKind.TIMESTAMP,
            signer=stamp.authority,
            signed_at=stamp.at,
            integrity=Integrity.INTACT if stamp.valid else Integrity.BROKEN,
            covers=Covers.NONE,
            trusted=False,
            algorithm=stamp.algorithm,
            end=found.end,
        )


def _claimed_at(found: Found) -> datetime | None:
    """Return the time the signer gives, in the signature or beside it."""
    if found.signed is None or found.embedded is None:
        return None
    if found.signed.claimed_at is not None:
        return found.signed.claimed_at
    try:
        at = found.embedded.self_reported_timestamp
    except Exception:  # noqa: BLE001 - a date that cannot be read is no date
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def kind_of(found: Found, *, ours: bool) -> SignatureKind:
    """Say whose mark it is; `ours` when the file names one of our envelopes."""
    if found.is_timestamp:
        return SignatureKind.TIMESTAMP
    is_seal = found.signed is not None and _SEAL_STATEMENT in found.signed.certificate
    if is_seal or (ours and found.name == "seal"):
        return SignatureKind.SEAL
    return SignatureKind.SIGNATURE

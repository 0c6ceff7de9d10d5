"""Which PAdES baseline level a signature has, and what its certificate lacks.

ETSI EN 319 142-1: B-B is made by the rules, B-T is proven in time, B-LT brings along
whatever checking needs, B-LTA keeps that provable by a later timestamp.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.reader import PdfFileReader

from bot.pdf.verifying.cms import Signed
from bot.pdf.verifying.inside import entry
from bot.pdf.verifying.signatures import Found
from bot.pdf.verifying.store import Store
from bot.pdf.verifying.trust import is_own_authority, loaded, meant_for
from bot.pdf.verifying.verdict import Integrity, Level

Stores = Callable[[int], Store]
"""What the file stores at a revision."""


def note_levels(reader: PdfFileReader, found: Sequence[Found]) -> None:
    """Note at each signature its level and what is wrong with its certificate."""
    last = int(reader.xrefs.total_revisions) - 1

    @cache
    def stores(revision: int) -> Store:
        return Store.read(
            reader if revision == last else reader.get_historical_resolver(revision)
        )

    stamps = [each for each in found if each.is_timestamp and _holds(each)]
    for each in found:
        if each.signed is None or each.is_timestamp:
            continue
        later = [stamp for stamp in stamps if stamp.end > each.end]
        # Odd certificates fail in many ways, none of which makes a signature bad.
        with suppress(Exception):
            each.concerns = tuple(_concerns(each, each.signed, later, stores(last)))
            if _holds(each) and _is_baseline(each, each.signed):
                each.level = _level(each.signed, later, stores, last)


def _holds(found: Found) -> bool:
    return found.integrity is Integrity.INTACT and found.signed is not None


def _is_baseline(found: Found, signed: Signed) -> bool:
    value = entry(found.dictionary, "/V")
    return (
        entry(value, "/SubFilter") == "/ETSI.CAdES.detached"
        and entry(value, "/M") is not None
        and entry(value, "/Cert") is None
        and signed.has_baseline_attributes
    )


def _level(signed: Signed, later: Sequence[Found], stores: Stores, last: int) -> Level:
    proofs = _proofs(signed, later)
    if not proofs:
        return Level.B_B
    if not _is_documented(stores(last), signed, proofs):
        return Level.B_T
    kept = any(
        _is_documented(stores(stamp.revision), signed, proofs)
        for stamp in later
        if stamp.signed and _may_stamp(stamp.signed)
    )
    return Level.B_LTA if kept else Level.B_LT


def _proofs(signed: Signed, later: Sequence[Found]) -> Sequence[Signed]:
    """Return the timestamps that prove when it was signed: its own or a later one.

    One that does not verify leaves doubts that no other takes away.
    """
    if signed.stamps:
        own = [stamp for stamp in signed.stamps if stamp and _may_stamp(stamp)]
        return own if len(own) == len(signed.stamps) else ()
    following = (stamp.signed for stamp in later if stamp.signed)
    return list(filter(_may_stamp, following))[:1]


def _may_stamp(stamp: Signed) -> bool:
    certificate, _ = _certificates(stamp)
    return meant_for(certificate, ExtendedKeyUsageOID.TIME_STAMPING)


def _is_documented(store: Store, signed: Signed, proofs: Sequence[Signed]) -> bool:
    return all(store.is_documented(*_certificates(each)) for each in (signed, *proofs))


def _certificates(
    signed: Signed,
) -> tuple[x509.Certificate, Sequence[x509.Certificate]]:
    certificate = loaded(signed.certificate)
    if certificate is None:
        raise ValueError("certificate")
    return certificate, list(filter(None, map(loaded, signed.others)))


def _concerns(
    found: Found, signed: Signed, later: Sequence[Found], store: Store
) -> Iterator[str]:
    """Yield the keys of notices about a certificate."""
    certificate, others = _certificates(signed)
    if is_own_authority(certificate):
        yield "self-signed"
    proven = min(_moments(_proofs(signed, later)), default=None)
    at = proven or found.claimed_at
    if at and not _is_valid_at(certificate, at):
        yield "out-of-date"
    revoked = store.revoked_at(certificate, others)
    if revoked and not (proven and proven < revoked):
        yield "revoked-before" if at and revoked <= at else "revoked"


def _moments(proofs: Sequence[Signed]) -> Iterator[datetime]:
    return (each.claimed_at for each in proofs if each.claimed_at)


def _is_valid_at(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc

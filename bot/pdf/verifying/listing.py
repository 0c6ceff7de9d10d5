"""The signatures as the verdict lists them, with the timestamps inside them."""

from collections.abc import Iterator, Sequence

from bot.pdf.verifying.signatures import Found
from bot.pdf.verifying.trust import fingerprint, vouched_for
from bot.pdf.verifying.verdict import Covers, Integrity, Signature, SignatureKind

_SEAL_STATEMENT = bytes.fromhex("060704008e46010602")
"""The OID that marks a certificate for electronic seals (ETSI EN 319 412-5)."""


def listed(
    found: Found, authorities: Sequence[bytes], *, ours: bool
) -> Iterator[Signature]:
    """Yield the signature for the verdict, then the timestamps inside it."""
    signed = found.signed
    stamps = signed.stamps if signed else ()
    proven = next((stamp.claimed_at for stamp in stamps if stamp), None)
    trusted = signed is not None and vouched_for(
        signed.certificate, signed.others, authorities
    )
    yield Signature(
        field=found.name,
        kind=kind_of(found, ours=ours),
        signer=found.signer,
        signed_at=proven or found.claimed_at,
        integrity=found.integrity,
        covers=found.covers,
        trusted=trusted,
        algorithm=signed.algorithm if signed else "",
        level=found.level,
        end=found.end,
        certificate=fingerprint(signed.certificate) if signed else "",
    )
    for stamp in stamps:
        yield Signature(
            field=found.name,
            kind=SignatureKind.TIMESTAMP,
            signer=stamp.signer if stamp else "",
            signed_at=stamp.claimed_at if stamp else None,
            integrity=Integrity.INTACT if stamp else Integrity.BROKEN,
            covers=Covers.NONE,
            trusted=False,
            algorithm=stamp.algorithm if stamp else "",
            end=found.end,
        )


def kind_of(found: Found, *, ours: bool) -> SignatureKind:
    """Say whose mark it is; `ours` when the file names one of our envelopes."""
    if found.is_timestamp:
        return SignatureKind.TIMESTAMP
    is_seal = found.signed is not None and _SEAL_STATEMENT in found.signed.certificate
    if is_seal or (ours and found.name == "seal"):
        return SignatureKind.SEAL
    return SignatureKind.SIGNATURE

"""What nobody signs of a signature: the room behind it, and what surrounds it."""

from collections.abc import Sequence

from asn1crypto import cms, parser
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.pdf.verifying.trust import vouched_for

_VERSIONS = {"v1", "v3"}


def is_padded(contents: bytes, gap: bytes) -> bool:
    """Say whether there is something else than zeros, or a digit was written anew.

    Takes the signature with its padding, and the hexadecimal string as it stands. One
    program writes all digits in one case.
    """
    used = parser.peek(contents)
    one_case = gap in {gap.lower(), gap.upper()}
    return bool(contents[used:].strip(b"\0")) or not one_case


def is_as_made(contents: bytes, authorities: Sequence[bytes]) -> bool:
    """Say whether what surrounds a signature of this service is as it makes it.

    Other programs have other habits, so it is asked of our own signatures only.
    `authorities` are the pinned certificates, DER.
    """
    info = cms.ContentInfo.load(contents)
    signed = info["content"]
    (signer,) = signed["signer_infos"]
    digests = [each["algorithm"].native for each in signed["digest_algorithms"]]
    inner = sum(len(info[name].dump()) for name in ("content_type", "content"))
    return (
        len(info.contents) == inner
        and info["content_type"].native == "signed_data"
        and digests == [signer["digest_algorithm"]["algorithm"].native]
        and {signed["version"].native, signer["version"].native} <= _VERSIONS
        and _are_known(signed["certificates"], authorities)
    )


def _are_known(certificates: cms.CertificateSet, authorities: Sequence[bytes]) -> bool:
    """Say whether each is a pinned one, or was issued under another than its own key.

    A seal that was certified anew has the key of the one before, which may be pinned.
    """
    given = [each.chosen.dump() for each in certificates]
    return all(
        each in authorities
        or vouched_for(
            each, given, [it for it in authorities if _key(it) != _key(each)]
        )
        for each in given
    )


def _key(certificate: bytes) -> bytes:
    try:
        loaded = x509.load_der_x509_certificate(certificate)
        return loaded.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )
    except ValueError:
        return b""

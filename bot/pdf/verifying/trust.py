"""Who vouches for a certificate: pinned keys, never names."""

import warnings
from collections.abc import Sequence
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_LONGEST_CHAIN = 4


def vouched_for(
    certificate: bytes, others: Sequence[bytes], authorities: Sequence[bytes]
) -> bool:
    """Say whether a certificate was issued under one of the authorities, all DER.

    An authority vouches by its key: for itself, for what it signed, and for what a
    certificate authority signed that it signed. A certificate with an authority's name
    and another key is a stranger's.
    """
    path = loaded(certificate)
    if not authorities or path is None:
        return False
    pinned = list(filter(None, map(loaded, authorities)))
    between = list(filter(None, map(loaded, others)))
    return _reaches(path, between, pinned, _LONGEST_CHAIN)


def loaded(der: bytes) -> x509.Certificate | None:
    """Return a certificate; None for one that cannot be read."""
    with warnings.catch_warnings():
        # Of what certificates from outside do wrong, only what matters is said.
        warnings.simplefilter("ignore")
        try:
            return x509.load_der_x509_certificate(der)
        except ValueError:
            return None


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 by which the journal names a certificate."""
    return sha256(certificate).hexdigest()


def _reaches(
    certificate: x509.Certificate,
    between: Sequence[x509.Certificate],
    pinned: Sequence[x509.Certificate],
    steps: int,
) -> bool:
    if any(_key(certificate) == _key(each) for each in pinned):
        return True
    if any(issued(each, certificate) for each in pinned):
        return True
    return steps > 1 and any(
        issued(each, certificate) and _reaches(each, between, pinned, steps - 1)
        for each in between
        if each != certificate
    )


def issued(authority: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Say whether one certificate vouches for the other by its key."""
    try:
        constraints = authority.extensions.get_extension_for_class(
            x509.BasicConstraints
        )
        certificate.verify_directly_issued_by(authority)
    except Exception:  # noqa: BLE001 - odd certificates fail in many ways; all mean no
        return False
    return constraints.value.ca


def _key(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )


def is_own_authority(certificate: x509.Certificate) -> bool:
    """Say whether its holder issued a certificate to himself."""
    try:
        certificate.verify_directly_issued_by(certificate)
    except Exception:  # noqa: BLE001 - odd certificates fail in many ways; all mean no
        return False
    return True


def meant_for(certificate: x509.Certificate, purpose: x509.ObjectIdentifier) -> bool:
    """Say whether a certificate names a purpose among those it is for."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except Exception:  # noqa: BLE001 - odd certificates fail in many ways; all mean no
        return False
    return purpose in usage.value

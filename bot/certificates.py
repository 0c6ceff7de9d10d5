"""X.509 certificates of an installation: its authority, its seal, its signers."""

import unicodedata
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

_PURPOSES = (
    ObjectIdentifier("1.3.6.1.5.5.7.3.36"),
    # Document signing (RFC 9336) alone is unknown to NSS, which poppler asks.
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
)
_NEVER_REVOKED = ObjectIdentifier("2.5.29.56")
"""noRevAvail (RFC 9608): there is no key left that could be revoked."""

_WHOLE_NAME = ObjectIdentifier("2.5.4.41")
"""Holds a name that is too long for a common name."""
_LONGEST = 64
_LONGEST_WHOLE = 200
_SKEW = timedelta(minutes=5)
_AUTHORITY_LIFE = timedelta(days=7305)
_SEAL_LIFE = timedelta(days=3652)
_ACT_LIFE = _SEAL_LIFE
"""The key is gone at once, but viewers ask whether its certificate is valid today."""


def authority_certificate(
    key: EllipticCurvePrivateKey, company: str, now: datetime
) -> x509.Certificate:
    """Certify an installation's own authority by itself."""
    name = _name(f"{_clean(company, 40)} – signing authority", company)
    builder = _builder(name, name, key.public_key(), now, _AUTHORITY_LIFE)
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .add_extension(_usage(signs=False), True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False
        )
        .sign(key, SHA256())
    )


def seal_certificate(
    public_key: EllipticCurvePublicKey,
    company: str,
    now: datetime,
    authority: x509.Certificate,
    authority_key: EllipticCurvePrivateKey,
) -> x509.Certificate:
    """Certify the key of the company's seal."""
    subject = _name(company, company, "Electronic seal")
    builder = _builder(subject, authority.subject, public_key, now, _SEAL_LIFE)
    return _signing(builder, public_key, authority).sign(authority_key, SHA256())


def act_certificate(
    public_key: EllipticCurvePublicKey,
    name: str,
    identified: str,
    now: datetime,
    authority: x509.Certificate,
    authority_key: EllipticCurvePrivateKey,
) -> x509.Certificate:
    """Certify a key that is made for one act of one person and then thrown away."""
    subject = _name(name, None, identified)
    builder = _builder(subject, authority.subject, public_key, now, _ACT_LIFE)
    return (
        _signing(builder, public_key, authority)
        .add_extension(x509.UnrecognizedExtension(_NEVER_REVOKED, b"\x05\x00"), False)
        .sign(authority_key, SHA256())
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: EllipticCurvePublicKey,
    now: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + life)
    )


def _signing(
    builder: x509.CertificateBuilder,
    public_key: EllipticCurvePublicKey,
    authority: x509.Certificate,
) -> x509.CertificateBuilder:
    issuer = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(_usage(signs=True), True)
        .add_extension(x509.ExtendedKeyUsage(_PURPOSES), False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
                issuer.value
            ),
            False,
        )
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str, organization: str | None, unit: str = "") -> x509.Name:
    whole = _clean(common, _LONGEST_WHOLE)
    short = _shortened(whole)
    parts = (
        (NameOID.ORGANIZATION_NAME, organization and _clean(organization)),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit and _clean(unit)),
        (_WHOLE_NAME, whole if whole != short else ""),
        (NameOID.COMMON_NAME, short),
    )
    return x509.Name(x509.NameAttribute(oid, text) for oid, text in parts if text)


def _clean(text: str, limit: int = _LONGEST) -> str:
    """Return what a certificate can carry of a name, whatever was typed."""
    kept = (c for c in text[: limit * 8] if unicodedata.category(c)[0] != "C")
    line = unicodedata.normalize("NFC", " ".join("".join(kept).split()))
    return (line if len(line) <= limit else line[: limit - 1] + "…") or "–"


def _shortened(name: str) -> str:
    """Cut a name to what common names hold everywhere: libraries count in bytes."""
    octets = name.encode()
    if len(octets) <= _LONGEST:
        return name
    return octets[: _LONGEST - 3].decode(errors="ignore") + "…"

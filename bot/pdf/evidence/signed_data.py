"""The CMS container of a PAdES signature (B-B), written straight as DER.

Building it from object models costs more than hashing and signing a hundred pages.
The structure is that of RFC 5652 with the attributes of ETSI EN 319 142-1; the time of
signing stands in the PDF, as that standard wants.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key

from bot.pdf.evidence.identity import Identity

_INTEGER, _OCTETS, _NULL, _SEQUENCE, _SET = 0x02, 0x04, 0x05, 0x30, 0x31
_TAGGED_0, _TAGGED_1 = 0xA0, 0xA1

_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_PROTECTION = bytes.fromhex("06092a864886f70d010934")
_COMMITMENT = bytes.fromhex("060b2a864886f70d0109100210")
_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
_APPROVAL = bytes.fromhex("060b2a864886f70d0109100605")
_SHA256 = bytes.fromhex("0609608648016503040201")
_ECDSA_SHA256 = bytes.fromhex("06082a8648ce3d040302")
_RSA_SHA256 = bytes.fromhex("06092a864886f70d01010b")


@dataclass(frozen=True, slots=True)
class Signing:
    """A key that was loaded once, and all of the container but the digest."""

    certificates: bytes
    issuer_and_serial: bytes
    certificate_hash: bytes
    algorithm: bytes
    sign: Callable[[bytes], bytes]
    size: int
    """Of the signature itself, at most, in bytes."""

    @property
    def reserved(self) -> int:
        """How many bytes the container takes at most."""
        return len(self.certificates) + len(self.issuer_and_serial) + self.size + 512

    def container(self, digest: bytes, *, approval: bool) -> bytes:
        """Sign the SHA-256 of the signed bytes of a file."""
        attributes = self._attributes(digest, approval=approval)
        info = _der(
            _SEQUENCE,
            _der(_INTEGER, b"\1"),
            self.issuer_and_serial,
            _der(_SEQUENCE, _SHA256),
            # Signed as a SET, stored with an implicit tag (RFC 5652, 5.4).
            bytes([_TAGGED_0]) + attributes[1:],
            self.algorithm,
            _der(_OCTETS, self.sign(attributes)),
        )
        data = _der(
            _SEQUENCE,
            _der(_INTEGER, b"\1"),
            _der(_SET, _der(_SEQUENCE, _SHA256)),
            _der(_SEQUENCE, _DATA),
            _der(_TAGGED_0, self.certificates),
            _der(_SET, info),
        )
        return _der(_SEQUENCE, _SIGNED_DATA, _der(_TAGGED_0, data))

    def _attributes(self, digest: bytes, *, approval: bool) -> bytes:
        digests = _der(_SEQUENCE, _SHA256)
        # SHA-256 is the default hash of ESSCertIDv2, so DER leaves it out.
        named = _der(_SEQUENCE, _der(_OCTETS, self.certificate_hash))
        attributes = [
            _attribute(_CONTENT_TYPE, _DATA),
            _attribute(_MESSAGE_DIGEST, _der(_OCTETS, digest)),
            _attribute(_CERTIFICATE_V2, _der(_SEQUENCE, _der(_SEQUENCE, named))),
            _attribute(
                _PROTECTION,
                _der(_SEQUENCE, digests, bytes([_TAGGED_1]) + self.algorithm[1:]),
            ),
        ]
        if approval:
            attributes.append(_attribute(_COMMITMENT, _der(_SEQUENCE, _APPROVAL)))
        return _der(_SET, *sorted(attributes))


def load_signing(identity: Identity) -> Signing:
    """Load a key and lay out what does not depend on the file."""
    certificate = x509.load_der_x509_certificate(identity.certificate)
    algorithm, sign, size = _signer(identity.key)
    serial = certificate.serial_number
    return Signing(
        certificates=identity.certificate + b"".join(identity.chain),
        issuer_and_serial=_der(
            _SEQUENCE,
            certificate.issuer.public_bytes(),
            _der(_INTEGER, serial.to_bytes(serial.bit_length() // 8 + 1, "big")),
        ),
        certificate_hash=sha256(identity.certificate).digest(),
        algorithm=algorithm,
        sign=sign,
        size=size,
    )


def _signer(key: bytes) -> tuple[bytes, Callable[[bytes], bytes], int]:
    # Our own keys are sound: checking an RSA key again costs up to 100 ms.
    private = load_der_private_key(key, None, unsafe_skip_rsa_key_validation=True)
    match private:
        case ec.EllipticCurvePrivateKey():
            return (
                _der(_SEQUENCE, _ECDSA_SHA256),
                lambda data: private.sign(data, ec.ECDSA(SHA256())),
                private.key_size // 4 + 16,
            )
        case rsa.RSAPrivateKey():
            return (
                _der(_SEQUENCE, _RSA_SHA256, bytes([_NULL, 0])),
                lambda data: private.sign(data, padding.PKCS1v15(), SHA256()),
                private.key_size // 8,
            )
    raise ValueError("only EC and RSA keys sign")


def _attribute(name: bytes, value: bytes) -> bytes:
    return _der(_SEQUENCE, name, _der(_SET, value))


def _der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    length = len(body)
    if length < 0x80:
        return bytes((tag, length)) + body
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets + body

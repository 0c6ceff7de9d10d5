"""The installation's own keys: its authority, its seal and one secret.

One file holds them all, each encrypted under the passphrase, so that they come to be
together or not at all.
"""

import os
import re
import tempfile
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from bot.certificates import act_certificate, authority_certificate, seal_certificate
from bot.pdf.evidence.identity import Identity

FILE = "keys.pem"
AUTHORITY_FILE = "authority.pem"
"""Certificates for whoever verifies without this service; nothing in it is secret."""

_BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----\n.+?\n-----END \1-----\n", re.DOTALL)


class KeysError(Exception):
    """The keys cannot be opened; the text says why and never what is in them."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Opened keys. They stay in this process; only an `Identity` leaves it."""

    company: str
    """Whose keys they are, as it was said when they were opened."""
    seal_identity: Identity
    _authority: x509.Certificate
    _authority_key: ec.EllipticCurvePrivateKey = field(repr=False)
    _secret: bytes = field(repr=False)
    _own_seal: bool = False

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str,
        company: str,
        now: datetime,
        *,
        seal_pkcs12: bytes | None = None,
        seal_passphrase: str | None = None,
    ) -> "Keys":
        """Load the keys of a folder; make them first if there are none.

        `seal_pkcs12` replaces the company's seal; its passphrase is the keys' own
        unless given. Raises `KeysError`.
        """
        if not passphrase:
            raise KeysError("The keys need a passphrase.")
        file = folder / FILE
        if not file.exists():
            _create(file, _new_keys(passphrase.encode(), company, now))
        keys = _load(file, passphrase.encode(), company)
        if seal_pkcs12 is not None:
            own = passphrase if seal_passphrase is None else seal_passphrase
            identity = _own_seal(seal_pkcs12, own.encode())
            keys = replace(keys, seal_identity=identity, _own_seal=True)
        _publish(folder / AUTHORITY_FILE, keys.authority_pem)
        return keys

    def one_shot(self, name: str, identified: str, now: datetime) -> Identity:
        """Make the key of one act, certified with the signer's name and how he was
        identified. It lives in memory only."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = act_certificate(
            key.public_key(),
            name,
            identified,
            now,
            self._authority,
            self._authority_key,
        )
        return Identity(
            key=_plain(key),
            certificate=certificate.public_bytes(Encoding.DER),
            chain=(self._authority_der,),
        )

    def seal_for(self, company: str, now: datetime) -> Identity:
        """Return the seal in the company's present name: its key is one for ever, its
        certificate is issued anew. A seal of its own keeps its own name."""
        if self._own_seal or not company:
            return self.seal_identity
        key = load_der_private_key(self.seal_identity.key, None)
        certificate = seal_certificate(
            cast(ec.EllipticCurvePrivateKey, key).public_key(),
            company,
            now,
            self._authority,
            self._authority_key,
        )
        encoded = certificate.public_bytes(Encoding.DER)
        return replace(self.seal_identity, certificate=encoded)

    @property
    def authority_certificates(self) -> tuple[bytes, ...]:
        """The certificates (DER) that make a signature ours; with a seal of its own,
        that seal's too."""
        own = (self.seal_identity.certificate,) if self._own_seal else ()
        return (self._authority_der, *own)

    @property
    def authority_pem(self) -> bytes:
        """The same as PEM, for whoever checks our files without us."""
        return b"".join(
            x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
            for der in self.authority_certificates
        )

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes that only this installation knows, for one purpose."""
        return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self._secret)

    @cached_property
    def _authority_der(self) -> bytes:
        return self._authority.public_bytes(Encoding.DER)


def _new_keys(passphrase: bytes, company: str, now: datetime) -> bytes:
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = authority_certificate(authority_key, company, now)
    seal_key = ec.generate_private_key(ec.SECP256R1())
    seal = seal_certificate(
        seal_key.public_key(), company, now, authority, authority_key
    )
    # An Ed25519 key is 32 random bytes that PKCS#8 can encrypt like the others.
    secret = Ed25519PrivateKey.generate()
    return b"".join(
        (
            _encrypted(authority_key, passphrase),
            authority.public_bytes(Encoding.PEM),
            _encrypted(seal_key, passphrase),
            seal.public_bytes(Encoding.PEM),
            _encrypted(secret, passphrase),
        )
    )


def _create(file: Path, content: bytes) -> None:
    """Write the file whole or not at all; whoever comes second keeps the first's."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        try:
            os.link(name, file)
        except FileExistsError:
            return
        _sync_folder(file.parent)
    finally:
        os.unlink(name)


def _publish(file: Path, pem: bytes) -> None:
    if not file.exists() or file.read_bytes() != pem:
        handle, part = tempfile.mkstemp(dir=file.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as new:
            new.write(pem)
        os.chmod(part, 0o644)
        os.replace(part, file)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _load(file: Path, passphrase: bytes, company: str) -> Keys:
    blocks = [match[0] for match in _BLOCK.finditer(file.read_bytes())]
    if len(blocks) != 5:
        raise KeysError(f"{file} is damaged; restore it from your backup.")
    try:
        authority_key = load_pem_private_key(blocks[0], passphrase)
        authority, seal = (x509.load_pem_x509_certificate(blocks[n]) for n in (1, 3))
        seal_key = load_pem_private_key(blocks[2], passphrase)
        secret = load_pem_private_key(blocks[4], passphrase)
    except (ValueError, TypeError) as error:
        raise KeysError(
            f"{file} does not open: the passphrase is wrong or the file damaged."
        ) from error
    return Keys(
        company=company,
        seal_identity=Identity(
            key=_plain(seal_key),
            certificate=seal.public_bytes(Encoding.DER),
            chain=(authority.public_bytes(Encoding.DER),),
        ),
        _authority=authority,
        _authority_key=cast(ec.EllipticCurvePrivateKey, authority_key),
        _secret=cast(Ed25519PrivateKey, secret).private_bytes_raw(),
    )


def _own_seal(pkcs12: bytes, passphrase: bytes) -> Identity:
    try:
        bundle = load_pkcs12(pkcs12, passphrase or None)
    except ValueError as error:
        raise KeysError(
            "The seal's PKCS#12 file does not open: wrong passphrase or damaged."
        ) from error
    if bundle.key is None or bundle.cert is None:
        raise KeysError("The seal's PKCS#12 file lacks its key or its certificate.")
    return Identity(
        key=_plain(bundle.key),
        certificate=bundle.cert.certificate.public_bytes(Encoding.DER),
        chain=tuple(
            other.certificate.public_bytes(Encoding.DER)
            for other in bundle.additional_certs
        ),
    )


def _encrypted(key: PrivateKeyTypes, passphrase: bytes) -> bytes:
    return key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase)
    )


def _plain(key: PrivateKeyTypes) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

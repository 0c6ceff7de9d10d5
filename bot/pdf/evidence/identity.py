"""Who signs: a key and the certificate that names its holder."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A signing key with its certificates; pickled into a worker, never stored."""

    key: bytes = field(repr=False)
    """PKCS#8, DER, not encrypted. EC or RSA."""
    certificate: bytes
    """DER."""
    chain: tuple[bytes, ...] = ()
    """Its issuers, DER, the nearest first."""

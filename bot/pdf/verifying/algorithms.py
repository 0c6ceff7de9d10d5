"""What the algorithms of a signature are called, and which are weak today."""

from asn1crypto import algos
from asn1crypto.keys import PublicKeyInfo

WEAK_HASHES = frozenset({"md2", "md5", "sha1"})
_LEAST_RSA_BITS = 2048
_CURVES = {
    "secp256r1": "P-256",
    "secp384r1": "P-384",
    "secp521r1": "P-521",
    "brainpoolp256r1": "brainpoolP256r1",
    "brainpoolp384r1": "brainpoolP384r1",
    "brainpoolp512r1": "brainpoolP512r1",
}
_HASHES = {
    **{f"sha{size}": f"SHA-{size}" for size in (1, 224, 256, 384, 512)},
    **{f"sha3_{size}": f"SHA3-{size}" for size in (224, 256, 384, 512)},
    "shake256_len": "SHAKE256",
}


def described(
    key: PublicKeyInfo, mechanism: algos.SignedDigestAlgorithm, hash_name: str
) -> str:
    """Return such as `ECDSA P-256, SHA-256`."""
    kind = key.algorithm
    if kind == "ec":
        curve = key.curve[1]
        kind = f"ECDSA {_CURVES.get(curve, curve)}"
    elif kind in {"rsa", "rsassa_pss"}:
        pss = mechanism["algorithm"].native == "rsassa_pss"
        kind = f"{'RSA-PSS' if pss else 'RSA'} {key.bit_size}"
    elif kind == "dsa":
        kind = f"DSA {key.bit_size}"
    else:
        kind = kind.capitalize()
    return f"{kind}, {_HASHES.get(hash_name, hash_name.upper())}"


def is_weak(key: PublicKeyInfo, hash_name: str) -> bool:
    """Say whether a key is too short or a hash too weak to rely on."""
    small = key.algorithm in {"rsa", "rsassa_pss", "dsa"} and (
        key.bit_size < _LEAST_RSA_BITS
    )
    return small or hash_name in WEAK_HASHES

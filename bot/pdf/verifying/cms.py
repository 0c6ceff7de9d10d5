"""The cryptography of one signature: does it verify, who made it, with what."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from pyhanko.sign.general import (
    CMSExtractionError,
    CMSStructuralError,
    extract_certificate_info,
    extract_signer_info,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    extract_self_reported_ts,
    validate_sig_integrity,
)
from pyhanko.sign.validation.utils import DEFAULT_ALGORITHM_USAGE_POLICY
from pyhanko_certvalidator.errors import AlgorithmNotSupported
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from bot.pdf.verifying.algorithms import WEAK_HASHES, described, is_weak

Digest = Callable[[str], bytes]
"""Takes the name of a hash algorithm, returns the digest of the signed bytes."""

_PLAIN_ECDSA = "0.4.0.127.0.7.1.1.4.1"


class Unsupported(Exception):
    """The signature is of a kind that cannot be checked here."""


class Forged(Exception):
    """The signature contradicts itself or the bytes it signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature that verifies."""

    signer: str
    certificate: bytes
    """DER."""
    others: tuple[bytes, ...]
    """The certificates that came along, DER."""
    claimed_at: datetime | None
    algorithm: str
    weak: bool
    has_baseline_attributes: bool = False
    """It signs along what PAdES asks for, and nothing that PAdES forbids."""
    stamps: tuple["Signed | None", ...] = ()
    """The timestamps it carries; None is one that does not verify."""


def check_detached(
    signed_data: cms.SignedData, digest: Digest, *, sha1_inside: bool = False
) -> Signed:
    """Check a signature of the bytes that `digest` hashes.

    `sha1_inside` is the old form that signs a SHA-1 digest it carries. Raises `Forged`
    when it does not verify and `Unsupported` when nobody here can say.
    """
    info = extract_signer_info(signed_data)
    content = signed_data["encap_content_info"]["content"]
    hash_name = info["digest_algorithm"]["algorithm"].native
    if sha1_inside:
        if content.native != digest("sha1"):
            raise Forged("digest")
        signed_digest = _hash(hash_name, content.native)
    elif content is not core.VOID and content.native is not None:
        raise Forged("unexpected content")
    else:
        signed_digest = digest(hash_name)
    signed = _check(signed_data, info, signed_digest)
    return replace(signed, weak=signed.weak or sha1_inside)


def check_timestamp(signed_data: cms.SignedData, digest: Digest) -> Signed:
    """Check an RFC 3161 token against the bytes that `digest` hashes.

    Its time is the result's `claimed_at`.
    """
    info = extract_signer_info(signed_data)
    content = signed_data["encap_content_info"]["content"]
    token = content.parsed
    if not isinstance(token, tsp.TSTInfo):
        raise Forged("no timestamp inside")
    imprint = token["message_imprint"]
    imprinted = imprint["hash_algorithm"]["algorithm"].native
    if imprint["hashed_message"].native != digest(imprinted):
        raise Forged("imprint")
    hash_name = info["digest_algorithm"]["algorithm"].native
    signed = _check(signed_data, info, _hash(hash_name, bytes(content)))
    return replace(
        signed,
        claimed_at=token["gen_time"].native,
        weak=signed.weak or imprinted in WEAK_HASHES,
    )


def signer_name(contents: bytes) -> str:
    """Return who a signature says it is of, verified by nobody; empty when unclear."""
    try:
        signed_data = cms.ContentInfo.load(contents)["content"]
        return _name(extract_certificate_info(signed_data).signer_cert)
    except Exception:  # noqa: BLE001 - remains of a signature may be anything
        return ""


def _check(
    signed_data: cms.SignedData, info: cms.SignerInfo, signed_digest: bytes
) -> Signed:
    mechanism = info["signature_algorithm"]
    if mechanism["algorithm"].dotted.startswith(_PLAIN_ECDSA):
        raise Unsupported("plain ECDSA")
    try:
        extract_certificate_info(signed_data)
    except CMSExtractionError as error:
        raise Unsupported("no certificate inside") from error
    try:
        certificates = extract_certs_for_validation(signed_data)
        certificate = certificates.signer_cert
        _refuse_odd_pair(mechanism, info["digest_algorithm"])
        intact, valid = validate_sig_integrity(
            info,
            certificate,
            signed_data["encap_content_info"]["content_type"].native,
            signed_digest,
        )
    except (SignatureValidationError, CMSStructuralError) as error:
        raise Forged(str(error)) from error
    except (
        NotImplementedError,
        UnsupportedAlgorithm,
        AlgorithmNotSupported,
    ) as error:
        raise Unsupported(str(error)) from error
    if not (intact and valid):
        raise Forged("digest" if not intact else "signature")
    hash_name = info["digest_algorithm"]["algorithm"].native
    return Signed(
        signer=_name(certificate),
        certificate=certificate.dump(),
        others=tuple(other.dump() for other in certificates.other_certs),
        claimed_at=extract_self_reported_ts(info),
        algorithm=described(certificate.public_key, mechanism, hash_name),
        weak=is_weak(certificate.public_key, hash_name),
        has_baseline_attributes=_has_baseline_attributes(info),
        stamps=tuple(_stamps(info)),
    )


def _has_baseline_attributes(info: cms.SignerInfo) -> bool:
    """Say whether the signed attributes are those of EN 319 142-1, 6.3."""
    found = Counter(attribute["type"].native for attribute in info["signed_attrs"])
    return (
        found["content_type"] == found["message_digest"] == 1
        and found["signing_certificate"] + found["signing_certificate_v2"] == 1
        and "signing_time" not in found
    )


def _refuse_odd_pair(
    mechanism: algos.SignedDigestAlgorithm, digest: algos.DigestAlgorithm
) -> None:
    allowed = DEFAULT_ALGORITHM_USAGE_POLICY.digest_combination_allowed(
        signature_algo=mechanism,
        message_digest_algo=algos.DigestAlgorithm(
            {"algorithm": digest["algorithm"].native}
        ),
        moment=None,
    )
    if not allowed:
        raise Unsupported(allowed.failure_reason or "")


def _stamps(info: cms.SignerInfo) -> Iterator[Signed | None]:
    """Yield the timestamps a signature carries, each judged for itself."""
    signature = info["signature"].native
    for attribute in info["unsigned_attrs"] or ():
        if attribute["type"].native != "signature_time_stamp_token":
            continue
        for value in attribute["values"]:
            try:
                yield check_timestamp(
                    value["content"], lambda name: _hash(name, signature)
                )
            except Exception:  # noqa: BLE001 - a bad token must not hide the signature
                yield None


def _hash(name: str, *parts: bytes | memoryview) -> bytes:
    state = hashes.Hash(get_pyca_cryptography_hash(name))
    for part in parts:
        state.update(part)
    return state.finalize()


def _name(certificate: x509.Certificate) -> str:
    """Return the common name, or whatever else the certificate offers."""
    names = certificate.subject.native
    for entry in ("common_name", "organization_name", "email_address"):
        value = names.get(entry)
        if value:
            return value if isinstance(value, str) else ", ".join(value)
    return str(certificate.subject.human_friendly)


def digest_of(data: bytes, byte_range: Sequence[int]) -> Digest:
    """Return the function that hashes a byte range of the file, each hash once."""
    view = memoryview(data)
    done: dict[str, bytes] = {}

    def digest(name: str) -> bytes:
        if name not in done:
            pairs = zip(byte_range[::2], byte_range[1::2], strict=True)
            done[name] = _hash(name, *(view[at : at + size] for at, size in pairs))
        return done[name]

    return digest

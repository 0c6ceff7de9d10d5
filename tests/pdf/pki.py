"""A certificate authority of strangers: signers, timestamps, CRLs, OCSP, no network."""

import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import crl, keys, ocsp, tsp, x509
from certomancer.registry import ArchLabel, CertLabel, KeyLabel, ServiceLabel
from certomancer.registry.config import CertomancerConfig
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pyhanko.sign import signers
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.pdf.pki_plan import CERTIFICATES, KEYS, NAMES, SERVICES

GENUINE, FAKE = "genuine", "fake"


@cache
def _authority(name: str) -> Any:
    """Return an authority; those of other names look the same and have other keys."""
    plan = {
        "keyset": "all",
        "entities": {entity: {"common-name": text} for entity, text in NAMES.items()},
        "certs": CERTIFICATES,
        "services": SERVICES,
    }
    with tempfile.TemporaryDirectory() as folder:
        for key, generate in KEYS.items():
            pem = generate().private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            )
            (Path(folder) / key).write_bytes(pem)
        config = CertomancerConfig(
            {
                "keysets": {"all": {"keys": {key: {"path": key} for key in KEYS}}},
                "pki-architectures": {name: plan},
            },
            key_search_dir=folder,
        )
    return config.get_pki_arch(ArchLabel(name))


def certificate(label: str, of: str = GENUINE) -> x509.Certificate:
    """Return a certificate by its label, such as `root` or the kind of a key."""
    return _authority(of).get_cert(CertLabel(label))


def signer(label: str, *, pss: bool = False) -> signers.SimpleSigner:
    """Return Trudy with one of her keys, her chain beside her."""
    key = CERTIFICATES[label]["subject-key"]
    store = SimpleCertificateStore()
    store.register_multiple([certificate("ca"), certificate("root")])
    return signers.SimpleSigner(
        signing_cert=certificate(label),
        signing_key=private_key(key),
        cert_registry=store,
        prefer_pss=pss,
    )


def private_key(label: str) -> keys.PrivateKeyInfo:
    """Return one of the keys."""
    return _authority(GENUINE).key_set.get_private_key(KeyLabel(label))


def revocation_list(issuer: str, of: str = GENUINE) -> crl.CertificateList:
    """Return whom the `root` or the `ca` has revoked."""
    return _authority(of).service_registry.get_crl(ServiceLabel(issuer))


def revocation_answer(label: str) -> ocsp.OCSPResponse:
    """Return what the OCSP responder of the `ca` says of a certificate."""
    issuer, subject = certificate("ca"), certificate(label)
    asked = {
        "hash_algorithm": {"algorithm": "sha1"},
        "issuer_name_hash": issuer.subject.sha1,
        "issuer_key_hash": issuer.public_key.sha1,
        "serial_number": subject.serial_number,
    }
    request = ocsp.OCSPRequest({"tbs_request": {"request_list": [{"req_cert": asked}]}})
    responder = _authority(GENUINE).service_registry.summon_responder(
        ServiceLabel("ca"), at_time=datetime.now(UTC)
    )
    return responder.build_ocsp_response(request)


class Stamper(TimeStamper):  # type: ignore[misc]
    """The timestamp authority, whose clock stands still when told so."""

    def __init__(self, at: datetime | None = None) -> None:
        super().__init__()
        self._at = at

    async def async_request_tsa_response(
        self, req: tsp.TimeStampReq
    ) -> tsp.TimeStampResp:
        """Answer at once."""
        authority = _authority(GENUINE).service_registry.summon_timestamper(
            ServiceLabel("tsa"), at_time=self._at or datetime.now(UTC)
        )
        return authority.request_tsa_response(req)


def known(*, answers: tuple[str, ...] = ()) -> ValidationContext:
    """Return what a signer knows of revocation, to store it beside his signature.

    For certificates in `answers`, the OCSP responder is asked.
    """
    return ValidationContext(
        trust_roots=[certificate("root")],
        other_certs=[certificate("ca"), certificate("tsa")],
        crls=[revocation_list("root"), revocation_list("ca")]
        if not answers
        else [revocation_list("root")],
        ocsps=[revocation_answer(label) for label in answers],
        allow_fetching=False,
        revocation_mode="hard-fail",
    )

"""A certificate authority of strangers: signers, timestamps, CRLs, OCSP, no network."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import crl, keys, ocsp, tsp, x509
from certomancer.registry import ArchLabel, CertLabel, KeyLabel, ServiceLabel
from certomancer.registry.config import CertomancerConfig
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pyhanko.sign import signers
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

_KEYS: Mapping[str, Callable[[], Any]] = {
    "root": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ca": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ocsp": lambda: ec.generate_private_key(ec.SECP256R1()),
    "tsa": lambda: ec.generate_private_key(ec.SECP256R1()),
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "p521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "brainpool": lambda: ec.generate_private_key(ec.BrainpoolP256R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "ed448": ed448.Ed448PrivateKey.generate,
}
_LONG = {
    "valid-from": "2020-01-01T00:00:00+0000",
    "valid-to": "2060-01-01T00:00:00+0000",
}
_SHORT = {
    "valid-from": "2020-01-01T00:00:00+0000",
    "valid-to": "2021-01-01T00:00:00+0000",
}
_AUTHORITIES = ("root", "ca", "ocsp", "tsa")


def _crl_of(issuer: str) -> dict[str, Any]:
    return {
        "id": "crl_distribution_points",
        "smart-value": {
            "schema": "crl-dist-url",
            "params": {"crl-repo-names": [issuer]},
        },
    }


_OCSP = {
    "id": "authority_information_access",
    "smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": ["ca"]}},
}


def _ca(issuer: str) -> dict[str, Any]:
    profile = {"id": "simple-ca", "params": {"crl-repo": issuer}}
    return {"issuer": issuer, "validity": _LONG, "profiles": [profile]}


def _signer(key: str, **others: Any) -> dict[str, Any]:
    return {
        "subject": "trudy",
        "subject-key": key,
        "issuer": "ca",
        "validity": _LONG,
        "profiles": ["digsig-commitment"],
        "extensions": [_crl_of("ca"), _OCSP],
        **others,
    }


_REVOKED = {"revoked-since": "2022-01-01T00:00:00+0000", "reason": "key_compromise"}
_CERTIFICATES = {
    "root": {
        **_ca("root"),
        "subject": "root",
        "subject-key": "root",
        "authority-key": "root",
    },
    "ca": _ca("root"),
    "ocsp": {"issuer": "ca", "validity": _LONG, "profiles": ["ocsp-responder"]},
    "tsa": {
        "issuer": "root",
        "validity": _LONG,
        "extensions": [
            {
                "id": "key_usage",
                "critical": True,
                "smart-value": {"schema": "key-usage", "params": ["digital_signature"]},
            },
            {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
            _crl_of("root"),
        ],
    },
    **{key: _signer(key) for key in _KEYS if key not in _AUTHORITIES},
    "expired": _signer("p256", validity=_SHORT),
    "revoked": _signer("p384", revocation=_REVOKED),
    "alone": _signer(
        "p256",
        subject="alone",
        issuer="alone",
        extensions=[],
        **{"authority-key": "p256"},
    ),
}


_NAMES = {
    "root": "Root CA",
    "ca": "Issuing CA",
    "ocsp": "OCSP responder",
    "tsa": "Timestamp Authority",
    "trudy": "Trudy",
    "alone": "Trudy",
}
GENUINE, FAKE = "genuine", "fake"


def _repository(issuer: str) -> dict[str, str]:
    return {
        "for-issuer": issuer,
        "signing-key": issuer,
        "simulated-update-schedule": "P30D",
    }


@cache
def _authority(name: str) -> Any:
    """Return an authority; those of other names look the same and have other keys."""
    with tempfile.TemporaryDirectory() as folder:
        for key, generate in _KEYS.items():
            pem = generate().private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            )
            (Path(folder) / key).write_bytes(pem)
        config = CertomancerConfig(
            {
                "keysets": {
                    "all": {"keys": {key: {"path": key} for key in _KEYS}},
                },
                "pki-architectures": {
                    name: {
                        "keyset": "all",
                        "entities": {
                            entity: {"common-name": text}
                            for entity, text in _NAMES.items()
                        },
                        "certs": _CERTIFICATES,
                        "services": {
                            "crl-repo": {
                                issuer: _repository(issuer) for issuer in ("root", "ca")
                            },
                            "ocsp": {
                                "ca": {
                                    "for-issuer": "ca",
                                    "responder-cert": "ocsp",
                                    "signing-key": "ocsp",
                                }
                            },
                            "time-stamping": {
                                "tsa": {"signing-key": "tsa", "signing-cert": "tsa"}
                            },
                        },
                    }
                },
            },
            key_search_dir=folder,
        )
    return config.get_pki_arch(ArchLabel(name))


def certificate(label: str, of: str = GENUINE) -> x509.Certificate:
    """Return a certificate by its label, such as `root` or the kind of a key."""
    return _authority(of).get_cert(CertLabel(label))


def signer(label: str, *, pss: bool = False) -> signers.SimpleSigner:
    """Return Trudy with one of her keys, her chain beside her."""
    key = _CERTIFICATES[label]["subject-key"]
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

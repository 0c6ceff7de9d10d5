"""What the authority of strangers consists of, in the words of certomancer."""

from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

KEYS: Mapping[str, Callable[[], Any]] = {
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
CERTIFICATES = {
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
    **{key: _signer(key) for key in KEYS if key not in _AUTHORITIES},
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


NAMES = {
    "root": "Root CA",
    "ca": "Issuing CA",
    "ocsp": "OCSP responder",
    "tsa": "Timestamp Authority",
    "trudy": "Trudy",
    "alone": "Trudy",
}


def _repository(issuer: str) -> dict[str, str]:
    return {
        "for-issuer": issuer,
        "signing-key": issuer,
        "simulated-update-schedule": "P30D",
    }


SERVICES = {
    "crl-repo": {issuer: _repository(issuer) for issuer in ("root", "ca")},
    "ocsp": {
        "ca": {"for-issuer": "ca", "responder-cert": "ocsp", "signing-key": "ocsp"}
    },
    "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
}

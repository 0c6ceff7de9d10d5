"""The store for long-term checking (DSS): certificates, and what is known of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko_certvalidator.sig_validate import DEFAULT_SIGNATURE_VALIDATOR

from bot.pdf.verifying.inside import View, entry
from bot.pdf.verifying.trust import issued, loaded, meant_for

_MOST_ENTRIES = 200
"""Of each kind; real files store less than twenty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Certificates with their revocation lists and the answers about them."""

    certificates: Sequence[x509.Certificate] = ()
    lists: Sequence[x509.CertificateRevocationList] = ()
    answers: Sequence[ocsp.BasicOCSPResponse] = ()

    @classmethod
    def read(cls, view: View) -> "Store":
        """Read what a revision stores; what cannot be read is left out."""
        store = entry(view.root, "/DSS")
        return cls(
            certificates=list(filter(None, _entries(store, "/Certs", loaded))),
            lists=_entries(store, "/CRLs", x509.load_der_x509_crl),
            answers=_entries(store, "/OCSPs", _answer),
        )

    def is_documented(
        self, certificate: x509.Certificate, others: Sequence[x509.Certificate]
    ) -> bool:
        """Say whether the chain up to a root is here, and the state of each link.

        `others` came along with the signature.
        """
        between = [*self.certificates, *others]
        return self._reaches_a_root(certificate, between, set())

    def _reaches_a_root(
        self,
        certificate: x509.Certificate,
        between: Sequence[x509.Certificate],
        seen: set[x509.Certificate],
    ) -> bool:
        seen.add(certificate)
        if issued(certificate, certificate):
            return len(seen) > 1
        return any(
            authority not in seen
            and issued(authority, certificate)
            and any(True for _ in self._states(certificate, authority))
            and self._reaches_a_root(authority, between, seen)
            for authority in between
        )

    def revoked_at(
        self, certificate: x509.Certificate, others: Sequence[x509.Certificate]
    ) -> datetime | None:
        """Return when a certificate was revoked, as its authority says here."""
        moments = (
            state
            for authority in (*self.certificates, *others)
            if issued(authority, certificate)
            for state in self._states(certificate, authority)
        )
        return min(filter(None, moments), default=None)

    def _states(
        self, certificate: x509.Certificate, authority: x509.Certificate
    ) -> Iterator[datetime | None]:
        """Yield each statement of an authority: since when it is revoked, if it is."""
        key: Any = authority.public_key()
        serial = certificate.serial_number
        for each in self.lists:
            if each.issuer == authority.subject and each.is_signature_valid(key):
                found = each.get_revoked_certificate_by_serial_number(serial)
                yield found.revocation_date_utc if found else None
        for answer in self.answers:
            yield from _states_in(answer, serial, authority)


def _entries(store: Any, key: str, load: Callable[[bytes], Any]) -> Sequence[Any]:
    found = []
    try:
        streams = list(entry(store, key) or ())[:_MOST_ENTRIES]
    except Exception:  # noqa: BLE001 - a malformed store is an empty one
        return ()
    for stream in streams:
        try:
            found.append(load(stream.get_object().data))
        except Exception:  # noqa: BLE001, S112 - a malformed entry says nothing
            continue
    return found


def _answer(der: bytes) -> ocsp.BasicOCSPResponse:
    return ocsp.OCSPResponse.load(der, strict=True)["response_bytes"]["response"].parsed


def _states_in(
    answer: ocsp.BasicOCSPResponse, serial: int, authority: x509.Certificate
) -> Iterator[datetime | None]:
    try:
        if not _is_signed_for(answer, authority):
            return
        for each in answer["tbs_response_data"]["responses"]:
            name, state = each["cert_status"].name, each["cert_status"].chosen
            if each["cert_id"]["serial_number"].native != serial or name == "unknown":
                continue
            yield state["revocation_time"].native if name == "revoked" else None
    except Exception:  # noqa: BLE001 - a malformed answer says nothing
        return


def _is_signed_for(answer: ocsp.BasicOCSPResponse, authority: x509.Certificate) -> bool:
    """Say whether an authority signed an answer, or a responder that it appointed."""
    appointed = filter(None, (loaded(each.dump()) for each in answer["certs"] or ()))
    return _verifies(answer, authority) or any(
        meant_for(each, ExtendedKeyUsageOID.OCSP_SIGNING)
        and issued(authority, each)
        and _verifies(answer, each)
        for each in appointed
    )


def _verifies(answer: ocsp.BasicOCSPResponse, signer: x509.Certificate) -> bool:
    certificate = asn1_x509.Certificate.load(signer.public_bytes(Encoding.DER))
    try:
        DEFAULT_SIGNATURE_VALIDATOR.validate_signature(
            answer["signature"].native,
            answer["tbs_response_data"].dump(),
            certificate.public_key,
            answer["signature_algorithm"],
        )
    except Exception:  # noqa: BLE001 - whatever does not verify
        return False
    return True

"""The closing seal: it holds the journal, and nothing may change after it."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from bot.domain.errors import NotAllowed
from bot.pdf.evidence.identity import Identity
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.revise import revise
from bot.pdf.evidence.seal import seal
from tests.pdf.chain import (
    COMPANY,
    JOURNAL,
    NOW,
    bobs_act,
    document,
    plan,
    sample_keys,
    sealed_sample,
)
from tests.pdf.judges import pyhanko, run, text_of


def test_all_judges_accept_the_sealed_file() -> None:
    for language in ("en", "de"):
        stages = sealed_sample(language)
        judged = pyhanko(stages.sealed, stages.keys.authority_certificates)
        assert set(judged) == {"director-signature", "customer-signature", "seal"}
        assert all(status.bottom_line for _, status in judged.values())
        poppler = run("pdfsig", "{}", data=stages.sealed)
        assert poppler.count("Signature Validation: Signature is Valid.") == 3
        assert f"Certificate Common Name: {COMPANY}" in poppler
        assert poppler.count("Total document signed") == 1
        mupdf = run("mutool", "sign", "-v", "{}", data=stages.sealed)
        assert mupdf.count("The document is unchanged since signing.") == 1
        assert mupdf.count("The signature is valid but there have been edits") == 2
        assert "No syntax or stream encoding errors" in run(
            "qpdf", "--check", "{}", data=stages.sealed
        )


def test_the_seal_forbids_every_change_and_the_certification_stays() -> None:
    stages = sealed_sample()
    judged = pyhanko(stages.sealed, stages.keys.authority_certificates)
    assert judged["seal"][0].docmdp_level is MDPPerm.NO_CHANGES
    assert judged["director-signature"][0].docmdp_level is MDPPerm.FILL_FORMS
    transform = judged["seal"][0].sig_object["/Reference"][0]
    assert transform["/TransformMethod"] == "/FieldMDP"
    assert transform["/TransformParams"]["/P"] == 1
    assert list(transform["/TransformParams"]["/Fields"]) == ["journal"]


def test_the_journal_is_in_the_file_and_on_the_seal() -> None:
    stages = sealed_sample()
    fields = PdfFileReader(BytesIO(stages.sealed)).root["/AcroForm"]["/Fields"]
    journal = next(
        field.get_object()["/V"]
        for field in fields
        if field.get_object()["/T"] == "journal"
    )
    assert journal == JOURNAL
    text = text_of(stages.sealed)
    assert hashlib.sha256(JOURNAL.encode()).hexdigest() in text
    assert hashlib.sha256(stages.prepared).hexdigest() in text
    assert "2026-11-24 12:31:07 UTC" in text
    assert "Europe/Berlin" in text


def test_notes_stand_on_the_seal() -> None:
    stages = sealed_sample()
    data = seal(
        stages.customer,
        JOURNAL,
        stages.keys.seal_identity,
        NOW,
        COMPANY,
        notes=("Last event: 9ae1", "No time stamp: PAdES B-B"),
    )
    text = text_of(data)
    assert "Last event: 9ae1" in text
    assert "No time stamp: PAdES B-B" in text


def test_a_sealed_file_is_not_sealed_again() -> None:
    stages = sealed_sample()
    with pytest.raises(NotAllowed) as refused:
        seal(stages.sealed, "[]", stages.keys.seal_identity, NOW, COMPANY)
    assert refused.value.key == "seal.already"


def test_a_file_can_be_sealed_for_trial_before_anybody_signs() -> None:
    stages = sealed_sample()
    data = seal(stages.prepared, JOURNAL, stages.keys.seal_identity, NOW, COMPANY)
    judged = pyhanko(data, stages.keys.authority_certificates)
    assert judged["seal"][1].bottom_line
    assert hashlib.sha256(stages.prepared).hexdigest() in text_of(data)


def test_a_company_may_bring_an_rsa_seal() -> None:
    identity = _rsa_identity()
    prepared = prepare(document(2), plan())
    signed = revise(prepared, bobs_act(), sample_keys().one_shot("Bob", "PIN", NOW))
    data = seal(signed, JOURNAL, identity, NOW + timedelta(minutes=1), COMPANY)
    judged = pyhanko(data, (identity.certificate, *_authorities()))
    assert judged["seal"][1].bottom_line
    assert "Signature is Valid" in run("pdfsig", "{}", data=data)


def _authorities() -> tuple[bytes, ...]:
    return sample_keys().authority_certificates


def _rsa_identity() -> Identity:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Own seal")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(0x80FF)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=9))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, SHA256())
    )
    return Identity(
        key=key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate=certificate.public_bytes(Encoding.DER),
    )

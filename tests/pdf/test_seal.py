"""The closing seal: it holds the journal, and nothing may change after it."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

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
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from bot.domain.errors import NotAllowed
from bot.pdf.identity import Identity
from bot.pdf.prepare import prepare
from bot.pdf.revise import revise
from bot.pdf.seal import seal
from bot.pdf.signature import write_update
from bot.pdf.update_objects import as_stream, as_update
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
from tests.pdf.judges import all_good, pyhanko, run, text_of


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


# What Mallory tries


Attack = Callable[[IncrementalPdfFileWriter], None]


def field_of(writer: IncrementalPdfFileWriter, name: str) -> Any:
    """Find a field, `evidence.customer` too."""
    field: Any = None
    siblings = writer.root["/AcroForm"]["/Fields"]
    for part in name.split("."):
        field = next(f.get_object() for f in siblings if f.get_object()["/T"] == part)
        siblings = field.get("/Kids", ())
    return field


def changes(name: str, value: Any = None) -> Attack:
    """Write a value into a field, or its look alone."""

    def attack(writer: IncrementalPdfFileWriter) -> None:
        field = field_of(writer, name)
        if value is not None:
            field["/V"] = value
        else:
            black = as_stream(
                b"0 0 100 20 re f",
                {"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 100, 20]},
            )
            field["/AP"] = as_update({"/N": writer.add_object(black)})
        writer.update_container(field)

    return attack


def annotates(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    note = as_update(
        {
            "/Type": "/Annot",
            "/Subtype": "/FreeText",
            "/Rect": [100, 100, 300, 200],
            "/Contents": "Paid",
        }
    )
    present = page.get("/Annots", ())
    page["/Annots"] = as_update([*present, writer.add_object(note)])
    writer.update_container(page)


def repaints(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(as_stream(b"0 0 500 500 re f", {}))
    writer.update_container(page)


ATTACKS: dict[str, Attack] = {
    "a filled value": changes("customer-name", pdf_string("Mallory")),
    "a filled look": changes("customer-name"),
    "an empty field": changes("customer-note", pdf_string("Two chairs broken")),
    "a choice": changes("customer-condition", pdf_string("Damaged")),
    "a tick": changes("customer-received", pdf_name("/Off")),
    "the evidence": changes("evidence.customer", pdf_string("Signed: never")),
    "the evidence's look": changes("evidence.director"),
    "the stamp": changes("director-stamp"),
    "the journal": changes("journal", pdf_string("[]")),
    "a signature's look": changes("customer-signature"),
    "the seal's look": changes("seal"),
    "an annotation": annotates,
    "a page": repaints,
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_every_later_change_is_refused(attack: Attack) -> None:
    stages = sealed_sample()
    assert not all_good(_updated(stages.sealed, attack), _authorities())


LOCKED = ("the evidence's look", "the stamp", "an annotation", "a page")


@pytest.mark.parametrize("attack", LOCKED)
def test_what_the_director_signed_is_locked_before_the_seal(attack: str) -> None:
    stages = sealed_sample()
    assert not all_good(_updated(stages.director, ATTACKS[attack]), _authorities())


def test_an_empty_field_of_the_customer_may_be_filled_until_he_signs() -> None:
    """The control: the same update is legal where the process wants it."""
    stages = sealed_sample()
    attack = ATTACKS["an empty field"]
    assert all_good(_updated(stages.director, attack), _authorities())
    assert not all_good(_updated(stages.customer, attack), _authorities())


def test_a_flipped_byte_breaks_it() -> None:
    stages = sealed_sample()
    for place in (len(stages.prepared) // 2, len(stages.director) - 600):
        broken = bytearray(stages.sealed)
        broken[place] ^= 1
        assert not all_good(bytes(broken), _authorities())


def test_a_company_may_bring_an_rsa_seal() -> None:
    identity = _rsa_identity()
    prepared = prepare(document(2), plan())
    signed = revise(prepared, bobs_act(), sample_keys().one_shot("Bob", "PIN", NOW))
    data = seal(signed, JOURNAL, identity, NOW + timedelta(minutes=1), COMPANY)
    judged = pyhanko(data, (identity.certificate, *_authorities()))
    assert judged["seal"][1].bottom_line
    assert "Signature is Valid" in run("pdfsig", "{}", data=data)


def _updated(data: bytes, attack: Attack) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(data))
    attack(writer)
    return write_update(writer)


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

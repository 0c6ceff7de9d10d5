"""Signatures in odd company: of strangers, in encrypted files, or half taken away."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pypdf import PdfReader, PdfWriter

from bot.pdf.evidence.acroform import SEAL
from bot.pdf.verifying.verdict import Integrity, Origin
from bot.pdf.verifying.verify import verify
from tests.pdf import chain, foreign
from tests.pdf.bombs import PAGES, build
from tests.pdf.chain import document, sealed_sample
from tests.pdf.foreign import form, sign
from tests.pdf.forging import Writer, last_byte_range, page, signature_fields, update
from tests.pdf.signed_files import authorities, good

RED = {Integrity.ALTERED, Integrity.BROKEN}


def test_a_seal_of_strangers_on_our_envelope_is_a_forgery() -> None:
    """Everything is genuine but the seal, which Mallory made herself."""
    verdict = verify(_sealed_by_mallory(sealed_sample().customer), authorities())
    assert (verdict.integrity, verdict.reason_key) == (
        Integrity.ALTERED,
        "seal-forged",
    )
    assert verdict.origin is not Origin.THIS_SERVICE


def _sealed_by_mallory(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(data))
    meta = signers.PdfSignatureMetadata(field_name=SEAL, md_algorithm="sha256")
    signed = signers.sign_pdf(writer, meta, signer=foreign.signer(chain.COMPANY))
    return bytes(signed.getvalue())


def test_a_stranger_who_signs_our_unfinished_envelope_is_named() -> None:
    verdict = verify(sign(good("unsealed"), "Trudy"), authorities())
    assert (verdict.integrity, verdict.reason_key) == (
        Integrity.EXTENDED,
        "signed-by-strangers",
    )
    assert "Trudy" in verdict.reason()


@pytest.mark.parametrize("kind", ["sealed", "approval"])
def test_no_digit_of_a_signature_can_be_changed(kind: str) -> None:
    """Parts of it are signed by nobody: certificates, names of algorithms, padding."""
    data = good(kind)
    _, start, end, _ = last_byte_range(data)
    for at in range(start + 1, end - 1, 331 if kind == "sealed" else 397):
        forged = bytearray(data)
        forged[at] = ord("5") if data[at : at + 1] != b"5" else ord("6")
        verdict = verify(bytes(forged), authorities())
        assert verdict.integrity in {*RED, Integrity.UNREADABLE}, at


def test_a_signature_without_byte_range_is_a_trace_too() -> None:
    data = update(
        document(1),
        lambda writer: writer.add_object(
            generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Sig")})
        ),
    )
    verdict = verify(data)
    assert (verdict.integrity, verdict.reason_key) == (Integrity.ALTERED, "remains")


def test_an_encrypted_file_that_was_signed_is_judged() -> None:
    """Found among files of others: its signature was called broken."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(form())))
    writer.encrypt("", owner_password="owner", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    assert verify(file.getvalue()).integrity is Integrity.UNSIGNED
    verdict = verify(_signed_encrypted(file.getvalue()))
    assert (verdict.integrity, verdict.origin) == (Integrity.INTACT, Origin.OTHER)


def _signed_encrypted(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(data))
    writer.encrypt(b"")
    fields.append_signature_field(writer, fields.SigFieldSpec("Alice"))
    meta = signers.PdfSignatureMetadata(field_name="Alice", md_algorithm="sha256")
    signed = signers.sign_pdf(writer, meta, signer=foreign.signer("Alice"))
    return bytes(signed.getvalue())


@pytest.mark.parametrize("direct", [False, True])
def test_a_removed_signature_is_not_one_of_usage_rights(direct: bool) -> None:
    """Those of form makers are none of the document, but they say so in what is
    signed."""

    def change(writer: Writer) -> None:
        value = signature_fields(writer)[-1].raw_get("/V")
        rights = generic.DictionaryObject(dict(value.get_object().items()))
        method = {pdf_name("/TransformMethod"): pdf_name("/UR3")}
        purposes = generic.ArrayObject([generic.DictionaryObject(method)])
        rights[pdf_name("/Reference")] = purposes
        named = rights if direct else writer.add_object(rights)
        permissions = generic.DictionaryObject({pdf_name("/UR3"): named})
        writer.root[pdf_name("/Perms")] = permissions
        page(writer).pop(pdf_name("/Annots"))
        writer.update_container(page(writer))
        del writer.root["/AcroForm"]
        writer.update_root()

    verdict = verify(update(good("approval"), change))
    assert verdict.integrity is Integrity.ALTERED


def test_a_form_whose_maker_granted_rights_is_unsigned() -> None:
    """Found among files of others: it was said to have lost a signature."""
    sample = b"<< /Type /Sig /ByteRange [0 1111111111 2222222222 3333333333]"
    kind = b"/Reference [<< /TransformMethod /UR3 >>] /Contents <%s> >>" % (b"00" * 9)
    root = b"<< /Type /Catalog /Pages 2 0 R /Perms << /UR3 3 0 R >> >>"
    data = build([root, PAGES, sample + kind])
    start = data.index(b"<0000")
    end = data.index(b">", start) + 1
    for old, new in (
        (b"1" * 10, start),
        (b"2" * 10, end),
        (b"3" * 10, len(data) - end),
    ):
        data = data.replace(old, b"%-10d" % new)
    verdict = verify(data)
    assert (verdict.integrity, verdict.reason_key) == (Integrity.UNSIGNED, "unsigned")

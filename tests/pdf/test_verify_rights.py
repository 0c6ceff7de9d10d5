"""Forms that Adobe's Reader may save carry a mark that is no one's signature."""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pypdf import PdfReader, PdfWriter

from bot.pdf.verifying.verdict import Integrity
from bot.pdf.verifying.verify import verify
from tests.pdf import foreign
from tests.pdf.forging import signature_fields, update
from tests.pdf.pades import assert_good, keys_of
from tests.pdf.signed_files import good


def mark(writer: Any, signature: generic.IndirectObject) -> None:
    """Let the catalogue say that a signature grants rights."""
    marks = {pdf_name("/UR3"): signature}
    writer.root[pdf_name("/Perms")] = generic.DictionaryObject(marks)
    writer.update_root()


def marked() -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(foreign.form()))
    signature = SignatureObject(bytes_reserved=1024)
    method = {pdf_name("/TransformMethod"): pdf_name("/UR3")}
    references = generic.ArrayObject([generic.DictionaryObject(method)])
    signature[pdf_name("/Reference")] = references
    reference = writer.add_object(signature)
    mark(writer, reference)
    filling = signature.fill(writer, "sha256")
    prepared, output = next(filling)
    prepared.fill_with_cms(output, b"\x30\x03\x02\x01\x01")
    return bytes(output.getvalue())


def test_the_mark_is_no_signature_but_is_named() -> None:
    verdict = verify(marked())
    assert verdict.integrity is Integrity.UNSIGNED
    assert keys_of(verdict) == {"usage-rights"}


def test_the_mark_outlives_being_saved_anew() -> None:
    output = BytesIO()
    PdfWriter(clone_from=PdfReader(BytesIO(marked()))).write(output)
    assert verify(output.getvalue()).integrity is Integrity.UNSIGNED


def test_a_form_with_the_mark_can_be_signed() -> None:
    verdict = assert_good(foreign.sign(marked(), "Trudy"), None)
    assert "usage-rights" in keys_of(verdict)


def test_mallory_cannot_pass_a_signature_off_as_such_a_mark() -> None:
    def disguise(writer: Any) -> None:
        (field,) = signature_fields(writer)
        signature = field.raw_get("/V")
        del field[pdf_name("/V")]
        writer.update_container(field)
        mark(writer, signature)

    verdict = verify(update(good("approval"), disguise))
    assert verdict.integrity is Integrity.ALTERED
    assert verdict.reason_key == "signature-removed"

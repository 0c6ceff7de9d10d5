"""Attacks that take signatures away, disguise them or leave them behind."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pypdf import PdfReader, PdfWriter

from tests.pdf.forging import (
    Writer,
    add_field,
    attack,
    signature_fields,
    update,
)


@attack("altered")
def form_dropped(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        del writer.root["/AcroForm"]
        writer.update_root()

    return update(data, change)


@attack("altered")
def last_signature_cleared(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        field = signature_fields(writer)[-1]
        del field["/V"]
        writer.update_container(field)

    return update(data, change)


@attack("altered")
def signature_in_a_second_field(data: bytes) -> bytes:
    def change(writer: Writer) -> None:
        value = signature_fields(writer)[-1].raw_get("/V")
        add_field(
            writer,
            {"/FT": pdf_name("/Sig"), "/T": pdf_string("copy"), "/V": value},
            "Signed",
        )

    return update(data, change)


@attack("broken")
def saved_again_by_pypdf(data: bytes) -> bytes:
    output = BytesIO()
    PdfWriter(clone_from=PdfReader(BytesIO(data))).write(output)
    return output.getvalue()


@attack("altered")
def pages_copied_into_a_new_file(data: bytes) -> bytes:
    """Copy the pages with everything on them, but not the form."""
    writer = PdfWriter()
    for sheet in PdfReader(BytesIO(data)).pages:
        writer.add_page(sheet)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def qpdf(data: bytes, folder: Path, *options: str) -> bytes:
    """Save a file again with qpdf."""
    tool = shutil.which("qpdf")
    assert tool, "qpdf is missing"
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(data)
    # It warns of the document information, and exits with 3 when it does.
    subprocess.run([tool, *options, before, after], check=False)
    return after.read_bytes()

"""PDFs made by hand, object by object, and what the reader says of them."""

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.domain.errors import InputRefused
from bot.pdf.intake.reader import read_pdf
from bot.texts import texts

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R >>"


PLAIN = (CATALOG, PAGES, PAGE, b"<< /Length 9 >>\nstream\n0 0 m 9 w\nendstream")


def made(pages: int = 1, size: tuple[float, float] = A4) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for number in range(pages):
        canvas.drawString(70, 70, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def raw(*objects: bytes) -> bytes:
    """Write objects 1, 2, 3 … with a correct cross-reference table."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def deflated(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data, 9), entries + b" /Filter /FlateDecode")


def reason(data: bytes) -> str:
    with pytest.raises(InputRefused) as refused:
        read_pdf(data)
    assert texts("en").refusal(refused.value)
    return refused.value.key


def outcome(data: bytes) -> str:
    try:
        read_pdf(data)
    except InputRefused as refused:
        return refused.key
    return "read"


def encrypted(user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made())))
    writer.encrypt(user, owner_password="owner", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()

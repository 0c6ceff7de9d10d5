"""Files to measure with, and what is done to them."""

import random
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Field, Kind, Signer
from bot.pdf.evidence.objects import as_dictionary, as_stream
from bot.pdf.evidence.plan import Plan
from bot.pdf.evidence.revise import Act

SAMPLES = ("1 page", "20 pages", "1000 pages", "300 scans")

_FIELDS = (
    Field(
        id="bank",
        kind=Kind.BANK,
        role=SENDER,
        page=0,
        box=(0.1, 0.5, 0.5, 0.56),
    ),
    Field(
        id="director-signature",
        kind=Kind.SIGNATURE,
        role=DIRECTOR,
        page=0,
        box=(0.1, 0.2, 0.4, 0.28),
    ),
    Field(
        id="director-stamp",
        kind=Kind.STAMP,
        role=DIRECTOR,
        page=0,
        box=(0.45, 0.2, 0.6, 0.3),
    ),
    Field(
        id="customer-signature",
        kind=Kind.SIGNATURE,
        role=CUSTOMER,
        page=0,
        box=(0.65, 0.2, 0.95, 0.28),
    ),
)
_SIGNERS = (
    Signer(role=DIRECTOR, name="Bob", order=1, company=True),
    Signer(role=CUSTOMER, name="Charlie", order=2),
)


def sample(name: str) -> bytes:
    """Return one of the files."""
    match name:
        case "1 page":
            return _text(1)
        case "20 pages":
            return _scans(20, 100_000)
        case "1000 pages":
            return _text(1000)
        case _:
            return _scans(300, 200_000)


def plan(signers: int = 1) -> Plan:
    """Return a plan with one signer who signs and stamps, or with one more."""
    roles = {SENDER, *(signer.role for signer in _SIGNERS[:signers])}
    return Plan(
        envelope="7K3M9-QX2BT",
        title="Delivery note 4711",
        verify_url="https://sign.example.com/v/7K3M9-QX2BT",
        language="en",
        company="Example Trading GmbH",
        fields=tuple(field for field in _FIELDS if field.role in roles),
        signers=_SIGNERS[:signers],
        values={"bank": ("Example Trading GmbH", "DE89 3704 0044 0532 0130 00")},
    )


def act(at: datetime, signer: int = 0) -> Act:
    """Return a signing act: a signature of 600 × 200 pixels, the first with a stamp."""
    if signer:
        return Act(
            role=CUSTOMER,
            name="Charlie",
            values={},
            pictures={"customer-signature": _ink((600, 200))},
            evidence=("Identified: code by e-mail", "Address: 203.0.113.9"),
            at=at,
        )
    return Act(
        role=DIRECTOR,
        name="Bob",
        values={},
        pictures={
            "director-signature": _ink((600, 200)),
            "director-stamp": _ink((400, 400)),
        },
        evidence=("Identified: Telegram account 100200300", "Address: 203.0.113.7"),
        at=at,
    )


def _text(pages: int) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for page in range(pages):
        for line in range(40):
            canvas.drawString(60, 780 - 17 * line, f"Page {page + 1}, line {line + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _scans(pages: int, size: int) -> bytes:
    """Return pages that are one picture each, of about so many bytes."""
    noise = random.Random(7).randbytes(1240 * 1754)  # noqa: S311 - only to be large
    picture = BytesIO()
    Image.frombytes("L", (1240, 1754), noise).save(picture, "JPEG", quality=5)
    jpeg = picture.getvalue()[:size].ljust(size, b"\0")
    writer = PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(595, 842)
        image = StreamObject()
        image._data = jpeg[:-4] + number.to_bytes(4, "big")
        image.update(_IMAGE)
        page[NameObject("/Resources")] = as_dictionary(
            {"/XObject": {"/Scan": writer._add_object(image)}}
        )
        drawn = as_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
        page[NameObject("/Contents")] = writer._add_object(drawn)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


_IMAGE: DictionaryObject = as_dictionary(
    {
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/Width": 1240,
        "/Height": 1754,
        "/ColorSpace": "/DeviceGray",
        "/BitsPerComponent": 8,
        "/Filter": "/DCTDecode",
    }
)


def _ink(size: tuple[int, int]) -> bytes:
    picture = Image.new("RGBA", size, (20, 40, 120, 0))
    points = [(size[0] * n / 12, size[1] * (0.2 if n % 2 else 0.8)) for n in range(13)]
    ImageDraw.Draw(picture).line(points, fill=(20, 40, 120, 255), width=7)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()

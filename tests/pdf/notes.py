"""An order for a delivery note, and how other programs read what is printed."""

import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from bot.domain.company import Company
from bot.domain.documents import DeliveryNote
from bot.domain.fields import Field
from bot.domain.order import Customer, Line
from bot.domain.values import parse_iban
from bot.pdf.making.generate import Generated

COMPANY = Company(
    name="Nordwind Möbel GmbH",
    address=("Hafenstraße 12", "20457 Hamburg"),
    bank=parse_iban("DE89370400440532013000", "Nordwind Möbel GmbH"),
)


CHARLIE = Customer(
    name="Χαράλαμπος Строев & Söhne",
    company=False,
    address=("Rue de l’Église 5", "75001 Paris"),
    email="charlie@example.com",
)


OIL = Line(
    description="Leinöl „fein“",
    quantity=Decimal("2.5"),
    unit="l",
    price=Decimal("1234.50"),
    vat=Decimal(19),
)


def order(*lines: Line, **changes: object) -> DeliveryNote:
    made = DeliveryNote(
        number="4711",
        date=date(2026, 11, 24),
        currency="EUR",
        customer=CHARLIE,
        lines=lines or (OIL,),
        note="Bitte am Tor 3 anliefern.",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def printed(pdf: bytes, *options: str) -> str:
    """The text as poppler sees it."""
    command = ["pdftotext", "-layout", *options, "-", "-"]
    found = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return found.stdout.decode().replace("\xa0", " ").replace("\u202f", " ")


def picture(pdf: bytes, page: int) -> np.ndarray:
    with pdfium.PdfDocument(pdf) as document:
        seen: np.ndarray = document[page].render(scale=2, grayscale=True).to_numpy()
        return seen


def logo() -> bytes:
    file = BytesIO()
    Image.new("RGBA", (400, 120), (200, 30, 30, 255)).save(file, "PNG")
    return file.getvalue()


def by_id(note: Generated) -> dict[str, Field]:
    return {field.id: field for field in note.fields}


def insist_on_free_boxes(note: Generated) -> None:
    """Nothing is printed where fields are, and they leave each other and the strip
    alone."""
    fields = note.fields
    pages = {page: picture(note.pdf, page) for page in {field.page for field in fields}}
    for index, field in enumerate(fields):
        x1, y1, x2, y2 = field.box
        assert 0 < x1 < x2 < 1
        assert 12 / 297 < y1 < y2 < 1
        for other in fields[index + 1 :]:
            left, bottom, right, top = other.box
            apart = x2 <= left or right <= x1 or y2 <= bottom or top <= y1
            assert apart or field.page != other.page, (field.id, other.id)
        rows = slice(int((1 - y2) * 1684) + 3, int((1 - y1) * 1684) - 3)
        inside = pages[field.page][rows, int(x1 * 1190) + 3 : int(x2 * 1190) - 3]
        assert inside.min() > 235, f"something is printed where {field.id} is"

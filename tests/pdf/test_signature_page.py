"""What finds no place in the document stands on an added page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.pdf.intake.reader import read_pdf
from bot.pdf.making.signature_page import signature_page, signature_page_layout
from tests.pdf.forms import ALL, SENDER_BANK, check


@pytest.mark.parametrize("count", [1, 3])
def test_the_added_page_shows_two_neat_columns(count: int) -> None:
    fields = signature_page_layout((*ALL, SENDER_BANK) * count, 0)

    pdf = signature_page(fields, "en", "Contract 2026/17 with Χαράλαμπος")

    assert read_pdf(pdf).pages == 1
    check(pdf, fields)
    for field in fields:
        assert (field.box[0] > 0.5) == (field.role == "customer")
        assert field.box[1] > 12 / 297
    text = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "Contract 2026/17 with Χαράλαμπος" in text
    assert text.count("Bank details") == count
    assert signature_page(fields, "en", "a") == signature_page(fields, "en", "a")

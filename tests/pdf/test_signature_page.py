"""What finds no place in the document stands on an added page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.pdf.intake.reader import read_pdf
from bot.pdf.making.signature_page import signature_page, signature_page_layout
from tests.pdf.forms import ALL, BOTH, SENDER_BANK, check, page, proposed


def test_when_nothing_is_free_the_added_page_is_used() -> None:
    words = [(20.0, 800 - 12.0 * row, "lorem ipsum " * 9) for row in range(66)]
    words[30] = (20.0, 800 - 12.0 * 30, "Customer signature")

    assert proposed(page(*words), BOTH[1])["customer-signature"].page == 1


def test_the_same_kind_twice_gets_two_names_and_two_places() -> None:
    fields = proposed(page((70, 70, "Hello")), BOTH[1], BOTH[1])

    assert set(fields) == {"customer-signature", "customer-signature-2"}


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

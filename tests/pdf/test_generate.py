"""Alice's order becomes a delivery note; independent tools read what is printed."""

import re
import subprocess
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from bot.domain.errors import InputRefused
from bot.domain.fields import Kind
from bot.domain.order import Line
from bot.pdf.intake.order_reader import read_order_file
from bot.pdf.intake.reader import read_pdf
from bot.pdf.making.generate import generate
from tests.pdf.notes import (
    CHARLIE,
    COMPANY,
    OIL,
    by_id,
    insist_on_free_boxes,
    logo,
    order,
    picture,
    printed,
)


def test_a_delivery_note_shows_everything_of_the_order() -> None:
    note = generate(order(), COMPANY, "en")

    text = printed(note.pdf)
    for words in (
        "Nordwind Möbel GmbH", "Hafenstraße 12", "Χαράλαμπος Строев & Söhne",
        "Rue de l’Église 5", "charlie@example.com", "4711", "Nov 24, 2026",
        "Leinöl „fein“", "2.5", "€1,234.50", "19%", "€3,086.25", "€586.39",
        "€3,672.64", "Bitte am Tor 3 anliefern.", "DE89 3704 0044 0532 0130 00",
        "Page 1 of 1",
    ):  # fmt: skip
        assert words in text
    assert note.title == "Delivery note 4711"
    assert read_pdf(note.pdf).pages == 1


def test_the_same_order_gives_the_same_bytes() -> None:
    company = replace(COMPANY, logo=logo())

    assert generate(order(), company, "de") == generate(order(), company, "de")


def test_places_for_all_who_fill_something_in() -> None:
    fields = by_id(generate(order(), COMPANY, "en"))

    assert {
        name: (field.kind, field.role) for name, field in fields.items()
    } == {
        "date": (Kind.DATE, "sender"),
        "bank": (Kind.BANK, "sender"),
        "director-signature": (Kind.SIGNATURE, "director"),
        "director-stamp": (Kind.STAMP, "director"),
        "customer-name": (Kind.TEXT, "customer"),
        "customer-date": (Kind.DATE, "customer"),
        "customer-signature": (Kind.SIGNATURE, "customer"),
    }  # fmt: skip


def test_only_a_company_is_asked_for_a_stamp() -> None:
    firm = order(customer=replace(CHARLIE, company=True))

    assert "customer-stamp" in by_id(generate(firm, COMPANY, "en"))


@pytest.mark.parametrize("count", [1, 2, 14, 15, 16, 17, 18, 60])
def test_fields_lie_in_free_space_above_the_strip(count: int) -> None:
    customer = replace(CHARLIE, company=True)
    note = generate(order(*[OIL] * count, customer=customer), COMPANY, "de")

    insist_on_free_boxes(note)
    last = read_pdf(note.pdf).pages - 1
    assert {field.page for field in note.fields} == {last}


@pytest.mark.parametrize("count", [1, 15, 60])
def test_the_signatures_share_a_page_with_the_total(count: int) -> None:
    note = generate(order(*[OIL] * count), COMPANY, "en")
    last = str(note.fields[0].page + 1)

    text = printed(note.pdf, "-f", last, "-l", last)

    assert "Total" in text
    assert "Leinöl" in text


def test_two_thousand_lines_are_all_printed_with_a_head_on_each_page() -> None:
    lines = [replace(OIL, description=f"Teil Nr. {n:04}") for n in range(2000)]
    start = time.process_time()
    note = generate(order(*lines), COMPANY, "en")
    assert time.process_time() - start < 5

    text = printed(note.pdf)
    pages = read_pdf(note.pdf).pages

    assert re.findall(r"Teil Nr\. (\d{4})", text) == [f"{n:04}" for n in range(2000)]
    assert text.count("Unit price") == pages
    for page in (1, 2, pages):
        assert f"Page {page} of {pages}" in text
    assert f"€{Decimal('3086.25') * 2000:,.2f}" in text


def test_nothing_runs_out_of_its_page_or_into_the_strip() -> None:
    wide = Line(
        description="W" * 300,
        quantity=Decimal("123456789.123456"),
        unit="Verpackungseinheiten",
        price=Decimal("7999.123456"),
        vat=Decimal("19.55"),
    )
    long = replace(CHARLIE, name="Donaudampfschiff " * 7, address=("Straße " * 17,) * 6)
    company = replace(
        COMPANY,
        name="Allgemeine Beteiligungs- und Verwaltungsgesellschaft mbH & Co. KG",
        address=("Sehr lange Straße " * 6, "20457 Hamburg"),
        logo=logo(),
    )
    many = order(wide, OIL, customer=long, number="N" * 60, note="Lang " * 99)

    for language in ("de", "en"):
        pdf = generate(many, company, language).pdf
        for page in range(read_pdf(pdf).pages):
            seen = picture(pdf, page)
            strip = int(12 / 297 * seen.shape[0])
            edge = int(18 / 210 * seen.shape[1])
            folds = int(10 / 210 * seen.shape[1])
            assert seen[-strip:].min() == 255
            assert seen[:, folds:edge].min() == 255
            assert seen[:, -edge:].min() == 255
    text = "".join(printed(pdf).split())
    assert text.count("W") >= 300


def test_columns_do_not_touch() -> None:
    """Long numbers shrink the type; poppler still sees words apart."""
    wide = replace(
        OIL,
        description="Leinöl „fein“, kaltgepresst",
        quantity=Decimal("123456789.123456"),
        unit="Verpackungseinheit",
        price=Decimal("7999.123456"),
    )

    text = printed(generate(order(wide), COMPANY, "en").pdf)

    assert "Leinöl „fein“, kaltgepresst" in text
    assert re.search(
        r"123,456,789\.123456\s+Verpackungseinheit\s+€7,999\.123456\s+19%\s+€987,", text
    )


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "note.pdf"
    company = replace(COMPANY, logo=logo())
    file.write_bytes(generate(order(*[OIL] * 60), company, "de").pdf)

    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    fonts = subprocess.run(
        ["pdffonts", file], check=True, capture_output=True, text=True
    )
    for font in fonts.stdout.splitlines()[2:]:
        assert "DejaVuSans" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, unicode"


def test_a_logo_is_drawn_in_its_colours() -> None:
    with pdfium.PdfDocument(
        generate(order(), replace(COMPANY, logo=logo()), "de").pdf
    ) as document:
        page = document[0].render(scale=1).to_pil().convert("RGB")

    assert page.getpixel((70, 60)) == (200, 30, 30)


def test_a_letter_that_the_font_lacks_is_refused_not_printed_as_a_box() -> None:
    rare = replace(OIL, description="Anglicana \ua7c2")

    with pytest.raises(InputRefused, match=r"text\.script"):
        generate(order(rare), COMPANY, "en")


@pytest.mark.parametrize("name", ["order.json", "order.csv", "order.xlsx"])
def test_a_usual_order_fits_on_one_page(name: str) -> None:
    file = Path(__file__).parents[2] / "playground" / "samples" / name

    note = generate(read_order_file(name, file.read_bytes()), COMPANY, "en")

    assert read_pdf(note.pdf).pages == 1

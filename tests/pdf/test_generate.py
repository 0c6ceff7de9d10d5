"""Alice's order becomes a delivery note; independent tools read what is printed."""

import re
import subprocess
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.company import Company
from bot.domain.fields import Field, Kind
from bot.domain.order import Customer, Line, Order
from bot.domain.values import parse_iban
from bot.pdf.generate import Generated, delivery_note
from bot.pdf.reader import read_pdf

WIDTH, HEIGHT = 595.28, 841.89
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


def order(*lines: Line, **changes: object) -> Order:
    made = Order(
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


def test_a_delivery_note_shows_everything_of_the_order() -> None:
    note = delivery_note(order(), COMPANY, "en")

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


def test_german_amounts_and_dates_are_german() -> None:
    text = printed(delivery_note(order(), COMPANY, "de").pdf)

    for words in ("24.11.2026", "2,5", "1.234,50 €", "3.086,25 €", "3.672,64 €"):
        assert words in text


def test_prices_finer_than_a_cent_are_printed_whole() -> None:
    fine = replace(OIL, price=Decimal("0.0375"), quantity=Decimal(1000))

    text = printed(delivery_note(order(fine), COMPANY, "de").pdf)

    assert "0,0375 €" in text
    assert "37,50 €" in text
    assert "1.000" in text


def test_half_cents_are_rounded_up_as_at_school() -> None:
    half = replace(OIL, price=Decimal("0.05"), quantity=Decimal("0.5"), vat=Decimal(0))

    assert "€0.03" in printed(delivery_note(order(half), COMPANY, "en").pdf)


def test_the_same_order_gives_the_same_bytes() -> None:
    company = replace(COMPANY, logo=logo())

    assert delivery_note(order(), company, "de") == delivery_note(
        order(), company, "de"
    )


def test_places_for_all_who_fill_something_in() -> None:
    fields = by_id(delivery_note(order(), COMPANY, "en"))

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

    assert "customer-stamp" in by_id(delivery_note(firm, COMPANY, "en"))


@pytest.mark.parametrize("count", [1, 2, 14, 15, 16, 17, 18, 60])
def test_fields_lie_in_free_space_above_the_strip(count: int) -> None:
    customer = replace(CHARLIE, company=True)
    note = delivery_note(order(*[OIL] * count, customer=customer), COMPANY, "de")
    pages = read_pdf(note.pdf).pages

    boxes = [field.box for field in note.fields]
    for index, (x1, y1, x2, y2) in enumerate(boxes):
        assert 0 < x1 < x2 < 1
        assert 12 / 297 < y1 < y2 < 1
        for other in boxes[index + 1 :]:
            apart = x2 <= other[0] or other[2] <= x1 or y2 <= other[1] or other[3] <= y1
            assert apart
    assert {field.page for field in note.fields} == {pages - 1}
    page = picture(note.pdf, pages - 1)
    for x1, y1, x2, y2 in boxes:
        rows = slice(int((1 - y2) * 1684) + 3, int((1 - y1) * 1684) - 3)
        inside = page[rows, int(x1 * 1190) + 3 : int(x2 * 1190) - 3]
        assert inside.min() > 235, "something is printed where a field is"


@pytest.mark.parametrize("count", [1, 15, 60])
def test_the_signatures_share_a_page_with_the_total(count: int) -> None:
    note = delivery_note(order(*[OIL] * count), COMPANY, "en")
    last = str(note.fields[0].page + 1)

    text = printed(note.pdf, "-f", last, "-l", last)

    assert "Total" in text
    assert "Leinöl" in text


def test_two_thousand_lines_are_all_printed_with_a_head_on_each_page() -> None:
    lines = [replace(OIL, description=f"Teil Nr. {n:04}") for n in range(2000)]
    start = time.process_time()
    note = delivery_note(order(*lines), COMPANY, "en")
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
        pdf = delivery_note(many, company, language).pdf
        for page in range(read_pdf(pdf).pages):
            seen = picture(pdf, page)
            strip = int(12 / 297 * seen.shape[0])
            edge = int(18 / 210 * seen.shape[1])
            assert seen[-strip:].min() == 255
            assert seen[:, :edge].min() == 255
            assert seen[:, -edge:].min() == 255
    text = "".join(printed(pdf).split())
    assert text.count("W") >= 300


def test_columns_do_not_touch() -> None:
    """Long numbers shrink the type; poppler still sees words apart."""
    wide = replace(
        OIL,
        description="Leinöl „fein“, kaltgepresst",
        quantity=Decimal("123456789.123456"),
        price=Decimal("7999.123456"),
    )

    text = printed(delivery_note(order(wide), COMPANY, "en").pdf)

    assert "Leinöl „fein“, kaltgepresst" in text
    assert re.search(r"123,456,789\.123456\s+l\s+€7,999\.123456\s+19%\s+€987,", text)


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "note.pdf"
    company = replace(COMPANY, logo=logo())
    file.write_bytes(delivery_note(order(*[OIL] * 60), company, "de").pdf)

    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    fonts = subprocess.run(
        ["pdffonts", file], check=True, capture_output=True, text=True
    )
    for font in fonts.stdout.splitlines()[2:]:
        assert "DejaVuSans" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, unicode"


def test_a_logo_is_drawn_in_its_colours() -> None:
    with pdfium.PdfDocument(
        delivery_note(order(), replace(COMPANY, logo=logo()), "de").pdf
    ) as document:
        page = document[0].render(scale=1).to_pil().convert("RGB")

    assert page.getpixel((70, 60)) == (200, 30, 30)


amounts = st.builds(
    lambda quantity, price, vat: replace(
        OIL,
        quantity=Decimal(quantity).scaleb(-3),
        price=Decimal(price).scaleb(-3),
        vat=Decimal(vat).scaleb(-1),
    ),
    st.integers(1, 10**7),
    st.integers(-(10**7), 10**7),
    st.sampled_from([0, 70, 77, 190]),
)


def half_up(numerator: int, denominator: int) -> int:
    """Round a fraction of integers as at school, away from zero."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(amounts, min_size=1, max_size=8))
def test_the_printed_lines_add_up_to_the_printed_total(lines: list[Line]) -> None:
    text = printed(delivery_note(order(*lines, note=""), COMPANY, "en").pdf)

    def cents(words: str) -> int:
        return int(re.sub(r"[€,.]", "", words))

    money = r"(-?€[\d,]+\.\d\d)"
    rows = re.findall(rf"%\s+{money}\n", text)
    vats = re.findall(rf"VAT [\d.]+% on -?€[\d,.]+\s+{money}", text)
    (total,) = re.findall(rf"^\s+Total\s+{money}", text, re.MULTILINE)

    nets: dict[int, int] = {}
    for line, row in zip(lines, rows, strict=True):
        exact = int(line.quantity.scaleb(3)) * int(line.price.scaleb(3))
        net = half_up(exact, 10_000)
        assert cents(row) == net
        rate = int(line.vat.scaleb(1))
        nets[rate] = nets.get(rate, 0) + net
    expected = [half_up(nets[rate] * rate, 1000) for rate in sorted(nets)]
    assert [cents(vat) for vat in vats] == expected
    assert cents(total) == sum(nets.values()) + sum(expected)

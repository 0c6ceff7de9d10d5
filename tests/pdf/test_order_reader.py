"""Alice sends an order as the CRM exports it: JSON, CSV, XLSX or ODS."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.documents import Nda
from bot.domain.errors import InputRefused
from bot.domain.order import Line
from bot.pdf.intake.order_reader import looks_like_order, read_order_file
from tests.pdf.order_files import (
    FIRST,
    HEADER,
    ROOT,
    SAMPLES,
    from_csv,
    from_json,
    ods_order,
    refusal,
    sample,
)


@pytest.mark.parametrize(
    ("name", "total", "company"),
    [
        ("order.json", "2411.10", False),
        ("order.csv", "4739.00", True),
        ("order.xlsx", "2933.45", False),
    ],
)
def test_the_samples_are_read(name: str, total: str, company: bool) -> None:
    order = read_order_file(name, (SAMPLES / name).read_bytes())

    assert order.total == Decimal(total)
    assert order.customer.company is company
    assert order.date == date(2026, 11, 24)
    assert len(order.lines) == 4
    assert order.customer.email == "charlie@example.com"


def test_the_guide_shows_orders_that_can_be_read() -> None:
    guide = (ROOT / "docs" / "order.md").read_text()

    def blocks(kind: str) -> list[bytes]:
        return [
            part.split("```")[0].encode() for part in guide.split(f"```{kind}\n")[1:]
        ]

    secret, delivered = (read_order_file("a.json", data) for data in blocks("json"))
    assert isinstance(secret, Nda)
    assert delivered.number == "4711"
    (table,) = blocks("csv")
    assert read_order_file("a.csv", table).lines[1].price == 3480


def test_all_forms_of_one_order_say_the_same() -> None:
    german = (
        '7;24.11.2026;EUR;Charlie;nein;A 1 | B 2;c@example.com;;Oil;2;l;"9,90";19;Hello'
    )
    comma = from_csv(FIRST)

    assert from_csv(german, header=HEADER.replace(",", ";")) == comma
    tab = from_csv(FIRST.replace(",", "\t"), header=HEADER.replace(",", "\t"))
    assert tab == comma
    assert comma.customer.address == ("A 1", "B 2")
    entries = sample(
        number=7,
        note="Hello",
        customer={
            "name": "Charlie",
            "address": ["A 1", "B 2"],
            "email": "c@example.com",
        },
        lines=[
            {"description": "Oil", "quantity": 2, "unit": "l", "price": 9.9, "vat": 19}
        ],
    )
    assert replace(from_json(entries), date=comma.date) == comma


def test_decimals_stay_what_was_written() -> None:
    data = json.dumps(sample()).replace("1234.5", "0.1000001").encode()
    with pytest.raises(InputRefused):
        read_order_file("a.json", data)

    data = json.dumps(sample()).replace("1234.5", "0.100001").encode()
    assert read_order_file("a.json", data).lines[0].price == Decimal("0.100001")
    data = json.dumps(sample()).replace("1234.5", "123456789012.123456").encode()
    price = read_order_file("a.json", data).lines[0].price
    assert price == Decimal("123456789012.123456")
    assert read_order_file("a.ods", ods_order("19.99")).lines[0] == Line(
        description="Oil",
        quantity=Decimal(3),
        unit="l",
        price=Decimal("19.99"),
        vat=Decimal(19),
    )


@given(cents=st.integers(1, 10**9))
def test_every_price_of_a_spreadsheet_keeps_its_cents(cents: int) -> None:
    price = Decimal(cents).scaleb(-2)

    assert read_order_file("a.ods", ods_order(str(price))).lines[0].price == price


def test_names_of_order_files() -> None:
    assert looks_like_order("Auftrag 4711.XLSX")
    assert looks_like_order("a.json")
    assert looks_like_order("a.csv")
    assert looks_like_order("a.ods")
    assert not looks_like_order("a.pdf")
    assert not looks_like_order("json")


def test_files_of_windows_are_read() -> None:
    row = FIRST.replace("Oil", "Öl „fein“ – 5 €")

    assert from_csv(row, encoding="cp1252").lines[0].description == "Öl „fein“ – 5 €"
    assert from_csv(row, encoding="utf-8-sig").number == "7"
    crlf = read_order_file("a.csv", f"\r\n{HEADER}\r\n{row}\r\n\r\n".encode())
    assert len(crlf.lines) == 1
    bom = b"\xef\xbb\xbf" + json.dumps(sample()).encode()
    assert read_order_file("a.json", bom).number == "4711"


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        (["1.234,50", "0,5"], ["1234.50", "0.5"]),
        (['"1,234.50"', "0.5"], ["1234.50", "0.5"]),
        (["1234.50", "2"], ["1234.50", "2"]),
        (["1.234", "5,5"], ["1234", "5.5"]),
        (["1.234", "5.5"], ["1.234", "5.5"]),
        (["1 234,50", "-3,00"], ["1234.50", "-3.00"]),
        (["0,125", "0,5"], ["0.125", "0.5"]),
    ],
)
def test_numbers_mean_what_the_file_says(
    prices: list[str], expected: list[str]
) -> None:
    header = HEADER.replace(",", ";")
    first = FIRST.replace(",", ";")
    rows = [first.replace("9.90", price) for price in prices]

    order = from_csv(*rows, header=header)

    assert [line.price for line in order.lines] == [Decimal(e) for e in expected]


def test_a_number_that_may_mean_two_things_is_refused() -> None:
    row = FIRST.replace(",", ";").replace("9.90", "1.234")

    assert "Row 2: “1.234” for “price”" in refusal(row, header=HEADER.replace(",", ";"))


def test_the_orders_columns_may_be_filled_once() -> None:
    later = ",,,,,,,,Brush,1,pc,4.50,19,"
    order = from_csv(FIRST, later, FIRST)

    assert [line.description for line in order.lines] == ["Oil", "Brush", "Oil"]
    second = FIRST.replace("7,", "8,", 1)
    assert refusal(FIRST, second).startswith("Row 3 says “8” for “number”")

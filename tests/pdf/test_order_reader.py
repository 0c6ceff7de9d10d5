"""Alice sends an order as the CRM exports it: JSON, CSV, XLSX or ODS."""

import json
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import InputRefused
from bot.domain.order import Line, Order
from bot.pdf.order_reader import MAX_BYTES, looks_like_order, read_order_file
from bot.texts import texts

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "playground" / "samples"
HEADER = (
    "number,date,currency,customer_name,customer_company,customer_address,"
    "customer_email,customer_phone,description,quantity,unit,price,vat,note"
)
FIRST = "7,2026-11-24,EUR,Charlie,no,A 1 | B 2,c@example.com,,Oil,2,l,9.90,19,Hello"


def sample(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / "order.json").read_text())
    return found | changes


def from_json(order: object) -> Order:
    return read_order_file("order.json", json.dumps(order).encode())


def from_csv(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Order:
    return read_order_file("a.csv", "\n".join([header, *rows]).encode(encoding))


def refusal(*rows: str, header: str = HEADER) -> str:
    """What Alice reads."""
    with pytest.raises(InputRefused) as refused:
        from_csv(*rows, header=header)
    return texts("en").refusal(refused.value)


def ods(*rows: str) -> bytes:
    """Make a spreadsheet of cells given as XML."""
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in {
            "office": "office", "table": "table", "text": "text",
        }.items()
    )  # fmt: skip
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="a">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return file.getvalue()


def words(text: str) -> str:
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def number(value: str) -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def day(value: str) -> str:
    return (
        f'<table:table-cell office:value-type="date" office:date-value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods_order(price: str = "19.99", vat: str = "19") -> bytes:
    return ods(
        "".join(words(column) for column in HEADER.split(",")),
        number("7") + day("2026-11-24") + words("EUR") + words("Charlie")
        + words("") * 4 + words("Oil") + number("3") + words("l") + number(price)
        + number(vat),
    )  # fmt: skip


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

    def block(kind: str) -> bytes:
        return guide.split(f"```{kind}\n")[1].split("```")[0].encode()

    assert read_order_file("a.json", block("json")).number == "4711"
    assert read_order_file("a.csv", block("csv")).lines[1].price == 3480


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


@pytest.mark.parametrize(
    ("row", "header", "words"),
    [
        (FIRST, HEADER.replace("price", "cost"), "column “cost”"),
        (FIRST, HEADER.replace("price", "vat"), "column “vat”"),
        (FIRST, HEADER.replace(",unit", ""), "column “unit” is missing"),
        (FIRST + ",more", HEADER, "Row 2 has more columns"),
        (FIRST.replace("9.90", "cheap"), HEADER, "Row 2: “cheap”"),
        (FIRST.replace("Charlie", ""), HEADER, "no “customer.name”"),
        (FIRST.replace("2026-11-24", "24/11/26"), HEADER, "“24/11/26” is no good"),
        (FIRST.replace(",2,l", ",-2,l"), HEADER, "must be more than zero"),
        (FIRST.replace("EUR", "ECU9"), HEADER, "is no currency"),
        (FIRST.replace("c@example.com", "c@"), HEADER, "“customer.email”"),
        ("", HEADER, "no lines"),
    ],
)
def test_a_wrong_table_is_refused_by_name(row: str, header: str, words: str) -> None:
    assert words in refusal(row, header=header)


def test_too_many_lines_are_refused() -> None:
    assert "10,000 lines" in refusal(*[FIRST] * 10_000).replace("10000", "10,000")
    with pytest.raises(InputRefused, match=r"order\.too-many-lines"):
        from_json(sample(lines=sample()["lines"] * 2_000))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"customer": None}, "order.missing"),
        ({"customer": {}}, "order.missing"),
        ({"lines": []}, "order.missing"),
        ({"lines": "Oil"}, "order.missing"),
        ({"lines": [7]}, "order.wrong"),
        ({"date": "2026-13-01"}, "order.wrong"),
        ({"currency": "TALER"}, "order.currency"),
    ],
)
def test_a_wrong_json_order_is_refused(changes: dict[str, Any], key: str) -> None:
    with pytest.raises(InputRefused) as refused:
        from_json(sample(**changes))
    assert refused.value.key == key


@pytest.mark.parametrize("price", ["1e12", "NaN", "Infinity", "1e999999999", "1e-7"])
def test_prices_beyond_reason_are_refused(price: str) -> None:
    data = json.dumps(sample()).replace("1234.5", price).encode()
    with pytest.raises(InputRefused, match=r"order\.wrong"):
        read_order_file("a.json", data)


def test_an_amount_beyond_reason_is_refused() -> None:
    line = {**sample()["lines"][0], "quantity": 9e11, "price": 9e11}
    with pytest.raises(InputRefused, match=r"lines\[1\]\.price"):
        from_json(sample(lines=[line]))


def test_vat_as_a_fraction_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"order\.vat-fraction"):
        read_order_file("a.ods", ods_order(vat="0.19"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b""),
        ("a.json", b"[]"),
        ("a.json", b"{"),
        ("a.json", b"[" * 100_000),
        ("a.json", b"\xff\xfe"),
        ("a.csv", b"\0\x01"),
        ("a.csv", b'"' + b"x" * 200_000),
        ("a.xlsx", b"no zip"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100)),
        ("a.ods", ods("")[:-30]),
        ("a.json", b" " * MAX_BYTES + b"{}"),
        ("a.pdf", b"%PDF"),
    ],
)
def test_a_broken_file_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(InputRefused) as refused:
        read_order_file(name, data)
    assert refused.value.key in {"order.unreadable", "order.column"}


def test_a_zip_bomb_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(60 * 1024 * 1024))
    with pytest.raises(InputRefused, match=r"file\.too-much"):
        read_order_file("a.xlsx", file.getvalue())


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    """The checksum is right for the nine bytes that the directory admits to."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(60 * 1024 * 1024))
        (entry,) = archive.infolist()
    lie = file.getvalue()
    for true, false in (
        (entry.file_size, 9), (entry.CRC, zlib.crc32(bytes(9))),
    ):  # fmt: skip
        lie = lie.replace(true.to_bytes(4, "little"), false.to_bytes(4, "little"))

    with pytest.raises(InputRefused, match=r"order\.unreadable"):
        read_order_file("a.xlsx", lie)

"""Alice sends orders that cannot be right; she is told which entry and why."""

import json
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pytest

from bot.domain.errors import InputRefused
from bot.pdf.intake.order_reader import MAX_BYTES, read_order_file
from tests.pdf.order_files import (
    FIRST,
    HEADER,
    from_json,
    ods,
    ods_order,
    refusal,
    sample,
)


@pytest.mark.parametrize(
    ("row", "header", "words"),
    [
        (FIRST, HEADER.replace("price", "cost"), "column “cost”"),
        (FIRST, HEADER.replace("price", "vat"), "column “vat”"),
        (FIRST, HEADER.replace(",unit", ""), "column “unit” is missing"),
        (FIRST + ",more", HEADER, "Row 2 has more columns"),
        (FIRST.replace("9.90", "cheap"), HEADER, "Row 2: “cheap”"),
        (FIRST.replace("Charlie", ""), HEADER, "no “customer.name”"),
        (FIRST.replace("2026-11-24", "24/11/26"), HEADER, "“24/11/26” is not a date"),
        (FIRST.replace(",2,l", ",-2,l"), HEADER, "must be more than zero"),
        (FIRST.replace("EUR", "ECU9"), HEADER, "is not a currency"),
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
        ({"date": "2026-13-01"}, "order.date"),
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

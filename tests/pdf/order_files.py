"""Order files as Alice's CRM might write them."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import InputRefused
from bot.domain.order import Order
from bot.pdf.intake.order_reader import read_order_file
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

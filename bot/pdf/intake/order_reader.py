"""Read an order file of the CRM: JSON, or a table as CSV, XLSX or ODS.

The form is described in docs/order.md.
"""

import csv
import json
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import PurePath

from bot.domain.documents import read_order
from bot.domain.errors import InputRefused, Refusal
from bot.domain.order import Order
from bot.pdf.intake.order_table import order_from_table
from bot.pdf.intake.workbook import read_workbook

MAX_BYTES = 5 * 1024 * 1024

_DELIMITERS = ";,\t"


def looks_like_order(name: str) -> bool:
    """Tell by its name whether a file may be an order."""
    return _suffix(name) in _READERS


def read_order_file(name: str, data: bytes) -> Order:
    """Read the order, or refuse with the entry or row that is wrong."""
    read = _READERS.get(_suffix(name))
    if read is None or len(data) > MAX_BYTES or not data.strip():
        raise InputRefused("order.unreadable")
    try:
        return read_order(read(data))
    except Refusal:
        raise
    except Exception as error:
        # The readers of foreign formats raise what they like on broken files.
        raise InputRefused("order.unreadable") from error


def _suffix(name: str) -> str:
    return PurePath(name.lower()).suffix


def _read_json(data: bytes) -> Mapping[str, object]:
    # Numbers stay the text they are: through a float, 0.1 would become something else.
    found = json.loads(
        data.decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=str
    )
    if not isinstance(found, dict):
        raise InputRefused("order.unreadable")
    return found


def _read_csv(data: bytes) -> Mapping[str, object]:
    text = _decode(data)
    header = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return order_from_table(list(rows))


def _read_workbook(data: bytes) -> Mapping[str, object]:
    return order_from_table(read_workbook(data))


def _decode(data: bytes) -> str:
    """UTF-8, or what Excel writes in western Europe."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


_READERS: dict[str, Callable[[bytes], Mapping[str, object]]] = {
    ".json": _read_json,
    ".csv": _read_csv,
    ".xlsx": _read_workbook,
    ".ods": _read_workbook,
}

"""An order in the form of a table: one row a line, the order's columns filled once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from bot.domain.errors import InputRefused
from bot.domain.order import MAX_LINES
from bot.domain.values import clean_echo
from bot.pdf.intake.order_numbers import NUMBERS, Cell, read_numbers

ORDER_COLUMNS = (
    "number", "date", "currency", "customer_name", "customer_company",
    "customer_address", "customer_email", "customer_phone", "note",
)  # fmt: skip
LINE_COLUMNS = ("description", "quantity", "unit", "price", "vat")

_NEEDED = (
    "number", "date", "currency", "customer_name", "description", "quantity", "unit",
    "price", "vat",
)  # fmt: skip
_KNOWN = (*ORDER_COLUMNS[:-1], *LINE_COLUMNS, "note")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def order_from_table(rows: Sequence[Sequence[Cell]]) -> Mapping[str, object]:
    """Bring a table into the form of a JSON order."""
    filled = [
        (number, list(row))
        for number, row in enumerate(rows, start=1)
        if any(_text(cell) for cell in row)
    ]
    if not filled:
        raise InputRefused("order.unreadable")
    columns = _columns(filled[0][1])
    if len(filled) == 1:
        raise InputRefused("order.no-lines")
    if len(filled) - 1 > MAX_LINES:
        raise InputRefused(
            "order.too-many-lines", count=len(filled) - 1, limit=MAX_LINES
        )
    entries = [
        (number, dict(_entries(columns, row, number))) for number, row in filled[1:]
    ]
    read_numbers(entries)
    return _order(
        _head(entries),
        [{key: str(value) for key, value in entry.items()} for _, entry in entries],
    )


def _columns(header: Sequence[Cell]) -> list[str]:
    columns = [_text(cell).lower().replace(" ", "_") for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    shown = ", ".join(_KNOWN)
    for column in columns:
        if column not in _KNOWN or columns.count(column) > 1:
            raise InputRefused("order.column", column=clean_echo(column), columns=shown)
    for column in _NEEDED:
        if column not in columns:
            raise InputRefused("order.no-column", column=column, columns=shown)
    return columns


def _entries(
    columns: Sequence[str], row: Sequence[Cell], number: int
) -> Iterator[tuple[str, Cell]]:
    surplus = [_text(cell) for cell in row[len(columns) :] if _text(cell)]
    if surplus:
        raise InputRefused("order.surplus", row=number, value=clean_echo(surplus[0]))
    for column, cell in zip(columns, row, strict=False):
        text = _text(cell)
        if not text:
            continue
        if column == "vat" and isinstance(cell, float) and 0 < cell < 1:
            # A cell that shows 19 % and holds 0.19.
            raise InputRefused("order.vat-fraction", row=number, value=text)
        if column in NUMBERS:
            yield column, text if isinstance(cell, str) else cell
        else:
            yield column, _date(text) if column == "date" else text


def _head(entries: Sequence[tuple[int, Mapping[str, Cell]]]) -> dict[str, str]:
    """Collect the order's own columns; a later row may repeat but not change them."""
    head: dict[str, str] = {}
    for number, entry in entries:
        for column in ORDER_COLUMNS:
            value = str(entry.get(column, ""))
            if value and head.setdefault(column, value) != value:
                raise InputRefused(
                    "order.contradiction",
                    row=number,
                    entry=column,
                    value=clean_echo(value),
                )
    return head


def _order(
    head: Mapping[str, str], lines: Sequence[Mapping[str, str]]
) -> Mapping[str, object]:
    customer: dict[str, object] = {
        column.removeprefix("customer_"): head[column]
        for column in ORDER_COLUMNS
        if column.startswith("customer_") and column in head
    }
    if address := head.get("customer_address"):
        customer["address"] = re.split(r"[|\n]", address)
    own = {
        column: head[column]
        for column in ("number", "date", "currency", "note")
        if column in head
    }
    return {
        **own,
        "customer": customer,
        "lines": [
            {column: line[column] for column in LINE_COLUMNS if column in line}
            for line in lines
        ],
    }


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def _date(text: str) -> str:
    """Turn 24.11.2026 into 2026-11-24."""
    if found := _GERMAN_DATE.fullmatch(text):
        return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    return text

"""An order in the form of a table: one row a line, the order's columns filled once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from bot.domain.entries import Entry, Named, Takes, entries
from bot.domain.errors import InputRefused
from bot.domain.order import MAX_LINES
from bot.domain.questions import Question, questions
from bot.domain.values import clean_echo
from bot.pdf.intake.order_numbers import Cell, read_numbers

_DOCUMENT = "document"
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that tables of one document may have."""

    once: Mapping[str, Question]
    """What is said once; `customer_name` asks for `customer.name`."""
    rows: Mapping[str, Named]
    """What every row says."""
    rows_of: Question | None
    """What the rows are; nothing when one row says all."""

    @property
    def shown(self) -> str:
        """All columns, for people."""
        return ", ".join((_DOCUMENT, *self.once, *self.rows))

    @property
    def needed(self) -> Iterator[str]:
        """The columns that no table can lack."""
        yield from (column for column, asked in self.once.items() if asked.needed)
        if self.rows_of and self.rows_of.needed:
            yield from (column for column, named in self.rows.items() if named.needed)

    def entry(self, column: str) -> Entry | None:
        """Return what a column takes; nothing for the document's name."""
        found = self.once.get(column) or self.rows.get(column)
        return found.entry if found else None

    def taking(self, *kinds: Takes) -> frozenset[str]:
        """Return the columns that take one of these."""
        return frozenset(
            column
            for column in (*self.once, *self.rows)
            if (entry := self.entry(column)) and entry.takes in kinds
        )


def order_from_table(rows: Sequence[Sequence[Cell]]) -> Mapping[str, object]:
    """Bring a table into the form of a JSON order."""
    filled = [
        (number, list(row))
        for number, row in enumerate(rows, start=1)
        if any(_text(cell) for cell in row)
    ]
    if not filled:
        raise InputRefused("order.unreadable")
    header = _header(filled[0][1])
    document = _document(header, [row for _, row in filled[1:]])
    columns = _columns(document)
    _check_header(header, columns)
    if len(filled) == 1:
        raise InputRefused("order.no-lines")
    if len(filled) - 1 > MAX_LINES:
        raise InputRefused(
            "order.too-many-lines", count=len(filled) - 1, limit=MAX_LINES
        )
    cells = [
        (number, dict(_entries(header, columns, row, number)))
        for number, row in filled[1:]
    ]
    read_numbers(cells, columns.taking(Takes.NUMBER, Takes.PERCENT))
    return {
        _DOCUMENT: document,
        **_once(_said_once(cells, columns), columns),
        **_rows(cells, columns),
    }


def _header(cells: Sequence[Cell]) -> list[str]:
    header = [_text(cell).lower().replace(" ", "_") for cell in cells]
    while header and not header[-1]:
        header.pop()
    return header


def _document(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    if _DOCUMENT not in header:
        return ""
    place = header.index(_DOCUMENT)
    named = (_text(row[place]) for row in rows if place < len(row))
    return next(filter(None, named), "")


@cache
def _columns(document: str) -> _Columns:
    asked = questions(document)
    rows_of = next((one for one in asked if one.entry.takes is Takes.PARTS), None)
    rows = entries(rows_of.entry.of) if rows_of else ()
    return _Columns(
        once={one.key.replace(".", "_"): one for one in asked if one is not rows_of},
        rows={named.name: named for named in rows},
        rows_of=rows_of,
    )


def _check_header(header: Sequence[str], columns: _Columns) -> None:
    for column in header:
        known = column == _DOCUMENT or columns.entry(column)
        if not known or header.count(column) > 1:
            raise InputRefused(
                "order.column", column=clean_echo(column), columns=columns.shown
            )
    for column in columns.needed:
        if column not in header:
            raise InputRefused("order.no-column", column=column, columns=columns.shown)


def _entries(
    header: Sequence[str], columns: _Columns, row: Sequence[Cell], number: int
) -> Iterator[tuple[str, Cell]]:
    surplus = [_text(cell) for cell in row[len(header) :] if _text(cell)]
    if surplus:
        raise InputRefused("order.surplus", row=number, value=clean_echo(surplus[0]))
    for column, cell in zip(header, row, strict=False):
        text, entry = _text(cell), columns.entry(column)
        if not text or not entry:
            continue
        match entry.takes:
            case Takes.PERCENT if isinstance(cell, float) and 0 < cell < 1:
                # A cell that shows 19 % and holds 0.19.
                raise InputRefused("order.vat-fraction", row=number, value=text)
            case Takes.NUMBER | Takes.PERCENT:
                yield column, text if isinstance(cell, str) else cell
            case Takes.DATE:
                yield column, _date(text)
            case _:
                yield column, text


def _said_once(
    cells: Sequence[tuple[int, Mapping[str, Cell]]], columns: _Columns
) -> dict[str, str]:
    """Collect the order's own columns; a later row may repeat but not change them."""
    said: dict[str, str] = {}
    for number, row in cells:
        for column in columns.once:
            value = str(row.get(column, ""))
            if value and said.setdefault(column, value) != value:
                raise InputRefused(
                    "order.contradiction",
                    row=number,
                    entry=column,
                    value=clean_echo(value),
                )
    return said


def _once(said: Mapping[str, str], columns: _Columns) -> dict[str, object]:
    order: dict[str, object] = {}
    parts: dict[str, dict[str, object]] = {}
    for column, text in said.items():
        asked = columns.once[column]
        part, _, name = asked.key.rpartition(".")
        many = asked.entry.takes is Takes.TEXTS
        value = re.split(r"[|\n]", text) if many else text
        (parts.setdefault(part, {}) if part else order)[name] = value
    return {**order, **parts}


def _rows(
    cells: Sequence[tuple[int, Mapping[str, Cell]]], columns: _Columns
) -> dict[str, object]:
    if columns.rows_of is None:
        return {}
    rows = [
        {column: str(row[column]) for column in columns.rows if column in row}
        for _, row in cells
    ]
    if not columns.rows_of.needed:
        # A row may say nothing of its own but, for example, what keys there are.
        rows = [row for row in rows if row]
    return {columns.rows_of.key: rows}


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

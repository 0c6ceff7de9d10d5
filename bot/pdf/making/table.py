"""Tables that flow down the pages: numbers whole, words broken, a head a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.pdf.making.flow import Block
from bot.pdf.making.paper import (
    ACCENT,
    BODY,
    HAIRLINE,
    LABEL,
    LEFT,
    MM,
    RIGHT,
    Align,
    Paper,
    Style,
    measure,
    wrap,
)

GUTTER = 12.0
_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_LEAST_ROOM = 48 * MM
_ROW_PADDING = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; numbers stand right and stay whole."""

    head: str
    align: Align = "left"
    widest: float | None = None
    """In points; what is wider is broken into lines. None: as wide as its contents."""


Row = Sequence[str]
"""One text for each column."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Columns that found their widths."""

    columns: Sequence[Column]
    room: int
    """The column that takes what the others leave."""
    style: Style
    widths: tuple[float, ...]

    def edges(self) -> tuple[float, ...]:
        """Where each column's text is set: its left or its right edge."""
        found, x = [], LEFT
        for width, column in zip(self.widths, self.columns, strict=True):
            found.append(x + width if column.align == "right" else x)
            x += width + GUTTER
        return tuple(found)

    def cell(self, index: int, text: str) -> list[str]:
        """Break the columns of words; numbers stay whole."""
        if index == self.room or self.columns[index].widest is not None:
            return wrap(text, self.style, self.widths[index])
        return [text]

    def draw_head(self, paper: Paper, top: float) -> None:
        """Name the columns."""
        for x, column in zip(self.edges(), self.columns, strict=True):
            paper.lines(x, top, [column.head], LABEL, column.align)
        paper.rule(LEFT, RIGHT, top - LABEL.leading - 4, ACCENT, 0.9)

    def draw_row(
        self, cells: Sequence[list[str]], height: float, paper: Paper, top: float
    ) -> None:
        """Draw the cells of one row and the line below it."""
        for x, lines, column in zip(self.edges(), cells, self.columns, strict=True):
            paper.lines(x, top - _ROW_PADDING, lines, self.style, column.align)
        paper.rule(LEFT, RIGHT, top - height, HAIRLINE, 0.4)


def table(columns: Sequence[Column], rows: Sequence[Row], room: int) -> list[Block]:
    """Return one block for each row. Column `room` takes what the others leave."""
    fitted = _fit(columns, rows, room)
    head = Block(height=LABEL.leading + 9, draw=fitted.draw_head)
    blocks = []
    for row in rows:
        cells = [fitted.cell(index, text) for index, text in enumerate(row)]
        height = max(map(len, cells)) * fitted.style.leading + 2 * _ROW_PADDING
        draw = partial(fitted.draw_row, cells, height)
        blocks.append(Block(height=height, draw=draw, head=head))
    return blocks


def _fit(columns: Sequence[Column], rows: Sequence[Row], room: int) -> _Table:
    """Choose the largest type that leaves enough for the column of most words."""
    for size in _SIZES:
        style = replace(BODY, size=size, leading=size * 1.4)
        widths = [
            _width(column, {row[index] for row in rows}, style)
            for index, column in enumerate(columns)
        ]
        widths[room] = RIGHT - LEFT - GUTTER * (len(columns) - 1)
        widths[room] -= sum(widths[:room] + widths[room + 1 :])
        if widths[room] >= _LEAST_ROOM:
            break
    return _Table(columns, room, style, tuple(widths))


def _width(column: Column, cells: set[str], style: Style) -> float:
    widest = max(measure(column.head, LABEL), *(measure(cell, style) for cell in cells))
    return widest if column.widest is None else min(widest, column.widest)

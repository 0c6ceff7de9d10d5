"""The contents of a delivery note: its table, its totals and its note."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from babel.numbers import format_currency

from bot.domain.order import Line, Order
from bot.pdf.making.flow import Block
from bot.pdf.making.paper import (
    ACCENT,
    BODY,
    BOLD,
    HAIRLINE,
    LABEL,
    LEFT,
    MM,
    RIGHT,
    STRONG,
    Align,
    Paper,
    Style,
    measure,
    wrap,
)
from bot.texts import Texts

_GUTTER = 12.0
_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_LEAST_DESCRIPTION = 48 * MM
_WIDEST_UNIT = 30 * MM
_ROW_PADDING = 4.0
_ALIGN: tuple[Align, ...] = (
    "right", "left", "right", "left", "right", "right", "right",
)  # fmt: skip
_DESCRIPTION, _UNIT = 1, 3


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of one table, wide enough for every number in it."""

    style: Style
    widths: tuple[float, ...]

    def edges(self) -> tuple[float, ...]:
        """Where each column's text is set: its left or its right edge."""
        found, x = [], LEFT
        for width, align in zip(self.widths, _ALIGN, strict=True):
            found.append(x + width if align == "right" else x)
            x += width + _GUTTER
        return tuple(found)

    def cell(self, column: int, text: str) -> list[str]:
        """Break the columns of words; numbers stay whole."""
        if column in {_DESCRIPTION, _UNIT}:
            return wrap(text, self.style, self.widths[column])
        return [text]


def contents(order: Order, t: Texts) -> list[Block]:
    """Return the rows, the totals and the note, in the order of reading."""
    rows = [
        _cells(order, line, index, t) for index, line in enumerate(order.lines, start=1)
    ]
    heads = (
        t("Item"), t("Description"), t("Quantity"), t("Unit"),
        t("Unit price"), t("VAT"), t("Amount"),
    )  # fmt: skip
    table = _fit_table(heads, rows)
    head = Block(height=LABEL.leading + 9, draw=partial(_draw_head, table, heads))
    blocks = [_row_block(table, row, head) for row in rows]
    # The last row, the sums and the signatures belong on one page: a page of
    # signatures alone could be put under any other delivery note.
    end = [blocks.pop(), *_totals(order, t), *_note(order, t)]
    return [*blocks, *(replace(block, keep=True) for block in end)]


def _cells(order: Order, line: Line, index: int, t: Texts) -> tuple[str, ...]:
    price = format_currency(
        line.price.normalize(),
        order.currency,
        locale=t.locale,
        decimal_quantization=False,
    )
    return (
        t.number(index),
        line.description,
        t.number(line.quantity.normalize()),
        line.unit,
        price,
        t("{rate}%", rate=t.number(line.vat.normalize())),
        t.money(order.amount(line), order.currency),
    )


def _fit_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> _Table:
    """Choose the largest type that leaves room for the descriptions."""
    for size in _SIZES:
        style = replace(BODY, size=size, leading=size * 1.4)
        widths = [
            max(
                measure(heads[column], LABEL),
                *(measure(cell, style) for cell in {row[column] for row in rows}),
            )
            if column != _DESCRIPTION
            else 0.0
            for column in range(len(heads))
        ]
        widths[_UNIT] = min(widths[_UNIT], _WIDEST_UNIT)
        room = RIGHT - LEFT - sum(widths) - _GUTTER * (len(heads) - 1)
        if room >= _LEAST_DESCRIPTION:
            break
    widths[_DESCRIPTION] = room
    return _Table(style, tuple(widths))


def _draw_head(table: _Table, heads: Sequence[str], paper: Paper, top: float) -> None:
    for x, text, align in zip(table.edges(), heads, _ALIGN, strict=True):
        paper.lines(x, top, [text], LABEL, align)
    paper.rule(LEFT, RIGHT, top - LABEL.leading - 4, ACCENT, 0.9)


def _row_block(table: _Table, row: Sequence[str], head: Block) -> Block:
    cells = [table.cell(column, text) for column, text in enumerate(row)]
    height = max(map(len, cells)) * table.style.leading + 2 * _ROW_PADDING
    return Block(
        height=height, draw=partial(_draw_row, table, cells, height), head=head
    )


def _draw_row(
    table: _Table,
    cells: Sequence[list[str]],
    height: float,
    paper: Paper,
    top: float,
) -> None:
    for x, lines, align in zip(table.edges(), cells, _ALIGN, strict=True):
        paper.lines(x, top - _ROW_PADDING, lines, table.style, align)
    paper.rule(LEFT, RIGHT, top - height, HAIRLINE, 0.4)


def _totals(order: Order, t: Texts) -> list[Block]:
    def money(amount: Decimal) -> str:
        return t.money(amount, order.currency)

    sums = [(t("Net total"), money(order.net))]
    for rate, net, vat in order.vat:
        shown = t.number(rate.normalize())
        label = t("VAT {rate}% on {net}", rate=shown, net=money(net))
        sums.append((label, money(vat)))
    blocks = [Block(height=15, draw=partial(_draw_sum, *pair)) for pair in sums]
    gap = Block(height=9, draw=_draw_nothing)
    last = partial(_draw_total, t("Total"), money(order.total))
    return [gap, *blocks, Block(height=30, draw=last)]


def _draw_nothing(paper: Paper, top: float) -> None:
    """Leave room."""


def _draw_sum(label: str, amount: str, paper: Paper, top: float) -> None:
    left = RIGHT - 6 - max(38 * MM, measure(amount, BODY) + _GUTTER)
    paper.lines(left, top, [label], BODY, "right")
    paper.lines(RIGHT - 6, top, [amount], BODY, "right")


def _draw_total(label: str, amount: str, paper: Paper, top: float) -> None:
    style = Style(size=11, leading=16, font=BOLD, color=ACCENT)
    left = RIGHT - 6 - max(38 * MM, measure(amount, style) + _GUTTER)
    start = min(left - 50 * MM, left - measure(label, STRONG) - _GUTTER)
    paper.panel(start, top - 27, RIGHT - start, 23)
    paper.lines(left, top - 9, [label], STRONG, "right")
    paper.lines(RIGHT - 6, top - 7.5, [amount], style, "right")


def _note(order: Order, t: Texts) -> list[Block]:
    if not order.note:
        return []
    lines = wrap(order.note, BODY, RIGHT - LEFT)
    height = 18 + LABEL.leading + len(lines) * BODY.leading
    return [Block(height=height, draw=partial(_draw_note, t("Note"), lines))]


def _draw_note(label: str, lines: list[str], paper: Paper, top: float) -> None:
    below = paper.lines(LEFT, top - 14, [label], LABEL)
    paper.lines(LEFT, below, lines, BODY)

"""What a sale comes to: its table of lines and its totals."""

from decimal import Decimal
from functools import partial

from babel.numbers import format_currency

from bot.domain.order import Line, Sale
from bot.pdf.making.flow import Block
from bot.pdf.making.paper import (
    ACCENT,
    BODY,
    BOLD,
    MM,
    RIGHT,
    STRONG,
    Paper,
    Style,
    measure,
)
from bot.pdf.making.table import GUTTER, Column, table
from bot.texts import Texts

_DESCRIPTION = 1
_WIDEST_UNIT = 30 * MM
_TOTAL = Style(size=11, leading=16, font=BOLD, color=ACCENT)


def lines_of(sale: Sale, t: Texts) -> list[Block]:
    """Return the rows of the table."""
    columns = (
        Column(head=t("Item"), align="right"),
        Column(head=t("Description")),
        Column(head=t("Quantity"), align="right"),
        Column(head=t("Unit"), widest=_WIDEST_UNIT),
        Column(head=t("Unit price"), align="right"),
        Column(head=t("VAT"), align="right"),
        Column(head=t("Amount"), align="right"),
    )
    rows = [
        _cells(sale, line, index, t) for index, line in enumerate(sale.lines, start=1)
    ]
    return table(columns, rows, _DESCRIPTION)


def totals_of(sale: Sale, t: Texts) -> list[Block]:
    """Return the net total, the VAT of each rate, and what is to be paid."""

    def money(amount: Decimal) -> str:
        return t.money(amount, sale.currency)

    sums = [(t("Net total"), money(sale.net))]
    for rate, net, vat in sale.vat:
        shown = t.number(rate.normalize())
        label = t("VAT {rate}% on {net}", rate=shown, net=money(net))
        sums.append((label, money(vat)))
    blocks = [Block(height=15, draw=partial(_draw_sum, *pair)) for pair in sums]
    last = partial(_draw_total, t("Total"), money(sale.total))
    return [Block(height=9), *blocks, Block(height=30, draw=last)]


def _cells(sale: Sale, line: Line, index: int, t: Texts) -> tuple[str, ...]:
    price = format_currency(
        line.price.normalize(),
        sale.currency,
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
        t.money(sale.amount(line), sale.currency),
    )


def _draw_sum(label: str, amount: str, paper: Paper, top: float) -> None:
    left = RIGHT - 6 - max(38 * MM, measure(amount, BODY) + GUTTER)
    paper.lines(left, top, [label], BODY, "right")
    paper.lines(RIGHT - 6, top, [amount], BODY, "right")


def _draw_total(label: str, amount: str, paper: Paper, top: float) -> None:
    left = RIGHT - 6 - max(38 * MM, measure(amount, _TOTAL) + GUTTER)
    start = min(left - 50 * MM, left - measure(label, STRONG) - GUTTER)
    paper.panel(start, top - 27, RIGHT - start, 23)
    paper.lines(left, top - 9, [label], STRONG, "right")
    paper.lines(RIGHT - 6, top - 7.5, [amount], _TOTAL, "right")

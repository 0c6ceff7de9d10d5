"""The page that is added for fields which find no place in the document itself."""

from collections.abc import Sequence

from bot.domain.fields import DIRECTOR, SENDER, Box, Field, Kind
from bot.domain.placing import Want, field_ids
from bot.pdf.making.paper import (
    BODY,
    BOLD,
    HEADING,
    HEIGHT,
    LABEL,
    LEFT,
    MM,
    MUTED,
    RIGHT,
    STRIP,
    WIDTH,
    Paper,
    Style,
    fractions,
    wrap,
)
from bot.texts import texts

_OURS = frozenset({SENDER, DIRECTOR})
_GAP = 12 * MM
_COLUMN = (RIGHT - LEFT - _GAP) / 2
_STARTS = (LEFT, LEFT + _COLUMN + _GAP)
_TOP = HEIGHT - 72 * MM
_ROOM = _TOP - STRIP - 8 * MM
_LABEL = LABEL.leading + 1
_BETWEEN = 4 * MM
_STAMP = 29 * MM
_TITLE = Style(size=22, leading=28, font=BOLD)
_ORDER = (
    Kind.TEXT, Kind.NUMBER, Kind.CHOICE, Kind.CHECKBOX, Kind.DATE, Kind.BANK,
    Kind.SIGNATURE, Kind.STAMP, Kind.INITIALS, Kind.IMAGE,
)  # fmt: skip
_HEIGHTS = {
    Kind.BANK: 16 * MM, Kind.SIGNATURE: 27 * MM, Kind.STAMP: 27 * MM,
    Kind.IMAGE: 27 * MM, Kind.INITIALS: 12 * MM, Kind.CHECKBOX: 5 * MM,
}  # fmt: skip
_WIDTHS = {
    Kind.DATE: 36 * MM, Kind.NUMBER: 36 * MM, Kind.STAMP: _STAMP, Kind.IMAGE: _STAMP,
    Kind.INITIALS: 24 * MM, Kind.CHECKBOX: 5 * MM,
}  # fmt: skip

_Row = list[int]
"""The fields that stand side by side, by their index."""


def signature_page_layout(wants: Sequence[Want], page: int) -> tuple[Field, ...]:
    """Lay fields out in two columns, ours and the customer's, on page `page`."""
    boxes: dict[int, Box] = {}
    for start, ours in zip(_STARTS, (True, False), strict=True):
        rows = _rows(wants, ours)
        heights = [_height(wants, row) for row in rows]
        needed = sum(heights) + len(rows) * (_LABEL + _BETWEEN)
        scale = min(1.0, _ROOM / needed) if needed else 1.0
        top = _TOP
        for row, height in zip(rows, heights, strict=True):
            top -= _LABEL * scale
            boxes |= _place_row(wants, row, start, top, height * scale)
            top -= (height + _BETWEEN) * scale
    return tuple(
        Field(id=name, kind=want.kind, role=want.role, page=page, box=boxes[index])
        for index, (name, want) in enumerate(zip(field_ids(wants), wants, strict=True))
    )


def signature_page(fields: Sequence[Field], language: str, title: str) -> bytes:
    """Draw headings and frames for the fields as a PDF of one A4 page."""
    t = texts(language)
    paper = Paper(title=title, author="", language=t.language)
    top = paper.lines(LEFT, HEIGHT - 22 * MM, [t("Signatures")], _TITLE)
    paper.lines(LEFT, top, wrap(title, BODY, RIGHT - LEFT)[:2], BODY)
    top = max((field.box[3] for field in fields), default=0.0) * HEIGHT + _LABEL
    for heading, ours in ((t("Sender"), True), (t("Customer"), False)):
        column = [f.box[0] * WIDTH for f in fields if (f.role in _OURS) == ours]
        if column:
            y = top + 4 * MM + HEADING.leading
            paper.lines(min(column), y, [heading], HEADING)
    for field in fields:
        x, y, width, height = _points(field.box)
        label = field.label or t.kind(field.kind)
        paper.lines(x, y + height + _LABEL, [label], LABEL)
        paper.panel(x, y, width, height)
        paper.rule(x, x + width, y, MUTED, 0.5)
    return paper.finish()


def _rows(wants: Sequence[Want], ours: bool) -> list[_Row]:
    """Sort one column's fields; a stamp stands beside its signature."""
    own = [index for index, want in enumerate(wants) if (want.role in _OURS) == ours]
    own.sort(key=lambda index: (wants[index].role != SENDER, _rank(wants[index])))
    rows: list[_Row] = []
    for index in own:
        pair = [row for row in rows if _may_join(wants, row, index)]
        if pair:
            pair[0].append(index)
        else:
            rows.append([index])
    return rows


def _rank(want: Want) -> int:
    return _ORDER.index(want.kind)


def _may_join(wants: Sequence[Want], row: _Row, index: int) -> bool:
    return (
        len(row) == 1
        and wants[index].kind is Kind.STAMP
        and wants[row[0]] == Want(kind=Kind.SIGNATURE, role=wants[index].role)
    )


def _height(wants: Sequence[Want], row: _Row) -> float:
    return max(_HEIGHTS.get(wants[index].kind, 8 * MM) for index in row)


def _place_row(
    wants: Sequence[Want], row: _Row, x: float, top: float, height: float
) -> dict[int, Box]:
    width = _WIDTHS.get(wants[row[0]].kind, _COLUMN)
    if len(row) == 1:
        return {row[0]: fractions(x, top - height, width, height)}
    beside = x + _COLUMN - _STAMP
    return {
        row[0]: fractions(x, top - height, beside - x - 3 * MM, height),
        row[1]: fractions(beside, top - height, _STAMP, height),
    }


def _points(box: Box) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = box
    return x1 * WIDTH, y1 * HEIGHT, (x2 - x1) * WIDTH, (y2 - y1) * HEIGHT

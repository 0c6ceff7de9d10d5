"""Where something may be written on a page: lines, leaders, cells and check boxes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.boxes import around, overlaps
from bot.pdf.placing.drawing import Cell, Rule
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.tables import labels_another
from bot.pdf.placing.text import Segment
from bot.pdf.placing.words import BEFORE_A_DATE

_LOWEST = 8.0
"""Below this height, in points, nobody can write."""
_HIGHEST = 48.0
_SHORTEST = 24.0
_TICK = (4.5, 19.0)
_FRAME = 1.0
_COMB = 26.0
_FEWEST_TEETH = 4


_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[A-Za-z])[.)]")
_AFTER_A_LEADER = re.compile(r"(?:\d{1,4}|[ivxlIVXL]{1,5})[a-z]?")
"""A page or line number, which dots lead to: they are no place to write on."""


class Shape(Enum):
    """How a blank is drawn."""

    LINE = "line"
    CELL = "cell"
    TICK = "tick"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to write on; its box is all the room that there is."""

    shape: Shape
    box: Rectangle
    inside: tuple[Segment, ...] = ()
    """The words in the same cell, or on the same line before it."""
    typed: str = ""
    """The underscores or dots that it is made of."""


def find_blanks(view: PageView) -> list[Blank]:
    """Return what is drawn to be filled in, from top to bottom."""
    cells = list(_cells(view))
    lines = [
        line
        for line in _lines(view)
        if not any(overlaps(line.box, cell.box) for cell in cells)
    ]
    found = [*cells, *lines, *_typed_ticks(view)]
    return sorted(found, key=lambda blank: (-blank.box[1], blank.box[0]))


def _lines(view: PageView) -> Iterator[Blank]:
    leaders = view.text.leaders
    for leader in leaders:
        x1, y1, x2, _ = leader.box
        if "_" not in leader.text and _leads_to_a_number(leader, view):
            continue
        room = view.room_above(x1, x2, y1 + 2.5, _HIGHEST) + 2
        yield Blank(Shape.LINE, (x1, y1 + 0.5, x2, y1 + 0.5 + room), (), leader.text)
    for rule in view.rules:
        if _is_border(rule, view.cells):
            continue
        if any(
            abs(rule.y - one.box[1]) < 4
            and rule.x1 < one.box[2]
            and one.box[0] < rule.x2
            for one in leaders
        ):
            continue
        written = _written_on(rule, view.segments)
        x1, x2 = _free_part(rule, written)
        if written and not _awaits(written[-1].text):
            continue
        if x2 - x1 < max(_SHORTEST, 0.3 * (rule.x2 - rule.x1) if written else 0):
            continue
        room = view.room_above(x1, x2, rule.y + 1.5, _HIGHEST) + 1
        if room >= _LOWEST:
            box = (x1, rule.y + 0.5, x2, rule.y + 0.5 + room)
            yield Blank(Shape.LINE, box, tuple(written))


def _leads_to_a_number(leader: Segment, view: PageView) -> bool:
    _, y1, x2, _ = leader.box
    return any(
        abs(one.box[1] - y1) < 4
        and -2 < one.box[0] - x2 < 45
        and _AFTER_A_LEADER.fullmatch(one.text.split()[0])
        for one in view.segments
    )


def _awaits(text: str) -> bool:
    """Tell a label on a line from an answer that stands there already."""
    return text.endswith((":", "€", "$", "£")) or bool(BEFORE_A_DATE.search(text))


def _is_border(rule: Rule, cells: Sequence[Cell]) -> bool:
    length = 0.0
    for cell in cells:
        x1, y1, x2, y2 = cell.box
        if not cell.round and min(abs(rule.y - y1), abs(rule.y - y2)) < 3:
            length += max(0.0, min(x2, rule.x2) - max(x1, rule.x1))
    return length > 0.4 * (rule.x2 - rule.x1)


def _written_on(rule: Rule, segments: Sequence[Segment]) -> list[Segment]:
    return sorted(
        (
            one
            for one in segments
            if one.box[0] < rule.x2 - 1
            and one.box[2] > rule.x1 + 1
            and -3 < one.box[1] - rule.y < 6.5
        ),
        key=lambda one: one.box[0],
    )


def _free_part(rule: Rule, written: Sequence[Segment]) -> tuple[float, float]:
    """Return the longest part of a line on which nothing stands."""
    edges = [rule.x1]
    for one in written:
        edges += [one.box[0] - 2, one.box[2] + 2]
    edges.append(rule.x2)
    return max(zip(edges[::2], edges[1::2], strict=True), key=lambda p: p[1] - p[0])


def _cells(view: PageView) -> Iterator[Blank]:
    combs, rest = _combs(view.cells)
    for box in combs:
        yield Blank(Shape.CELL, box)
    for cell in rest:
        x1, y1, x2, y2 = cell.box
        inside = tuple(view.inside(cell.box))
        width, height = x2 - x1, y2 - y1
        if cell.round and width > 40 and abs(width - height) < 0.3 * width:
            yield Blank(Shape.CIRCLE, cell.box, inside)
        elif (
            not inside
            and _TICK[0] <= width <= _TICK[1]
            and _TICK[0] <= height <= _TICK[1]
            and abs(width - height) < 0.35 * max(width, height)
        ):
            yield Blank(Shape.TICK, _outer(cell.box))
        elif not inside and width >= 14 and height >= _LOWEST:
            yield Blank(Shape.CELL, cell.box)
        elif inside and not labels_another(cell.box, view):
            yield from _rest_of_cell(cell.box, inside)


def _outer(inside: Rectangle) -> Rectangle:
    """Return a check box with its frame."""
    x1, y1, x2, y2 = inside
    return x1 - _FRAME, y1 - _FRAME, x2 + _FRAME, y2 + _FRAME


def _rest_of_cell(cell: Rectangle, inside: tuple[Segment, ...]) -> Iterator[Blank]:
    """Yield the room below a label in its cell, or to its right."""
    x1, y1, x2, y2 = cell
    words = around([one.box for one in inside])
    below = words[1] - y1
    above = y2 - words[3]
    if below >= _LOWEST + 1 and below > 1.6 * above + 3:
        yield Blank(Shape.CELL, (x1, y1, x2, words[1] - 1.5), inside)
    elif x2 - words[2] > 36 and _introduces(inside[-1].text):
        box = (words[2] + 3, max(y1, words[1] - 4), x2, min(y2, words[3] + 4))
        yield Blank(Shape.CELL, box, inside)


def _introduces(text: str) -> bool:
    return text.endswith(":") or bool(_LIST_NUMBER.fullmatch(text))


def _combs(cells: Sequence[Cell]) -> tuple[list[Rectangle], list[Cell]]:
    """Join rows of small boxes for one letter each."""
    rest: list[Cell] = []
    combs: list[Rectangle] = []
    row: list[Cell] = []
    for cell in sorted(cells, key=lambda one: (round(one.box[1]), one.box[0])):
        if row and not _follows(row[-1], cell):
            _close(row, combs, rest)
            row = []
        row.append(cell)
    _close(row, combs, rest)
    return combs, rest


def _follows(before: Cell, after: Cell) -> bool:
    a, b = before.box, after.box
    return (
        abs(a[1] - b[1]) < 1.5
        and abs(a[3] - b[3]) < 1.5
        and -1 < b[0] - a[2] < 0.8 * (a[2] - a[0])
        and a[2] - a[0] < _COMB
        and abs((a[2] - a[0]) - (b[2] - b[0])) < 3
    )


def _close(row: Sequence[Cell], combs: list[Rectangle], rest: list[Cell]) -> None:
    if len(row) >= _FEWEST_TEETH:
        combs.append(around([cell.box for cell in row]))
    else:
        rest.extend(row)


def _typed_ticks(view: PageView) -> Iterator[Blank]:
    for tick in view.text.ticks:
        x1, y1, x2, y2 = tick.box
        if x2 - x1 > 3 and y2 - y1 > 3:
            yield Blank(Shape.TICK, tick.box, (), tick.text)

"""Cells beside and above each other: which words belong to an empty one."""

from collections.abc import Iterator

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.text import Segment

_BORDER = 4.5
_MOST_STEPS = 40
_HEAD = 20.0
"""How far above its column a head without a cell may stand, in points."""


def row_label(box: Rectangle, view: PageView) -> Segment | None:
    """Go left along the row until a cell has words."""
    for cell in _leftwards(box, view):
        words = view.inside(cell)
        if words:
            return words[0]
    return None


def header(box: Rectangle, view: PageView) -> Segment | None:
    """Go up the column to its first words, in a cell or right above all of them."""
    top = box
    for cell in _column(box, view, up=True):
        words = view.inside(cell)
        if words:
            return words[-1]
        top = cell
    x1, _, x2, y2 = top
    above = view.inside((x1, y2, x2, y2 + _HEAD))
    return above[-1] if above else None


def is_among_answers(box: Rectangle, view: PageView) -> bool:
    """Tell whether other cells of the column, but for its head, are filled in: then it
    stays empty because there is nothing to say."""
    above = [bool(view.inside(cell)) for cell in _column(box, view, up=True)]
    below = [bool(view.inside(cell)) for cell in _column(box, view, up=False)]
    return any(above[:-1]) or any(below)


def labels_another(box: Rectangle, view: PageView) -> bool:
    """Tell whether a cell's words are the head of an empty cell beside or below it."""
    _, y1, x2, y2 = box
    middle = (y1 + y2) / 2
    right = [
        cell.box
        for cell in view.cells
        if abs(cell.box[0] - x2) < _BORDER and cell.box[1] < middle < cell.box[3]
    ]
    below = list(_column(box, view, up=False))[:1]
    return any(not view.inside(cell) for cell in (*right, *below))


def rows_of_column(box: Rectangle, view: PageView) -> int:
    """Return how many cells stand above and below each other."""
    up, down = (sum(1 for _ in _column(box, view, up=way)) for way in (True, False))
    return up + 1 + down


def _leftwards(box: Rectangle, view: PageView) -> Iterator[Rectangle]:
    x1, y1, _, y2 = box
    for _ in range(_MOST_STEPS):
        beside = next(
            (
                cell.box
                for cell in view.cells
                if abs(cell.box[2] - x1) < _BORDER
                and cell.box[1] < (y1 + y2) / 2 < cell.box[3]
            ),
            None,
        )
        if beside is None:
            return
        yield beside
        x1 = beside[0]


def _column(box: Rectangle, view: PageView, *, up: bool) -> Iterator[Rectangle]:
    x1, y1, x2, y2 = box
    edge = y2 if up else y1
    for _ in range(_MOST_STEPS):
        following = next(
            (
                cell.box
                for cell in view.cells
                if abs((cell.box[1] if up else cell.box[3]) - edge) < _BORDER
                and abs(cell.box[0] - x1) < _BORDER
                and abs(cell.box[2] - x2) < _BORDER
            ),
            None,
        )
        if following is None:
            return
        yield following
        edge = following[3] if up else following[1]

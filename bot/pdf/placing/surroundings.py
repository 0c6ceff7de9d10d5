"""The words around a blank: what stands before, below, above and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.blanks import Blank, Shape
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.tables import header, row_label
from bot.pdf.placing.text import Segment

_FAR_LEFT = 130.0
_NEAR_LEFT = 26.0
_UNDER = 13.0
_FAR_ABOVE = 62.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words near a blank, those of its own cell or line in `inside`."""

    inside: tuple[Segment, ...]
    left: Segment | None
    below: tuple[Segment, ...]
    """Side by side right under it, from left to right."""
    above: Segment | None
    right: Segment | None
    header: Segment | None
    """Of its column, if it is a cell of a table."""
    near: bool
    """Whether the words to the left touch it."""


def surroundings(blank: Blank, blanks: Sequence[Blank], view: PageView) -> Surroundings:
    """Return the words around one of a page's blanks."""
    box = blank.box
    cell = blank.shape in {Shape.CELL, Shape.CIRCLE}
    left = blank.inside[-1] if blank.shape is Shape.LINE and blank.inside else None
    if cell:
        left = row_label(box, view)
    left = left or _left(box, blanks, view, cell=cell)
    return Surroundings(
        inside=blank.inside if cell else (),
        left=left,
        below=_below(box, view),
        above=_above(box, view),
        right=_right(box, blanks, view),
        header=header(box, view) if cell else None,
        near=left is not None and box[0] - left.box[2] < _NEAR_LEFT,
    )


def _left(
    box: Rectangle, blanks: Sequence[Blank], view: PageView, *, cell: bool
) -> Segment | None:
    x1, y1, _, y2 = box
    low, high = (y1, y2) if cell else (y1 - 4, y1 + 11)
    level = [
        one
        for one in view.segments
        if low < (one.box[1] + one.box[3]) / 2 < high
        and one.box[2] <= x1 + 3
        and x1 - one.box[2] < _FAR_LEFT
    ]
    found = max(level, key=lambda one: one.box[2], default=None)
    if found is None:
        return None
    between = (found.box[2], low, x1 - 0.5, high)
    hidden = any(
        other.box != box
        and other.box[0] >= between[0] - 2
        and other.box[2] <= between[2] + 2
        and other.box[1] < high
        and other.box[3] > low
        for other in blanks
    )
    return None if hidden else found


def _right(box: Rectangle, blanks: Sequence[Blank], view: PageView) -> Segment | None:
    _, y1, x2, y2 = box
    level = [
        one
        for one in view.segments
        if y1 - 4 < (one.box[1] + one.box[3]) / 2 < max(y2, y1 + 10)
        and -3 <= one.box[0] - x2 < _NEAR_LEFT
    ]
    found = min(level, key=lambda one: one.box[0], default=None)
    if found and any(
        x2 - 1 <= other.box[0] and other.box[2] <= found.box[0] and other.box[1] < y2
        and other.box[3] > y1
        for other in blanks
    ):  # fmt: skip
        return None
    return found


def _below(box: Rectangle, view: PageView) -> tuple[Segment, ...]:
    x1, y1, x2, _ = box
    found = [
        one
        for one in view.segments
        if -2.5 < y1 - one.box[3] < _UNDER
        and one.box[0] < x2 - 2
        and one.box[2] > x1 + 2
        and one.box[0] > x1 - 30
    ]
    if not found:
        return ()
    top = max(one.box[3] for one in found)
    row = [one for one in found if top - one.box[3] < 4]
    return tuple(sorted(row, key=lambda one: one.box[0]))


def _above(box: Rectangle, view: PageView) -> Segment | None:
    x1, y1, x2, _ = box
    found = [
        one
        for one in view.segments
        if 7 < one.box[1] - y1 < _FAR_ABOVE + (box[3] - y1)
        and one.box[0] < x2 - 2
        and one.box[2] > x1 + 2
    ]
    nearest = min(found, key=lambda one: (one.box[1], one.box[0]), default=None)
    if nearest is None or nearest.box[1] - box[3] > 14:
        return None
    return nearest

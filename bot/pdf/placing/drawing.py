"""The lines, cells and check boxes drawn on a page, found in its picture.

What is seen counts, not how it was drawn: a table of a word processor, a form field's
grey panel and a scan come to the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from bot.images.grids import Blobs, blobs, highest
from bot.pdf.evidence.geometry import Rectangle

Mask = npt.NDArray[np.bool_]

_SCALE = 2.0
"""Pixels a point, on pages that are not huge."""
_LONGEST_SIDE = 2_600
_CONTRAST = 8
"""Of 255: the faintest step that is a line and no noise."""
_SCANNED_CONTRAST = 38
_DARKEST = 170
"""Of 255: a panel below that is a picture, nothing to write on."""
_SHORTEST = 4.5
_SHORTEST_RULE = 26.0
_GAP = 4.0
"""Dashes and dots this near are one line; in points."""
_THICKEST = 3.2
_STEEPEST = 0.035
_CORNER = 2.5
"""The radius of rounded corners that still close a box, in points."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line; lengths in displayed points."""

    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A closed shape; its box is the free inside."""

    box: Rectangle
    round: bool


class Drawing:
    """One page's picture, without its words."""

    def __init__(
        self,
        page: pdfium.PdfPage,
        size: tuple[float, float],
        words: Sequence[Rectangle],
        *,
        scanned: bool,
    ) -> None:
        self._height = size[1]
        self._scale = min(_SCALE, _LONGEST_SIDE / max(*size, 1.0))
        bitmap = page.render(scale=self._scale, grayscale=True, may_draw_forms=False)
        rows = bitmap.to_numpy().reshape(bitmap.height, -1)
        gray = rows[:, : bitmap.width].astype(np.int16)
        bitmap.close()
        down, across = _steps(gray, _SCANNED_CONTRAST if scanned else _CONTRAST)
        ink = down | across
        self._sums = np.pad(ink.cumsum(0, dtype=np.int32).cumsum(1), ((1, 0), (1, 0)))
        for box in words:
            self._clear((down, across), box)
        self._levels = self._straight(down)
        uprights = self._straight(across.T).T
        self.rules = self._rules()
        self.cells = self._cells(down | across | self._levels | uprights, gray)

    def is_free(self, box: Rectangle) -> bool:
        """Tell whether nothing is seen inside a box, words included."""
        rows, columns = self._sums.shape
        x1, y1, x2, y2 = box
        left, right = (
            round(min(max(x, 0) * self._scale, columns - 1)) for x in (x1, x2)
        )
        upper, lower = (
            round(min(max(self._height - y, 0) * self._scale, rows - 1))
            for y in (y2, y1)
        )
        sums = self._sums
        return bool(
            sums[lower, right] - sums[upper, right] - sums[lower, left]
            == -sums[upper, left]
        )

    def _clear(self, masks: Sequence[Mask], box: Rectangle) -> None:
        x1, x2 = (round(x * self._scale) for x in (box[0] - 0.7, box[2] + 0.7))
        y1, y2 = (
            round((self._height - y) * self._scale)
            for y in (box[3] + 0.7, box[1] - 0.7)
        )
        for mask in masks:
            mask[max(y1, 0) : max(y2, 0), max(x1, 0) : max(x2, 0)] = False

    def _straight(self, edges: Mask) -> Mask:
        """Keep horizontal runs, dashed ones closed and their ends made longer."""
        gap = round(_GAP * self._scale / 2)
        closed = ~highest(~highest(edges, gap, 1), gap, 1)
        half = round(_SHORTEST * self._scale / 2)
        core = ~highest(~closed, half, 1)
        return highest(core, half + round(_CORNER * self._scale), 1)

    def _rules(self) -> list[Rule]:
        longer = round(_CORNER * self._scale)
        levels = ~highest(~self._levels, longer, 1)
        found = blobs(highest(levels, 1, 0))
        points = 1 / self._scale
        return [
            Rule(
                float(left * points),
                float(right * points),
                float(self._height - _upper(top, bottom) * points),
            )
            for left, right, top, bottom, area in zip(
                found.left,
                found.right,
                found.top,
                found.bottom,
                found.area,
                strict=True,
            )
            if (right - left) * points >= _SHORTEST_RULE
            and area * points / (right - left) <= _THICKEST + 2 * points
            and bottom - top < _STEEPEST * (right - left) + 12
        ]

    def _cells(self, barrier: Mask, gray: npt.NDArray[np.int16]) -> list[Cell]:
        found = blobs(~barrier)
        light = gray[found.first] > _DARKEST
        points = 1 / self._scale
        width, height = found.right - found.left, found.bottom - found.top
        filled = found.area / np.maximum(width * height, 1)
        rows, columns = barrier.shape
        inside = (found.left > 1) & (found.top > 1)
        inside &= (found.right < columns - 1) & (found.bottom < rows - 1)
        fits = inside & light & (filled > 0.7) & (width > 4 * self._scale)
        fits &= (height > 4 * self._scale) & (width * height < 0.6 * rows * columns)
        return [
            Cell(
                (
                    float(found.left[n] * points),
                    float(self._height - found.bottom[n] * points),
                    float(found.right[n] * points),
                    float(self._height - found.top[n] * points),
                ),
                bool(filled[n] < 0.84 and _cornerless(found, int(n))),
            )
            for n in np.flatnonzero(fits)
        ]


def _upper(top: int, bottom: int) -> float:
    """Return where a line ends upwards: above a tilted one nothing may cross it."""
    return (top + bottom) / 2 if bottom - top < 8 else top + 2.0


def _steps(gray: npt.NDArray[np.int16], contrast: int) -> tuple[Mask, Mask]:
    """Mark where the page gets clearly darker or lighter, downwards and across."""
    down = np.zeros(gray.shape, dtype=bool)
    across = np.zeros(gray.shape, dtype=bool)
    down[1:] = np.abs(np.diff(gray, axis=0)) > contrast
    across[:, 1:] = np.abs(np.diff(gray, axis=1)) > contrast
    return down, across


def _cornerless(found: Blobs, n: int) -> bool:
    """Tell a circle from a box with words in it."""
    left, right = found.left[n], found.right[n] - 1
    top, bottom = found.top[n], found.bottom[n] - 1
    inset_x, inset_y = (right - left) // 10, (bottom - top) // 10
    return all(
        found.labels[y, x] != n + 1
        for y in (top + inset_y, bottom - inset_y)
        for x in (left + inset_x, right - inset_x)
    )

"""What can be seen on a page, as displayed: its words, its lines and its free space."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.pdf.evidence.geometry import Rectangle, Sheet

Point = tuple[float, float]

_LONGEST_SIDE = 1_200
"""Pixels of the picture in which free space is looked for."""
_CONTRAST = 40
_SHORTEST_RULE = 40.0
_LEADERS = re.compile(r"[_.…]{4,}|…{2,}")
_BREAK = re.compile(r"[\r\n]|\s{3,}")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that belong together on one line; lengths in displayed points."""

    text: str
    boxes: tuple[Rectangle, ...]
    """One for each character of the text."""

    @property
    def box(self) -> Rectangle:
        """The whole segment's."""
        return around(self.boxes)


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line to write on."""

    x1: float
    x2: float
    y: float


class PageView:
    """One page, read and looked at once."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        turn = page.get_rotation()
        left, bottom, right, top = page.get_bbox()
        self._sheet = Sheet(left=left, bottom=bottom, right=right, top=top, turn=turn)
        self.width, self.height = self._sheet.width, self._sheet.height
        self.segments: list[Segment] = []
        self.rules: list[Rule] = []
        self._characters: list[Rectangle] = []
        self._read_text(page)
        self._scale = min(1.5, _LONGEST_SIDE / max(self.width, self.height, 1.0))
        edges = self._edges(page)
        self.rules += self._find_rules(edges)
        self._sums = np.pad(edges.cumsum(0).cumsum(1), ((1, 0), (1, 0)))

    def is_free(self, box: Rectangle, margin: float = 2.0) -> bool:
        """Tell whether nothing is seen and no character stands inside the box."""
        x1, y1, x2, y2 = box
        if x1 < 0 or y1 < 0 or x2 > self.width or y2 > self.height:
            return False
        inner = (x1 + margin, y1 + margin, x2 - margin, y2 - margin)
        if any(overlaps(inner, character) for character in self._characters):
            return False
        rows, columns = self._sums.shape
        left, right = (round(x * self._scale) for x in (inner[0], inner[2]))
        upper, lower = (round((self.height - y) * self._scale) for y in inner[3:0:-2])
        left, right = max(left, 0), min(right, columns - 1)
        upper, lower = max(upper, 0), min(lower, rows - 1)
        sums = self._sums
        found = (
            sums[lower, right]
            - sums[upper, right]
            - sums[lower, left]
            + sums[upper, left]
        )
        return bool(found == 0)

    def _read_text(self, page: pdfium.PdfPage) -> None:
        with closing(page.get_textpage()) as textpage:
            characters = list(self._read_characters(textpage))
        self._characters = [
            box for char, box in characters if box and not char.isspace()
        ]
        for run in _runs(characters):
            self._split_leaders(run)

    def _read_characters(
        self, textpage: pdfium.PdfTextPage
    ) -> Iterator[tuple[str, Rectangle | None]]:
        last: Rectangle | None = None
        for index in range(textpage.count_chars()):
            char = chr(pdfium_c.FPDFText_GetUnicode(textpage, index))
            if char in "\r\n":
                last = None
            elif char.isspace() and last:
                # Blanks that pdfium adds between words have no box of their own.
                last = (last[2], last[1], last[2], last[3])
            else:
                last = self._displayed(textpage.get_charbox(index))
            yield char, last

    def _displayed(self, own: Rectangle) -> Rectangle:
        a, b, c, d, e, f = self._sheet.matrix
        corners = ((own[0] - e, own[1] - f), (own[2] - e, own[3] - f))
        xs = sorted(a * x + b * y for x, y in corners)
        ys = sorted(c * x + d * y for x, y in corners)
        return xs[0], ys[0], xs[1], ys[1]

    def _split_leaders(self, run: Sequence[tuple[str, Rectangle]]) -> None:
        """Turn "Date: ____" into a word and a line."""
        text = "".join(char for char, _ in run)
        start = 0
        for leader in _LEADERS.finditer(text):
            x1, y1, x2, _ = around([box for _, box in run[slice(*leader.span())]])
            self.rules.append(Rule(x1, x2, y1))
            self._add_segment(run[start : leader.start()])
            start = leader.end()
        self._add_segment(run[start:])

    def _add_segment(self, run: Sequence[tuple[str, Rectangle]]) -> None:
        text = "".join(char for char, _ in run)
        kept = text.strip()
        if kept:
            start = text.index(kept)
            boxes = tuple(box for _, box in run[start : start + len(kept)])
            self.segments.append(Segment(kept, boxes))

    def _edges(self, page: pdfium.PdfPage) -> np.ndarray:
        """Mark each pixel that differs clearly from its neighbours."""
        bitmap = page.render(scale=self._scale, grayscale=True)
        gray = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
        gray = gray.astype(np.int32)
        edges = np.zeros(gray.shape, dtype=np.int32)
        edges[:, 1:] |= np.abs(np.diff(gray, axis=1)) > _CONTRAST
        edges[1:, :] |= np.abs(np.diff(gray, axis=0)) > _CONTRAST
        return edges

    def _find_rules(self, edges: np.ndarray) -> Iterator[Rule]:
        """Find long horizontal runs; the rows of one thick line count once."""
        shortest = int(_SHORTEST_RULE * self._scale)
        last: dict[tuple[int, int], int] = {}
        for row in np.flatnonzero(edges.sum(1) >= shortest):
            marks = np.flatnonzero(np.diff(np.pad(edges[row], 1)))
            for start, end in zip(marks[::2], marks[1::2], strict=True):
                if end - start < shortest:
                    continue
                key = (round(start / 4), round(end / 4))
                if row - last.get(key, -99) > 3 * self._scale:
                    yield Rule(
                        float(start / self._scale),
                        float(end / self._scale),
                        self.height - float(row / self._scale),
                    )
                last[key] = int(row)


def overlaps(a: Rectangle, b: Rectangle) -> bool:
    """Tell whether two boxes share any area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def around(boxes: Sequence[Rectangle]) -> Rectangle:
    """Return the smallest box around others."""
    x1, y1, x2, y2 = zip(*boxes, strict=True)
    return min(x1), min(y1), max(x2), max(y2)


def _runs(
    characters: Sequence[tuple[str, Rectangle | None]],
) -> Iterator[list[tuple[str, Rectangle]]]:
    """Break the text where a line ends, where a column begins, or at three blanks."""
    run: list[tuple[str, Rectangle]] = []
    blanks = 0
    for char, box in characters:
        if box is None or (run and _is_apart(run[-1][1], box)):
            yield from [run] if run else []
            run = []
        if box is None:
            continue
        blanks = blanks + 1 if char.isspace() else 0
        run.append((char, box))
        if blanks == 3:
            yield run
            run, blanks = [], 0
    if run:
        yield run


def _is_apart(before: Rectangle, after: Rectangle) -> bool:
    size = max(before[3] - before[1], after[3] - after[1], 5.0)
    middle = abs(before[1] + before[3] - after[1] - after[3]) / 2
    return middle > size or not -size < after[0] - before[2] < 2 * size

"""What can be seen on a page, as displayed: its words, its drawing, its free space."""

from collections.abc import Callable, Iterable

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.pdf.evidence.geometry import Rectangle, Sheet
from bot.pdf.placing.boxes import area
from bot.pdf.placing.drawing import Drawing
from bot.pdf.placing.text import TAG, PageText, Segment, read_text

_STEP = 2.0
_MOSTLY = 0.55


class PageView:
    """One page, read and looked at once. Lengths in displayed points."""

    def __init__(self, page: pdfium.PdfPage, number: int = 0) -> None:
        self.number = number
        left, bottom, right, top = page.get_bbox()
        sheet = Sheet(
            left=left, bottom=bottom, right=right, top=top, turn=page.get_rotation()
        )
        self.sheet = sheet
        self.width, self.height = sheet.width, sheet.height
        self.text: PageText = read_text(page, sheet)
        scanned = _is_scanned(page, self.width * self.height)
        # In a scan the recognised letters lie only about where they are seen.
        words = [one.line for one in self.text.segments] if scanned else []
        self._drawing = Drawing(
            page,
            (self.width, self.height),
            [*self.text.obstacles, *self._typed(), *words],
            scanned=scanned,
        )
        self.rules = self._drawing.rules
        self.cells = self._drawing.cells
        self.tags = [one for one in self.text.segments if TAG.search(one.text)]
        self.segments = [one for one in self.text.segments if not TAG.search(one.text)]
        self._obstacles = np.array(self.text.obstacles or [(0.0, 0.0, 0.0, 0.0)]).T

    def _typed(self) -> Iterable[Rectangle]:
        yield from (one.box for one in self.text.leaders)
        yield from (one.box for one in self.text.ticks)

    def is_free(self, box: Rectangle) -> bool:
        """Tell whether nothing is seen and no character stands inside the box."""
        x1, y1, x2, y2 = box
        if x1 < -1 or y1 < -1 or x2 > self.width + 1 or y2 > self.height + 1:
            return False
        return self._drawing.is_free(box) and not self._is_written(box)

    def _is_written(self, box: Rectangle) -> bool:
        x1, y1, x2, y2 = box
        left, bottom, right, top = self._obstacles
        found = (left < x2) & (right > x1) & (bottom < y2) & (top > y1)
        return bool(found.any())

    def room_above(self, x1: float, x2: float, y: float, most: float) -> float:
        """Return how high a box on a line may be before it meets anything."""
        return self._room(lambda at: (x1 + 1, y + at, x2 - 1, y + at + _STEP), most)

    def room_right(self, x: float, y1: float, y2: float, most: float) -> float:
        """Return how far a box may reach to the right."""
        return self._room(lambda at: (x + at, y1, x + at + _STEP, y2), most)

    def _room(self, slice_at: Callable[[float], Rectangle], most: float) -> float:
        room = 0.0
        while room + _STEP <= most and self.is_free(slice_at(room)):
            room += _STEP
        return room

    def inside(self, box: Rectangle) -> list[Segment]:
        """Return the words that stand in a box, from top to bottom."""
        x1, y1, x2, y2 = box
        found = [
            segment
            for segment in self.segments
            if x1 - 2 < (segment.box[0] + segment.box[2]) / 2 < x2 + 2
            and y1 - 2 < (segment.box[1] + segment.box[3]) / 2 < y2 + 2
        ]
        return sorted(found, key=lambda one: (-one.box[3], one.box[0]))


def _is_scanned(page: pdfium.PdfPage, size: float) -> bool:
    """Tell whether a picture covers most of a page."""
    pictures = page.get_objects((pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    boxes = [picture.get_bounds() for picture in pictures]
    return any(area(box) > _MOSTLY * size for box in boxes)

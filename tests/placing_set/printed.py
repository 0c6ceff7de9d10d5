"""Where the letters of a PDF are, as displayed."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.domain.fields import Box

_LEADERS = frozenset("_.…·‥-–—")
_TICKED = frozenset("[]■□▢○◯☐☑❏❐❑❒⬜\uf06f\uf071\uf0a8")
_TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL)


class Printed:
    """The letters of the pages of a PDF; lines to write on are none, nor are tags."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF; its pages are read when asked for."""
        self._pdf = pdfium.PdfDocument(data)
        self._pages: dict[int, list[Box]] = {}

    def under(self, page: int, box: Box, tolerance: float = 1.0) -> bool:
        """Tell whether a box covers a letter by more than the tolerance, in points."""
        if not 0 <= page < len(self._pdf):
            return False
        if page not in self._pages:
            self._pages[page] = list(_letters(self._pdf[page]))
        width, height = self._pdf[page].get_size()
        x1, y1 = box[0] * width + tolerance, box[1] * height + tolerance
        x2, y2 = box[2] * width - tolerance, box[3] * height - tolerance
        return any(
            a1 < x2 and a2 > x1 and b1 < y2 and b2 > y1
            for a1, b1, a2, b2 in self._pages[page]
        )


def _letters(page: pdfium.PdfPage) -> Iterator[Box]:
    """Yield the boxes of a page's letters, in points as displayed."""
    text = page.get_textpage()
    count = text.count_chars()
    codes = [pdfium_c.FPDFText_GetUnicode(text, at) for at in range(count)]
    signs = [chr(code) if code < 0x110000 else "?" for code in codes]
    tags = {at for tag in _TAG.finditer("".join(signs)) for at in range(*tag.span())}
    edges = [ctypes.c_double() for _ in range(4)]
    for at, sign in enumerate(signs):
        if at in tags or sign.isspace() or sign in _LEADERS or sign in _TICKED:
            continue
        pdfium_c.FPDFText_GetCharBox(text, at, *(ctypes.byref(e) for e in edges))
        left, right, bottom, top = (edge.value for edge in edges)
        yield _displayed(page, (left, bottom, right, top))


def _displayed(page: pdfium.PdfPage, box: Box) -> Box:
    """Return a box of the page's own space as the page is displayed."""
    left, bottom, right, top = page.get_cropbox()
    x1, y1, x2, y2 = box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
    wide, high = right - left, top - bottom
    match page.get_rotation():
        case 90:
            return y1, wide - x2, y2, wide - x1
        case 180:
            return wide - x2, high - y2, wide - x1, high - y1
        case 270:
            return high - y2, x1, high - y1, x2
    return x1, y1, x2, y2

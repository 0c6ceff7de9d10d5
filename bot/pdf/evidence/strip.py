"""The thin grey strip on every page: its envelope, and where to check it."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np
import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from bot.pdf.evidence.appearance import MUTED, line_content
from bot.pdf.evidence.form_font import measure, printable
from bot.pdf.evidence.geometry import Matrix, Rectangle, Sheet
from bot.pdf.evidence.page_code import COLUMNS, ROWS

HEIGHT = 13.0
"""Of the strip, in points."""

_SIZE = 6.0
_MARGIN = 18.0
_GRAY = b"0.945 g"
_DARK = b"0.2 g"
_MODULE = 1.25
"""Of the code, in points: what a messenger leaves of a photo still shows it."""
_GAP = 5.0
_INKED = 32
"""How far a pixel must be from the paper's colour, of 255, to count as ink."""
_SPECKS = 2
"""So many inked pixels are dust of a scan."""
_PIXELS = 60e6
"""Of all pictures that are decoded to look at edges; later scans are taken as clean."""


class Edge(StrEnum):
    """Where on the displayed page the strip runs, the preferred one first."""

    BOTTOM = "bottom"
    TOP = "top"
    LEFT = "left"
    RIGHT = "right"


def free_edges(data: bytes, taken: Sequence[Sequence[Rectangle]]) -> Iterator[Edge]:
    """Yield for each page the edge where a strip covers nothing, or the least.

    `taken` are the places of each page, in displayed points, that will be filled.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        budget = _PIXELS
        for index, places in enumerate(taken):
            page = document[index]
            budget -= _picture_pixels(page)
            yield _free_edge(page, places) if budget > 0 else Edge.BOTTOM
            page.close()
    finally:
        document.close()


def strip_content(
    page: Sheet, edge: Edge, text: str, number: str, code: bytes | None = None
) -> bytes:
    """Draw a strip along an edge, in displayed points.

    `code` is the drawing of the page's code in the unit square.
    """
    length = page.height if edge in {Edge.LEFT, Edge.RIGHT} else page.width
    right = length - _MARGIN / 2 - measure(number, _SIZE)
    wide = COLUMNS * _MODULE
    last = right - _GAP - wide
    if last < wide:
        code = None
    room = max((last if code else right) - _MARGIN, 1)
    text = printable(text, 300)
    size = min(_SIZE, _SIZE * room / measure(text, _SIZE))
    # A scanner that draws a page in askew cuts the ends of its edges, not the middle.
    end = _MARGIN / 2 + measure(text, size) + _GAP
    left = min(max((length - wide) / 2, end), last)
    return b"\n".join(
        (
            b"q %g %g %g %g %g %g cm" % _along(page, edge),
            b"%s 0 0 %.2f %.2f re f" % (_GRAY, length, HEIGHT),
            line_content(text, _MARGIN / 2, (HEIGHT - size * 0.7) / 2, size, MUTED),
            line_content(number, right, (HEIGHT - _SIZE * 0.7) / 2, _SIZE, MUTED),
            _placed(code, left) if code else b"",
            b"Q",
        )
    )


def _placed(code: bytes, left: float) -> bytes:
    wide, high = COLUMNS * _MODULE, ROWS * _MODULE
    bottom = (HEIGHT - high) / 2
    return b"q %s %g 0 0 %g %.2f %.2f cm %s Q" % (_DARK, wide, high, left, bottom, code)


def _along(page: Sheet, edge: Edge) -> Matrix:
    match edge:
        case Edge.BOTTOM:
            return (1, 0, 0, 1, 0, 0)
        case Edge.TOP:
            return (1, 0, 0, 1, 0, page.height - HEIGHT)
        case Edge.LEFT:
            return (0, 1, -1, 0, HEIGHT, 0)
        case Edge.RIGHT:
            return (0, -1, 1, 0, page.width - HEIGHT, page.height)


def _picture_pixels(page: pypdfium2.PdfPage) -> int:
    pictures = page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)
    sizes = (picture.get_px_size() for picture in pictures)
    return sum(width * height for width, height in sizes)


def _free_edge(page: pypdfium2.PdfPage, places: Sequence[Rectangle]) -> Edge:
    least, found = None, Edge.BOTTOM
    for edge in Edge:
        ink = _ink(page, edge, places)
        if ink <= _SPECKS:
            return edge
        if least is None or ink < least:
            least, found = ink, edge
    return found


def _ink(page: pypdfium2.PdfPage, edge: Edge, places: Sequence[Rectangle]) -> int:
    """Count what a strip along this edge would cover, in pixels."""
    width, height = page.get_size()
    if min(width, height) <= HEIGHT:
        return _SPECKS + 1
    x1, y1, x2, y2 = _band(width, height, edge)
    if any(p[0] < x2 and x1 < p[2] and p[1] < y2 and y1 < p[3] for p in places):
        return int(width * height)
    scale = min(1.0, 2000 / max(width, height))
    bitmap = page.render(
        scale=scale, crop=(x1, y1, width - x2, height - y2), grayscale=True
    )
    pixels = bitmap.to_numpy().astype(np.int16)
    return int((np.abs(pixels - np.median(pixels)) > _INKED).sum())


def _band(width: float, height: float, edge: Edge) -> Rectangle:
    match edge:
        case Edge.BOTTOM:
            return 0, 0, width, HEIGHT
        case Edge.TOP:
            return 0, height - HEIGHT, width, height
        case Edge.LEFT:
            return 0, 0, HEIGHT, height
        case Edge.RIGHT:
            return width - HEIGHT, 0, width, height

"""Pictures of pages with the differing places boxed."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from bot.domain.fields import Box

WIDTH = 1000
"""Pixels."""
_RED = (214, 0, 28)
_LINE = 3
_AIR = 6
_QUALITY = 80


def marked(page: Image.Image, boxes: Sequence[Box]) -> bytes:
    """Return a page as JPEG with a red frame around each box.

    A white line on both sides makes a frame stand out on any ground, for people who
    see no red as well.
    """
    draw = ImageDraw.Draw(page)
    for x1, y1, x2, y2 in boxes:
        left, right = x1 * page.width - _AIR, x2 * page.width + _AIR
        top, bottom = (1 - y2) * page.height - _AIR, (1 - y1) * page.height + _AIR
        for grown, width, colour in ((1, _LINE + 2, "white"), (0, _LINE, _RED)):
            draw.rectangle(
                (
                    max(left - _LINE - grown, 0),
                    max(top - _LINE - grown, 0),
                    min(right + _LINE + grown, page.width - 1),
                    min(bottom + _LINE + grown, page.height - 1),
                ),
                outline=colour,
                width=width,
            )
    file = BytesIO()
    page.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()

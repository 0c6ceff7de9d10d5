"""The typefaces of the set: those of every viewer, and one for the other scripts."""

from functools import cache
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from bot.fonts import SANS as WORLD_FILE
from bot.fonts import SANS_BOLD as WORLD_BOLD_FILE


class Face(NamedTuple):
    """A typeface in two weights."""

    regular: str
    bold: str


SANS = Face("Helvetica", "Helvetica-Bold")
SERIF = Face("Times-Roman", "Times-Bold")
TYPEWRITER = Face("Courier", "Courier-Bold")
WORLD = Face("World", "World-Bold")
"""Has Cyrillic, Polish and Turkish letters, and the ballot box."""


@cache
def register() -> None:
    """Make WORLD known to reportlab."""
    pdfmetrics.registerFont(TTFont(WORLD.regular, WORLD_FILE))
    pdfmetrics.registerFont(TTFont(WORLD.bold, WORLD_BOLD_FILE))


def width(text: str, font: str, points: float) -> float:
    """Return how wide a text is, in points."""
    return float(pdfmetrics.stringWidth(text, font, points))

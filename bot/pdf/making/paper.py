"""The paper that made pages are drawn on: A4, fonts, colours and the few strokes."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import Box
from bot.fonts import SANS, SANS_BOLD

MM: float = mm
WIDTH: float = A4[0]
HEIGHT: float = A4[1]
LEFT = 20 * MM
RIGHT = WIDTH - 20 * MM
STRIP = 12 * MM
"""Left free at the bottom of each page for the strip that preparation adds."""

REGULAR = "DejaVuSans"
BOLD = "DejaVuSans-Bold"
INK = "#1d2529"
MUTED = "#69757b"
ACCENT = "#1f5c66"
HAIRLINE = "#d5dcde"
TINT = "#f3f7f7"


Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text looks; sizes in points."""

    size: float
    leading: float
    font: str = REGULAR
    color: str = INK


BODY = Style(size=8.5, leading=12)
STRONG = Style(size=8.5, leading=12, font=BOLD)
SMALL = Style(size=7, leading=9.6, color=MUTED)
LABEL = Style(size=6.5, leading=9, color=MUTED)
HEADING = Style(size=9.5, leading=13, font=BOLD, color=ACCENT)


class Paper:
    """A4 pages in the making. Lengths in points, origin bottom left.

    The same strokes always give the same bytes: there is no clock in them.
    """

    def __init__(self, *, title: str, author: str, language: str) -> None:
        _register_fonts()
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file,
            pagesize=A4,
            invariant=1,
            pageCompression=1,
            lang=language,
            initialFontName=REGULAR,
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Chatsign")
        self._canvas.setProducer("Chatsign")

    def text(
        self, x: float, y: float, text: str, style: Style, align: Align = "left"
    ) -> None:
        """Write one line; `y` is its base line."""
        self._canvas.setFont(style.font, style.size)
        self._canvas.setFillColor(HexColor(style.color))
        match align:
            case "left":
                self._canvas.drawString(x, y, text)
            case "right":
                self._canvas.drawRightString(x, y, text)
            case "center":
                self._canvas.drawCentredString(x, y, text)

    def lines(
        self,
        x: float,
        top: float,
        lines: list[str],
        style: Style,
        align: Align = "left",
    ) -> float:
        """Write lines below `top` and return where the next one would begin."""
        for index, line in enumerate(lines, start=1):
            self.text(x, top - index * style.leading + _drop(style), line, style, align)
        return top - len(lines) * style.leading

    def rule(
        self,
        x1: float,
        x2: float,
        y: float,
        color: str = HAIRLINE,
        thickness: float = 0.5,
    ) -> None:
        """Draw a horizontal line."""
        self._canvas.setStrokeColor(HexColor(color))
        self._canvas.setLineWidth(thickness)
        self._canvas.line(x1, y, x2, y)

    def panel(
        self, x: float, y: float, width: float, height: float, color: str = TINT
    ) -> None:
        """Tint a rectangle."""
        self._canvas.setFillColor(HexColor(color))
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a rectangle with a hairline and soft corners."""
        self._canvas.setStrokeColor(HexColor(HAIRLINE))
        self._canvas.setLineWidth(0.6)
        self._canvas.roundRect(x, y, width, height, 3, stroke=1, fill=0)

    def link(self, url: str, x: float, y: float, width: float, height: float) -> None:
        """Make a rectangle lead to an address."""
        self._canvas.linkURL(url, (x, y, x + width, y + height))

    def picture(
        self, png: bytes, x: float, top: float, width: float, height: float
    ) -> None:
        """Fit a picture into the box below `top`, to its upper left."""
        self._canvas.drawImage(
            ImageReader(BytesIO(png)),
            x,
            top - height,
            width,
            height,
            mask="auto",
            preserveAspectRatio=True,
            anchor="nw",
        )

    def next_page(self) -> None:
        """Go on with an empty page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Close the last page and return the file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()


def wrap(text: str, style: Style, width: float) -> list[str]:
    """Break a text into lines that fit, long words too."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and measure(f"{line} {word}", style) <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, style, width)
        lines.extend(full)
    return [*lines, line]


def elide(text: str, style: Style, width: float) -> str:
    """Shorten a text to one line that fits."""
    if measure(text, style) <= width:
        return text
    while text and measure(f"{text}…", style) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def measure(text: str, style: Style) -> float:
    """Return the width of a text in points."""
    _register_fonts()
    return float(pdfmetrics.stringWidth(text, style.font, style.size))


def fractions(x: float, y: float, width: float, height: float) -> Box:
    """Turn a rectangle on A4 into fractions of the page."""
    return (
        round(x / WIDTH, 5),
        round(y / HEIGHT, 5),
        round((x + width) / WIDTH, 5),
        round((y + height) / HEIGHT, 5),
    )


def _pieces(word: str, style: Style, width: float) -> list[str]:
    pieces = [""]
    if measure(word, style) <= width:
        return [word]
    for char in word:
        if pieces[-1] and measure(pieces[-1] + char, style) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _drop(style: Style) -> float:
    """How far the base line stands above the bottom of its line."""
    return style.leading * 0.5 - style.size * 0.25


@cache
def _register_fonts() -> None:
    for name, file in ((REGULAR, SANS), (BOLD, SANS_BOLD)):
        pdfmetrics.registerFont(TTFont(name, file))

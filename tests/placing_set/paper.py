"""Draws pages as a company prints them: text, lines, frames, and what is written on."""

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import Box

from . import fonts
from .fonts import SANS, Face

_ASCENT, _DESCENT = 0.76, 0.23
"""Of letters, in parts of the type size."""


class Paper:
    """Pages being drawn, in points from the lower left of the page as displayed.

    `y` is the baseline of the next paragraph, `ink` what was printed on which page.
    """

    def __init__(
        self,
        *,
        size: tuple[float, float] = A4,
        face: Face = SANS,
        points: float = 10,
        leading: float = 1.35,
        margins: tuple[float, float] = (62, 62),
        leader: str = "rule",
        rotate: int = 0,
        bleed: tuple[float, float, float, float] = (0, 0, 0, 0),
        weight: float = 0.6,
    ) -> None:
        """Begin a document.

        `margins` are left and right; `leader` is what blanks are drawn with; `bleed`
        is what the MediaBox has around the CropBox; `weight` is that of the lines.
        """
        fonts.register()
        self.face, self.points, self.leading = face, points, leading
        self.leader, self.weight, self.margins = leader, weight, margins
        self.rotate, self.bleed, self.size = rotate, bleed, size
        self.page = 0
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, invariant=True, pageCompression=1)
        self.sizes: list[tuple[float, float]] = []
        self.ink: list[tuple[int, Box]] = []
        self._open(size)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        bold: bool = False,
        points: float | None = None,
        align: str = "left",
        colour: str = "black",
    ) -> float:
        """Write one line, and return where it ends."""
        points = points or self.points
        font = self.face.bold if bold else self.face.regular
        wide = fonts.width(text, font, points)
        x -= {"left": 0.0, "center": wide / 2, "right": wide}[align]
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, points)
        self.canvas.drawString(x, y, text)
        self._soil(x, y - _DESCENT * points, x + wide, y + _ASCENT * points)
        return x + wide

    def rule(self, x1: float, x2: float, y: float, *, dash: bool = False) -> None:
        """Draw a horizontal line."""
        self.canvas.setLineWidth(self.weight)
        self.canvas.setDash(*([2, 2] if dash else []))
        self.canvas.line(x1, y, x2, y)
        self.canvas.setDash()
        self._soil(x1, y, x2, y)

    def frame(
        self, box: Box, *, fill: str | None = None, line: str | None = "black"
    ) -> None:
        """Draw a rectangle."""
        x1, y1, x2, y2 = box
        self.canvas.setLineWidth(self.weight)
        self.canvas.setStrokeColor(line or "white")
        self.canvas.setFillColor(fill or "white")
        self.canvas.rect(
            x1, y1, x2 - x1, y2 - y1, stroke=line is not None, fill=fill is not None
        )
        self.canvas.setStrokeColor("black")
        if line:
            self._soil(x1, y2, x2, y2)
            self._soil(x1, y1, x2, y1)

    def circle(self, x: float, y: float, radius: float) -> None:
        """Draw a circle, where a round stamp goes."""
        self.canvas.setLineWidth(self.weight)
        self.canvas.circle(x, y, radius)

    def leaders(self, x1: float, x2: float, y: float, leader: str = "") -> None:
        """Draw what people write on, at the baseline of the text beside it."""
        leader = leader or self.leader
        if leader in ("rule", "dash"):
            return self.rule(x1, x2, y - 1.5, dash=leader == "dash")
        points = self.points
        sign = {"under": "_", "dots": ".", "wide": " .", "ellipsis": "…"}[leader]
        count = int((x2 - x1) / fonts.width(sign, self.face.regular, points))
        self.canvas.setFillColor("black")
        self.canvas.setFont(self.face.regular, points)
        self.canvas.drawString(x1, y, sign * count)
        self._soil(x1, y - 0.1 * points, x2, y)
        return None

    def glyph(self, x: float, y: float, text: str, font: str) -> None:
        """Write a sign in a font of its own."""
        self.canvas.setFillColor("black")
        self.canvas.setFont(font, self.points)
        self.canvas.drawString(x, y, text)

    def tag(self, text: str, x: float, y: float, *, points: float = 8) -> None:
        """Write a text tag, which is no text that must stay visible."""
        self.canvas.setFillColor("#999999")
        self.canvas.setFont(self.face.regular, points)
        self.canvas.drawString(x, y, text)

    def skip(self, points: float) -> None:
        """Leave paper free; begin a page where none is left."""
        self.y -= points
        if self.y < 70:
            self.next_page()

    def heading(self, text: str, *, points: float = 0) -> None:
        """Write a heading at the cursor."""
        points = points or self.points * 1.4
        self.text(self.left, self.y, text, bold=True, points=points)
        self.skip(points * 1.6)

    def next_page(self, size: tuple[float, float] | None = None) -> None:
        """Begin the next page, of another size where one is given."""
        self.canvas.showPage()
        self.page += 1
        self._open(size or self.size)

    @property
    def left(self) -> float:
        """Where lines begin."""
        return self.margins[0]

    @property
    def right(self) -> float:
        """Where lines end."""
        return self.sizes[-1][0] - self.margins[1]

    def pdf(self) -> bytes:
        """Return the PDF; nothing can be drawn afterwards."""
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()

    def _open(self, size: tuple[float, float]) -> None:
        self.sizes.append(size)
        width, height = size
        left, bottom, right, top = self.bleed
        wide, high = (height, width) if self.rotate % 180 else (width, height)
        paper = (wide + left + right, high + bottom + top)
        # reportlab swaps the sides of a page that is turned
        self.canvas.setPageSize(paper[::-1] if self.rotate % 180 else paper)
        if any(self.bleed):
            self.canvas.setCropBox((left, bottom, left + wide, bottom + high))
        self.canvas.setPageRotation(self.rotate)
        self.canvas.translate(left, bottom)
        self.canvas.transform(*_UPRIGHT[self.rotate](wide, high))
        self.y = height - 70

    def _soil(self, x1: float, y1: float, x2: float, y2: float) -> None:
        if x2 > x1:
            self.ink.append((self.page, (x1, y1, x2, y2)))


_UPRIGHT: dict[int, Callable[[float, float], tuple[float, ...]]] = {
    0: lambda wide, high: (1, 0, 0, 1, 0, 0),
    90: lambda wide, high: (0, 1, -1, 0, wide, 0),
    180: lambda wide, high: (-1, 0, 0, -1, wide, high),
    270: lambda wide, high: (0, -1, 1, 0, 0, high),
}
"""From the page as displayed to the page before it is turned."""

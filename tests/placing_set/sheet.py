"""Draws pages as a company prints them, and remembers where people will write."""

import io
import re
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import Box

from . import fonts
from .fonts import SANS, Face
from .place import Place, Want

_TOKEN = re.compile(r"[^\s{]*\{[^}]*\}\S*|\S+")
_BLANK = re.compile(r"(.*)\{([^|}]*)\|(\d+)\}(.*)")
_ASCENT, _DESCENT = 0.76, 0.23
"""Of letters, in parts of the type size."""


class _Mark(NamedTuple):
    """A place as it was drawn: what is wanted, and how far it may grow upwards."""

    want: Want
    page: int
    box: Box
    ceiling: float | None


class Sheet:
    """A document being drawn, in points from the lower left of the page as displayed.

    `y` is the baseline of the next paragraph.
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
        self._canvas = Canvas(self._out, invariant=True, pageCompression=1)
        self._sizes: list[tuple[float, float]] = []
        self._marks: list[_Mark] = []
        self._ink: list[tuple[int, Box]] = []
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
        self._canvas.setFillColor(colour)
        self._canvas.setFont(font, points)
        self._canvas.drawString(x, y, text)
        self._soil(x, y - _DESCENT * points, x + wide, y + _ASCENT * points)
        return x + wide

    def rule(self, x1: float, x2: float, y: float, *, dash: bool = False) -> None:
        """Draw a horizontal line."""
        self._canvas.setLineWidth(self.weight)
        self._canvas.setDash(*([2, 2] if dash else []))
        self._canvas.line(x1, y, x2, y)
        self._canvas.setDash()
        self._soil(x1, y, x2, y)

    def frame(
        self, box: Box, *, fill: str | None = None, line: str | None = "black"
    ) -> None:
        """Draw a rectangle."""
        x1, y1, x2, y2 = box
        self._canvas.setLineWidth(self.weight)
        self._canvas.setStrokeColor(line or "white")
        self._canvas.setFillColor(fill or "white")
        self._canvas.rect(
            x1, y1, x2 - x1, y2 - y1, stroke=line is not None, fill=fill is not None
        )
        self._canvas.setStrokeColor("black")
        if line:
            self._soil(x1, y2, x2, y2)
            self._soil(x1, y1, x2, y1)

    def circle(self, x: float, y: float, radius: float) -> None:
        """Draw a circle, where a round stamp goes."""
        self._canvas.setLineWidth(self.weight)
        self._canvas.circle(x, y, radius)

    def leaders(self, x1: float, x2: float, y: float, leader: str = "") -> None:
        """Draw what people write on, at the baseline of the text beside it."""
        leader = leader or self.leader
        if leader in ("rule", "dash"):
            return self.rule(x1, x2, y - 1.5, dash=leader == "dash")
        points = self.points
        sign = {"under": "_", "dots": ".", "wide": " .", "ellipsis": "…"}[leader]
        count = int((x2 - x1) / fonts.width(sign, self.face.regular, points))
        self._canvas.setFillColor("black")
        self._canvas.setFont(self.face.regular, points)
        self._canvas.drawString(x1, y, sign * count)
        self._soil(x1, y - 0.1 * points, x2, y)
        return None

    def glyph(self, x: float, y: float, text: str, font: str) -> None:
        """Write a sign in a font of its own."""
        self._canvas.setFillColor("black")
        self._canvas.setFont(font, self.points)
        self._canvas.drawString(x, y, text)

    def tag(self, text: str, x: float, y: float, *, points: float = 8) -> None:
        """Write a text tag, which is no text that must stay visible."""
        self._canvas.setFillColor("#999999")
        self._canvas.setFont(self.face.regular, points)
        self._canvas.drawString(x, y, text)

    def mark(self, want: Want | str, box: Box, *, upwards: float | None = None) -> None:
        """Note a true place. `upwards` lets it grow so far while the paper is free."""
        want = want if isinstance(want, Want) else Want.read(want)
        self._marks.append(_Mark(want, self.page, box, upwards))

    def blank(
        self, want: str, x1: float, x2: float, y: float, *, leader: str = ""
    ) -> None:
        """Draw a line to write on, and note the place above it."""
        self.leaders(x1, x2, y, leader)
        self.above(want, x1, x2, y)

    def above(self, want: str, x1: float, x2: float, y: float) -> None:
        """Note the place above a line as the convention has it."""
        picture = Want.read(want).kind in ("signature", "initials", "stamp")
        if picture:
            x2 = min(x2, x1 + 220)
        up = 36.0 if picture else 1.5 * self.points
        self.mark(want, (x1, y - 0.5, x2, y), upwards=up)

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

    def paragraph(
        self, text: str, *, x: float | None = None, until: float | None = None
    ) -> None:
        """Write a text over the width of the page.

        `{date/customer/Datum|20}` within it is a blank of twenty underscores.
        """
        x, until = x or self.left, until or self.right
        space = fonts.width(" ", self.face.regular, self.points)
        at = x
        for token in _TOKEN.findall(text):
            wide = self._token(token, 0, draw=False)
            if at > x and at + wide > until:
                at = x
                self.skip(self.points * self.leading)
            self._token(token, at, draw=True)
            at += wide + space
        self.skip(self.points * (self.leading + 0.5))

    def next_page(self, size: tuple[float, float] | None = None) -> None:
        """Begin the next page, of another size where one is given."""
        self._canvas.showPage()
        self.page += 1
        self._open(size or self.size)

    @property
    def left(self) -> float:
        """Where lines begin."""
        return self.margins[0]

    @property
    def right(self) -> float:
        """Where lines end."""
        return self._sizes[-1][0] - self.margins[1]

    def finish(self) -> tuple[bytes, tuple[Place, ...]]:
        """Return the PDF and its places."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue(), tuple(self._place(mark) for mark in self._marks)

    def _open(self, size: tuple[float, float]) -> None:
        self._sizes.append(size)
        width, height = size
        left, bottom, right, top = self.bleed
        wide, high = (height, width) if self.rotate % 180 else (width, height)
        paper = (wide + left + right, high + bottom + top)
        # reportlab swaps the sides of a page that is turned
        self._canvas.setPageSize(paper[::-1] if self.rotate % 180 else paper)
        if any(self.bleed):
            self._canvas.setCropBox((left, bottom, left + wide, bottom + high))
        self._canvas.setPageRotation(self.rotate)
        self._canvas.translate(left, bottom)
        self._canvas.transform(*_UPRIGHT[self.rotate](wide, high))
        self.y = height - 70

    def _token(self, token: str, x: float, *, draw: bool) -> float:
        """Return the width of a word, or of a blank with what touches it."""
        font, points = self.face.regular, self.points
        found = _BLANK.fullmatch(token)
        if not found:
            if draw:
                self.text(x, self.y, token)
            return fonts.width(token, font, points)
        before, want, count, after = found.groups()
        start = fonts.width(before, font, points)
        end = start + fonts.width("_" * int(count), font, points)
        if draw:
            self.text(x, self.y, before)
            self.blank(want, x + start, x + end, self.y, leader="under")
            self.text(x + end, self.y, after)
        return end + fonts.width(after, font, points)

    def _soil(self, x1: float, y1: float, x2: float, y2: float) -> None:
        if x2 > x1:
            self._ink.append((self.page, (x1, y1, x2, y2)))

    def _place(self, mark: _Mark) -> Place:
        x1, y1, x2, y2 = mark.box
        if mark.ceiling is not None:
            y2 = self._free(mark.page, x1, x2, y1, y1 + mark.ceiling)
        width, height = self._sizes[mark.page]
        return Place(
            page=mark.page,
            kind=mark.want.kind,
            party=mark.want.party,
            label=mark.want.label,
            box=(x1 / width, y1 / height, x2 / width, y2 / height),
            optional=mark.want.optional,
        )

    def _free(self, page: int, x1: float, x2: float, y: float, top: float) -> float:
        """Return up to where the paper above a line is free."""
        bottoms = [
            box[1] - 1
            for on, box in self._ink
            if on == page and box[0] < x2 - 1 and box[2] > x1 + 1 and box[1] > y + 3
        ]
        return min([top, *bottoms])


_UPRIGHT = {
    0: lambda wide, high: (1, 0, 0, 1, 0, 0),
    90: lambda wide, high: (0, 1, -1, 0, wide, 0),
    180: lambda wide, high: (-1, 0, 0, -1, wide, high),
    270: lambda wide, high: (0, -1, 1, 0, 0, high),
}
"""From the page as displayed to the page before it is turned."""

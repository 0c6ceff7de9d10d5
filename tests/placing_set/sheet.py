"""Pages that remember where people will write."""

import re
from typing import Any, NamedTuple

from bot.domain.fields import Box

from . import fonts
from .paper import Paper
from .place import Place, Want

_TOKEN = re.compile(r"[^\s{]*\{[^}]*\}\S*|\S+")
_BLANK = re.compile(r"(.*)\{([^|}]*)\|(\d+)\}(.*)")
_PICTURES = ("signature", "initials", "stamp")


class _Mark(NamedTuple):
    """A place as it was drawn: what is wanted, and how far it may grow upwards."""

    want: Want
    page: int
    box: Box
    ceiling: float | None


class Sheet(Paper):
    """A document being drawn together with its true places."""

    def __init__(self, **how: Any) -> None:
        """Begin a document, as `Paper` does."""
        super().__init__(**how)
        self._marks: list[_Mark] = []

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
        picture = Want.read(want).kind in _PICTURES
        if picture:
            x2 = min(x2, x1 + 220)
        up = 36.0 if picture else 1.5 * self.points
        self.mark(want, (x1, y - 0.5, x2, y), upwards=up)

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

    def finish(self) -> tuple[bytes, tuple[Place, ...]]:
        """Return the PDF and its places."""
        return self.pdf(), tuple(self._place(mark) for mark in self._marks)

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

    def _place(self, mark: _Mark) -> Place:
        x1, y1, x2, y2 = mark.box
        if mark.ceiling is not None:
            y2 = self._free(mark.page, x1, x2, y1, y1 + mark.ceiling)
        width, height = self.sizes[mark.page]
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
            for on, box in self.ink
            if on == page and box[0] < x2 - 1 and box[2] > x1 + 1 and box[1] > y + 3
        ]
        return min([top, *bottoms])

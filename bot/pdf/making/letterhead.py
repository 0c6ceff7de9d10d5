"""The company's letterhead: head, address window and foot of a made document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.company import Company
from bot.domain.fields import Field
from bot.domain.order import Customer
from bot.pdf.making.paper import (
    ACCENT,
    BODY,
    BOLD,
    HEIGHT,
    LABEL,
    LEFT,
    MM,
    MUTED,
    RIGHT,
    SMALL,
    STRIP,
    STRONG,
    Paper,
    Style,
    elide,
    measure,
    wrap,
)
from bot.pdf.making.place import LABEL_HEIGHT, Blank, Place
from bot.texts import Texts

NEXT_TOP = HEIGHT - 30 * MM
"""Where the text begins on the pages after the first."""

_TOP = HEIGHT - 15 * MM
_COLUMN = 133 * MM
_COLUMN_WIDTH = RIGHT - _COLUMN
_ADDRESS_TOP = HEIGHT - 45 * MM
_ADDRESS_WIDTH = 85 * MM
_TITLE_TOP = HEIGHT - 86 * MM
_SHEET_TOP = HEIGHT - 44 * MM
_FOLDS = (HEIGHT - 105 * MM, HEIGHT - 210 * MM)
_GAP = 10.0
_MOST_LINES = 21
"""More than the longest address an order may have."""
_WORDMARK = Style(size=17, leading=21, font=BOLD, color=ACCENT)
_TITLE = Style(size=22, leading=28, font=BOLD)


Fact = tuple[str, str | Blank]
"""A label, and what is known or to be filled in."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Everything on the pages of one document but its contents."""

    company: Company
    title: str
    """In full, e.g. "Offer 4711": said on every page."""
    t: Texts

    @property
    def bottom(self) -> float:
        """Where the contents must end."""
        return self._foot_top + 4 * MM

    def draw_letter(
        self, paper: Paper, heading: str, customer: Customer, facts: Sequence[Fact]
    ) -> tuple[float, list[Field]]:
        """Draw the first page of a letter, for an envelope with a window (DIN 5008 B).

        Return where the contents begin, and the fields among the facts.
        """
        for y in _FOLDS:
            paper.rule(5 * MM, 9 * MM, y, MUTED, 0.4)
        foot = self._draw_sender(paper)
        address = self._draw_address(paper, customer)
        right, fields = _draw_facts(paper, min(_ADDRESS_TOP, foot - 8 * MM), facts)
        top = min(_TITLE_TOP, address - 8 * MM, right - 5 * MM)
        return self._draw_heading(paper, heading, top), fields

    def draw_contract(self, paper: Paper, heading: str) -> float:
        """Draw the first page of a contract; return where the contents begin."""
        foot = self._draw_sender(paper)
        return self._draw_heading(paper, heading, min(_SHEET_TOP, foot - 8 * MM))

    def draw_next(self, paper: Paper) -> None:
        """Draw the head of any later page."""
        y = HEIGHT - 18 * MM
        title = elide(self.title, SMALL, _ADDRESS_WIDTH)
        room = RIGHT - LEFT - measure(title, SMALL) - 2 * _GAP
        paper.text(LEFT, y, elide(self.company.name, SMALL, room), SMALL)
        paper.text(RIGHT, y, title, SMALL, "right")
        paper.rule(LEFT, RIGHT, y - 6)

    def draw_foot(self, paper: Paper, page: int, pages: int) -> None:
        """Draw the foot of page `page` (from 1) of `pages`."""
        paper.rule(LEFT, RIGHT, self._foot_top)
        top = self._foot_top - 5
        for x, lines in zip(_foot_columns(), self._foot_lines, strict=True):
            paper.lines(x, top, lines, SMALL)
        counted = self.t("Page {page} of {pages}", page=page, pages=pages)
        paper.lines(RIGHT, top, [counted], SMALL, "right")

    def _draw_sender(self, paper: Paper) -> float:
        width = _COLUMN - LEFT - _GAP
        top = left = _TOP - 4
        if self.company.logo:
            paper.picture(self.company.logo, LEFT, _TOP, min(width, 62 * MM), 21 * MM)
            name = wrap(self.company.name, STRONG, _COLUMN_WIDTH)
            top = paper.lines(_COLUMN, top, name, replace(STRONG, size=8)) - 1
        else:
            mark = wrap(self.company.name, _WORDMARK, width)
            left = paper.lines(LEFT, _TOP, mark, _WORDMARK)
        lines = _wrapped(self.company.address, SMALL, _COLUMN_WIDTH)
        return min(left, paper.lines(_COLUMN, top, lines, SMALL))

    def _draw_heading(self, paper: Paper, heading: str, top: float) -> float:
        lines = wrap(heading, _TITLE, RIGHT - LEFT)
        return paper.lines(LEFT, top, lines, _TITLE) - 4 * MM

    def _draw_address(self, paper: Paper, customer: Customer) -> float:
        back = " · ".join((self.company.name, *self.company.address))
        shown = elide(back, LABEL, _ADDRESS_WIDTH)
        top = paper.lines(LEFT, _ADDRESS_TOP, [shown], LABEL)
        paper.rule(LEFT, LEFT + measure(shown, LABEL), top - 0.5)
        style = replace(BODY, size=10, leading=14)
        lines = _wrapped((customer.name, *customer.address), style, _ADDRESS_WIDTH)
        return paper.lines(LEFT, top - 8, lines, style)

    @property
    def _foot_top(self) -> float:
        height = max(1, *(len(lines) for lines in self._foot_lines)) * SMALL.leading
        return STRIP + 3 * MM + height + 5

    @property
    def _foot_lines(self) -> tuple[list[str], list[str]]:
        bank = self.company.bank
        name, details = _foot_columns()
        return (
            _wrapped(
                (self.company.name, *self.company.address), SMALL, details - name - _GAP
            ),
            _wrapped(
                bank.lines if bank else (), SMALL, RIGHT - 26 * MM - details - _GAP
            ),
        )


def _draw_facts(
    paper: Paper, top: float, facts: Sequence[Fact]
) -> tuple[float, list[Field]]:
    fields = []
    for label, value in facts:
        if isinstance(value, Blank):
            place = Place(
                blank=value, x=_COLUMN, down=LABEL_HEIGHT, width=_COLUMN_WIDTH
            )
            place.draw(paper, top)
            fields.append(place.field(0, top))
            top -= LABEL_HEIGHT + value.height + 6
        elif value:
            top = paper.lines(_COLUMN, top, [label], LABEL)
            lines = wrap(value, BODY, _COLUMN_WIDTH)
            top = paper.lines(_COLUMN, top, lines, BODY) - 3.5
    return top, [field for field in fields if field]


def _foot_columns() -> tuple[float, float]:
    return LEFT, LEFT + 66 * MM


def _wrapped(texts: Sequence[str], style: Style, width: float) -> list[str]:
    lines = [line for text in texts if text for line in wrap(text, style, width)]
    return lines[:_MOST_LINES]

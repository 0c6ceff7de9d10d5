"""The end of a made document: the places that sender, director and customer fill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.fields import CUSTOMER, DIRECTOR, Kind
from bot.domain.order import Customer
from bot.pdf.making.flow import Block
from bot.pdf.making.paper import HEADING, LEFT, MM, RIGHT, Paper, elide, wrap
from bot.pdf.making.place import LABEL_HEIGHT, Blank, Place
from bot.texts import Texts

DATE_WIDTH = 36 * MM

_GAP = 12 * MM
_COLUMN = (RIGHT - LEFT - _GAP) / 2
_STARTS = (LEFT, LEFT + _COLUMN + _GAP)
_HEAD = 9 * MM
_BELOW_HEAD = 5.0
_BETWEEN = 3 * MM
_STAMP = 29 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One column of the block: who, and the rows of what he fills in."""

    heading: str
    rows: Sequence[Sequence[Blank]]


def signing_block(ours: Side, theirs: Side) -> Block:
    """Lay both columns out, row beside row, from the last one up: the signatures stand
    side by side."""
    count = max(len(ours.rows), len(theirs.rows))
    columns = [
        [*[()] * (count - len(side.rows)), *side.rows] for side in (ours, theirs)
    ]
    sides: tuple[list[Place], list[Place]] = ([], [])
    headings = [_two_lines(side.heading) for side in (ours, theirs)]
    down = _HEAD + max(map(len, headings)) * HEADING.leading + _BELOW_HEAD - _BETWEEN
    for pair in zip(*columns, strict=True):
        down += _BETWEEN + LABEL_HEIGHT
        for x, row, found in zip(_STARTS, pair, sides, strict=True):
            found += _place_row(row, x, down)
        down += max(blank.height for row in pair for blank in row)

    places = (*sides[0], *sides[1])

    def draw(paper: Paper, top: float) -> None:
        for x, heading in zip(_STARTS, headings, strict=True):
            paper.lines(x, top - _HEAD, heading, HEADING)
        for place in places:
            place.draw(paper, top)

    return Block(height=down, draw=draw, places=places)


def signed_by_us(t: Texts) -> list[Blank]:
    """Return the row of the director."""
    return [_signature(DIRECTOR, t), _stamp(DIRECTOR, t)]


def signed_by(customer: Customer, t: Texts) -> list[Blank]:
    """Return the row of the customer: only a company has a stamp."""
    stamp = [_stamp(CUSTOMER, t)] if customer.company else []
    return [_signature(CUSTOMER, t), *stamp]


def date_of(role: str, t: Texts) -> Blank:
    """Return the blank for the date on which somebody signs."""
    name = "date" if role not in {DIRECTOR, CUSTOMER} else f"{role}-date"
    return Blank(id=name, kind=Kind.DATE, role=role, label=t("Date"), width=DATE_WIDTH)


def name_of_customer(t: Texts) -> Blank:
    """Return the blank for the name of who signs for the customer."""
    return Blank(id="customer-name", kind=Kind.TEXT, role=CUSTOMER, label=t("Name"))


def _place_row(row: Sequence[Blank], x: float, down: float) -> Iterator[Place]:
    fixed = sum(blank.width or 0 for blank in row) + _BETWEEN * (len(row) - 1)
    for blank in row:
        width = blank.width or _COLUMN - fixed
        yield Place(blank=blank, x=x, down=down, width=width)
        x += width + _BETWEEN


def _two_lines(heading: str) -> list[str]:
    first, *rest = wrap(heading, HEADING, _COLUMN)
    return [first, elide(" ".join(rest), HEADING, _COLUMN)] if rest else [first]


def _signature(role: str, t: Texts) -> Blank:
    return Blank(
        id=f"{role}-signature", kind=Kind.SIGNATURE, role=role, label=t("Signature")
    )


def _stamp(role: str, t: Texts) -> Blank:
    return Blank(
        id=f"{role}-stamp",
        kind=Kind.STAMP,
        role=role,
        label=t("Stamp"),
        width=_STAMP,
    )

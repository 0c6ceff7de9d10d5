"""The end of a delivery note: the places that sender, director and customer fill."""

from dataclasses import dataclass

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Field, Kind
from bot.pdf.making.paper import (
    HEADING,
    LABEL,
    LEFT,
    MM,
    MUTED,
    RIGHT,
    Paper,
    elide,
    fractions,
    wrap,
)
from bot.texts import Texts

HEIGHT = 84 * MM

_GAP = 12 * MM
_COLUMN = (RIGHT - LEFT - _GAP) / 2
_OURS = LEFT
_THEIRS = LEFT + _COLUMN + _GAP
_HEAD = 9 * MM
_FIRST = _HEAD + 2 * HEADING.leading
_LABEL = LABEL.leading + 1
_LINE = 8 * MM
_BANK = 15 * MM
_PICTURE = 25 * MM
_STAMP = 29 * MM
_SECOND = _FIRST + _LABEL + _LINE + 3 * MM
_LAST = _SECOND + _LABEL + _BANK + 3 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One field of the block; `down` is measured from the block's top."""

    id: str
    kind: Kind
    role: str
    label: str
    x: float
    down: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SigningBlock:
    """Where who writes what; two columns, ours and the customer's."""

    ours: str
    """The heading of our column."""
    theirs: str
    places: tuple[_Place, ...]

    def fields(self, page: int, top: float) -> tuple[Field, ...]:
        """Return the fields as they lie when the block begins at `top`."""
        return tuple(
            Field(
                id=place.id,
                kind=place.kind,
                role=place.role,
                page=page,
                box=fractions(
                    place.x,
                    top - place.down - place.height,
                    place.width,
                    place.height,
                ),
                label=place.label,
            )
            for place in self.places
        )

    def draw(self, paper: Paper, top: float) -> None:
        """Draw headings, labels and the lines to write on."""
        for x, heading in ((_OURS, self.ours), (_THEIRS, self.theirs)):
            paper.lines(x, top - _HEAD, _two_lines(heading), HEADING)
        for place in self.places:
            y = top - place.down
            paper.lines(place.x, y + _LABEL, [place.label], LABEL)
            paper.panel(place.x, y - place.height, place.width, place.height)
            paper.rule(place.x, place.x + place.width, y - place.height, MUTED, 0.5)


def signing_block(t: Texts, *, company: str, stamp: bool) -> SigningBlock:
    """Lay the block out; `stamp` when the customer is a company and may stamp."""
    beside = _COLUMN - _STAMP - 3 * MM
    places = [
        _place("date", Kind.DATE, SENDER, t("Date"), _OURS, _FIRST, 36 * MM, _LINE),
        _place(
            "bank", Kind.BANK, SENDER, t("Bank details"), _OURS, _SECOND, _COLUMN, _BANK
        ),
        _signature(DIRECTOR, t, _OURS, beside),
        _stamp(DIRECTOR, t, _OURS),
        _place(
            "customer-name",
            Kind.TEXT,
            CUSTOMER,
            t("Name"),
            _THEIRS,
            _FIRST,
            _COLUMN,
            _LINE,
        ),
        _place(
            "customer-date",
            Kind.DATE,
            CUSTOMER,
            t("Date"),
            _THEIRS,
            _SECOND,
            36 * MM,
            _LINE,
        ),
        _signature(CUSTOMER, t, _THEIRS, beside if stamp else _COLUMN),
    ]
    if stamp:
        places.append(_stamp(CUSTOMER, t, _THEIRS))
    return SigningBlock(
        t("For {company}", company=company), t("Received by"), tuple(places)
    )


def _two_lines(heading: str) -> list[str]:
    first, *rest = wrap(heading, HEADING, _COLUMN)
    return [first, elide(" ".join(rest), HEADING, _COLUMN)] if rest else [first]


def _signature(role: str, t: Texts, x: float, width: float) -> _Place:
    return _place(
        f"{role}-signature",
        Kind.SIGNATURE,
        role,
        t("Signature"),
        x,
        _LAST,
        width,
        _PICTURE,
    )


def _stamp(role: str, t: Texts, x: float) -> _Place:
    left = x + _COLUMN - _STAMP
    return _place(
        f"{role}-stamp", Kind.STAMP, role, t("Stamp"), left, _LAST, _STAMP, _PICTURE
    )


def _place(
    name: str,
    kind: Kind,
    role: str,
    label: str,
    x: float,
    down: float,
    width: float,
    height: float,
) -> _Place:
    return _Place(
        id=name,
        kind=kind,
        role=role,
        label=label,
        x=x,
        down=down + _LABEL,
        width=width,
        height=height,
    )

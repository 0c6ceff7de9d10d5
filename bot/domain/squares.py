"""Squares of a page, named as on a map: B7 is the second from the left, the seventh
from the top."""

import re
from dataclasses import dataclass

from bot.domain.errors import InputRefused

COLUMNS = 10
_NAME = re.compile(r"\s*(?:(\d{1,3})\s*[-:/ ]\s*)?([A-Ja-j])\s*(\d{1,2})\s*")


@dataclass(frozen=True, slots=True)
class Square:
    """One square, from 0; `page` is None where none was named."""

    page: int | None
    column: int
    row: int

    def corner(self, ratio: float) -> tuple[float, float]:
        """Return its lower left corner in fractions of a page of this ratio."""
        rows = rows_of(ratio)
        if self.row >= rows:
            raise InputRefused("square.unknown", last=f"J{rows}")
        return self.column / COLUMNS, 1 - (self.row + 1) / rows


def rows_of(ratio: float) -> int:
    """Return how many rows of squares a page has; `ratio` is width by height."""
    return min(max(round(COLUMNS / max(ratio, 0.01)), 3), 40)


def column_name(number: int) -> str:
    """Return a column's letter."""
    return "ABCDEFGHIJ"[number]


def read_square(text: str) -> Square:
    """Read `B7`, or `2 B7` for the second page. Raises `InputRefused`."""
    found = _NAME.fullmatch(text)
    if not found or not int(found[3]) or found[1] == "0":
        raise InputRefused("square.unreadable")
    page = int(found[1]) - 1 if found[1] else None
    return Square(page, ord(found[2].upper()) - ord("A"), int(found[3]) - 1)

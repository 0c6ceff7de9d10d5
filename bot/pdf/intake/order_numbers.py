"""The numbers of a table: 1.234,50 or 1,234.50, told apart by the whole file."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import TypeAlias

from bot.domain.errors import InputRefused
from bot.domain.values import clean_echo

Cell: TypeAlias = str | int | float | bool | date

_BLANK = re.compile(r"[\s\u00a0\u202f']")


class _Style(Enum):
    """Which mark is the decimal point."""

    COMMA = re.compile(r"[+-]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?")
    POINT = re.compile(r"[+-]?([1-9]\d{0,2}(,\d{3})+|\d+)(\.\d+)?")

    def plain(self, text: str) -> str:
        """Return the number as Python writes it."""
        if self is _Style.COMMA:
            return text.replace(".", "").replace(",", ".")
        return text.replace(",", "")


def read_numbers(
    entries: Sequence[tuple[int, dict[str, Cell]]], columns: Collection[str]
) -> None:
    """Bring every number typed as text in these columns into Python's form, in place.

    1,234 means one thing in Berlin and another in London. The other numbers of the
    file decide; when none does, it is refused.
    """
    found = [(place, _possible(place)) for place in _typed(entries, columns)]
    sure = {next(iter(styles)) for _, styles in found if len(styles) == 1}
    for place, styles in found:
        chosen = styles & sure if len(styles) > 1 and place.marked else styles
        if len(chosen) != 1 and place.marked:
            raise place.refusal("order.ambiguous")
        place.entry[place.column] = next(iter(chosen)).plain(place.text)


class _Place:
    """One typed number in its row."""

    def __init__(self, row: int, entry: dict[str, Cell], column: str) -> None:
        self.row, self.entry, self.column = row, entry, column
        self.text = _BLANK.sub("", str(entry[column])).removesuffix("%")
        self.marked = "." in self.text or "," in self.text

    def refusal(self, key: str) -> InputRefused:
        """Name the place and what stands there."""
        value = clean_echo(str(self.entry[self.column]))
        return InputRefused(key, row=self.row, entry=self.column, value=value)


def _typed(
    entries: Sequence[tuple[int, dict[str, Cell]]], columns: Collection[str]
) -> Iterator[_Place]:
    for row, entry in entries:
        for column in columns:
            if isinstance(entry.get(column), str):
                yield _Place(row, entry, column)


def _possible(place: _Place) -> set[_Style]:
    styles = {style for style in _Style if style.value.fullmatch(place.text)}
    if not styles:
        raise place.refusal("order.wrong-in-row")
    return styles

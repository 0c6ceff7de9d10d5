"""How a text is set into a box: shrunk as far as it stays readable, then refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.errors import InputRefused
from bot.domain.fields import Kind
from bot.pdf.evidence.form_font import (
    ASCENT,
    DESCENT,
    measure,
    refuse_unprintable,
)

LARGEST = 10.0
SMALLEST = 6.0
"""Sizes in points; nothing smaller can be read on paper."""

LEADING = 1.25
MARGIN = 2.0
"""Free space to the left and right of a text, in points."""

A4 = (595.28, 841.89)

_IBAN = re.compile(r"[A-Z]{2}\d\d ")
_UNBROKEN = 8.5
_ROOMY = 18.0
"""A box of this height in points keeps some air above and below its text."""
_WRAPPED = frozenset({Kind.TEXT, Kind.BANK})


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of one size, in points."""

    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        between = (len(self.lines) - 1) * self.size * LEADING
        return between + self.size * (ASCENT + DESCENT)


def set_value(
    text: str, width: float, height: float, *, kind: str, label: str
) -> Setting:
    """Set a value into its box or refuse it: `text.script`, `value.too-wide`.

    Bank details stand on one line where there is no room for more, and leave all but
    the account out where even that is too much.
    """
    refuse_unprintable(text)
    for form in _forms(text, kind):
        setting = typeset(form, width, height, wraps=kind in _WRAPPED)
        if setting:
            return setting
    raise InputRefused("value.too-wide", field=label)


def _forms(text: str, kind: str) -> Iterator[str]:
    yield text
    if kind == Kind.BANK:
        lines = text.split("\n")
        yield " · ".join(lines)
        yield from (line for line in lines if _IBAN.match(line))


def typeset(
    text: str,
    width: float,
    height: float,
    *,
    wraps: bool,
    largest: float = LARGEST,
    smallest: float = SMALLEST,
) -> Setting | None:
    """Return the largest setting that fits, or nothing. `\\n` always breaks.

    A text shrinks a little before it is broken into more lines.
    """
    if wraps and smallest < _UNBROKEN < largest:
        whole = typeset(
            text, width, height, wraps=False, largest=largest, smallest=_UNBROKEN
        )
        if whole:
            return whole
    room = width - 2 * MARGIN
    slack = 4.0 if height > _ROOMY else 0.0
    for size in _sizes(largest, smallest):
        lines = tuple(
            line
            for paragraph in text.split("\n")
            for line in (wrap(paragraph, room, size) if wraps else (paragraph,))
        )
        setting = Setting(size, lines)
        widest = max(measure(line, size) for line in lines)
        if widest <= room and setting.height <= max(height - slack, smallest):
            return setting
    return None


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break a text at its spaces; a word that is too long stays whole."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and measure(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    size = largest
    while size >= smallest:
        yield size
        size -= 0.5

"""Which way up a page is, told by its lines of text."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from bot.images.grids import Blobs, Ints, blobs, highest
from bot.images.picture import Mask, at_most
from bot.images.rules import find_rules

_SIDE = 1400
"""Pixels of the longer side in which letters are looked at."""
_INK = 130
"""Levels of gray and less are ink, on evened paper."""
_LETTER = (4, 80)
"""Pixels of a letter's height or width."""
_FEWEST = 60
"""Letters that tell anything."""
_SURE = 0.75
"""How few pieces lines run together to, beside those of columns."""
_CERTAIN, _LIKELY = 5.0, 1.0
"""Standard errors."""
_SLIGHTEST, _STEEPEST = 0.25, 10.0
"""Degrees by which lines lean."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of text on a page."""

    ink: Mask
    """The pixels of their letters, turned so that lines lie."""
    size: float
    """The usual size of a letter, in these pixels."""
    sideways: bool
    """Whether the page had to be turned a quarter counter-clockwise for that."""


def find_lines(page: Image.Image) -> Lines | None:
    """Return the lines of an evened page, if there are enough to tell."""
    letters = _letters(page)
    if letters is None:
        return None
    ink, size = letters
    across, down = (_pieces(ink, size, axis) for axis in (1, 0))
    if across < _SURE * down:
        return Lines(ink, size, False)
    if down < _SURE * across:
        return Lines(np.rot90(ink), size, True)
    return None


def upright(page: Image.Image, lines: Lines, *, level: bool) -> Image.Image:
    """Return the page turned by quarters so that it can be read, and level if it is
    not so already. Upside down it is only where its lines leave no doubt."""
    page = page.rotate(90 * _quarters(lines), expand=True)
    lean = None if level else find_rules(lines.ink).across
    if lean is None or not _SLIGHTEST < abs(lean) < _STEEPEST:
        return page
    return page.rotate(lean, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def _quarters(lines: Lines) -> int:
    reach, begin = _reach_up(lines), _begin_together(lines)
    if lines.sideways:
        return 1 if reach + _CERTAIN * begin >= 0 else 3
    # Cyrillic letters reach down more often than up, so both must say the same.
    return 2 if reach < -_CERTAIN and begin < -_LIKELY else 0


def _letters(page: Image.Image) -> tuple[Mask, float] | None:
    """Return the pixels of what is as large as letters, and the usual size of one."""
    small = at_most(page, _SIDE).convert("L")
    found = blobs(np.asarray(small) < _INK)
    sizes = np.maximum(found.right - found.left, found.bottom - found.top)
    fits = (sizes >= _LETTER[0]) & (sizes <= _LETTER[1])
    if fits.sum() < _FEWEST:
        return None
    return found.only(fits), float(np.median(sizes[fits]))


def _pieces(ink: Mask, size: float, axis: int) -> int:
    """Return how many pieces are left when ink spreads along an axis by as much as
    there is between letters."""
    return len(blobs(highest(ink, max(1, round(size * 0.3)), axis)).area)


def _reach_up(lines: Lines) -> float:
    """Return how much more neighbours differ in how far they reach up (b, d, l,
    capitals) than in how far they reach down (g, p), in standard errors."""
    letters = blobs(lines.ink)
    these, those = _neighbours(letters, lines.size)
    apart = 0.15 * lines.size
    above = np.abs(letters.top[these] - letters.top[those]) > apart
    below = np.abs(letters.bottom[these] - letters.bottom[those]) > apart
    return _excess(int((above & ~below).sum()), int((below & ~above).sum()))


def _begin_together(lines: Lines) -> float:
    """Return how many more lines begin than end below one another, in standard
    errors."""
    strips = blobs(highest(lines.ink, round(1.2 * lines.size), 1))
    long = strips.right - strips.left > 8 * lines.size
    if not long.any():
        return 0.0
    begin, end = (
        np.bincount((ends[long] / lines.size).astype(int)).max()
        for ends in (strips.left, strips.right)
    )
    return _excess(int(begin), int(end))


def _excess(one: int, other: int) -> float:
    return float((one - other) / max(1, one + other) ** 0.5)


def _neighbours(letters: Blobs, size: float) -> tuple[Ints, Ints]:
    """Return the numbers of letters and of the next ones to their right."""
    width = letters.labels.shape[1]
    tall = letters.bottom - letters.top
    letter = np.flatnonzero((tall > 0.5 * size) & (tall < 2 * size))
    gap = np.arange(max(2, round(0.6 * size)))
    middle = (letters.top + letters.bottom)[letter] // 2
    column = (letters.right[letter, None] + gap).clip(0, width - 1)
    seen = letters.labels[middle[:, None], column]
    first = (seen > 0).argmax(axis=1)
    next_one = seen[np.arange(len(letter)), first] - 1
    there = next_one >= 0
    return letter[there], next_one[there]

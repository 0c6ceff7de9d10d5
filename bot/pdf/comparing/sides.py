"""One page beside what it was: where they differ, and which words stood there."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from bot.domain.fields import Box
from bot.pdf.comparing.aligning import Alignment, align
from bot.pdf.comparing.papers import Papers, Word
from bot.pdf.comparing.picture import Gray, Map, warped
from bot.pdf.comparing.redrawn import PHOTO, REACH, SCAN, misfit
from bot.pdf.comparing.spots import (
    Spot,
    around,
    merged,
    spots,
    strangeness,
)
from bot.pdf.comparing.wording import Wording

SIDE = 1400
"""Pixels of the longer side of a page that is looked at closely."""
_TINY = 64
_SAME_PAGE = 0.5
_SURELY = 0.65
"""How alike pages are that are one at all, and that need not be turned."""
_TURNS = (2, 1, 3)
_INK = 200
_CONTRAST = 70
_EXACT = 8
_CHANGED = 0.25
"""The part of the ink on a page that may differ when nothing on it was moved."""
_MOST_BOXES = 12
_MOST_OF_PAGE = 0.4
_WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
_FIRMLY = 3.4
_VISIBLE, _UNFIT = 100, 0.5
"""Levels of gray, or a misfit, that show a word to be another one when it reads
differently."""
_FEW = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A differing place, with its words."""

    box: Box
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a close look at a page found."""

    places: Sequence[Place]
    redrawn: bool = True
    """The whole page was drawn anew, which takes ten times as long to compare."""


def look(old: Papers, was: int, new: Papers, now: int) -> Seen:
    """Find where a page differs from what it was; nowhere when it shows the same.

    A page that was moved, scaled or turned as a whole shows the same.
    """
    then, shown = old.look(was, SIDE), new.look(now, SIDE)
    if min(*then.shape, *shown.shape) < _TINY:
        same = np.array_equal(then, shown)
        return Seen([] if same else [Place(_WHOLE)], redrawn=False)
    if then.shape == shown.shape and _is_in_place(then, shown):
        words = Wording(old.words(was, then), new.words(now, shown))
        boxes = _in_place(words, then, shown)
        return Seen(_told(merged(boxes), words, shown.shape), redrawn=False)
    then = old.look(was, SIDE, finely=True)
    shown = new.look(now, SIDE, finely=True)
    turn, alignment = _laid(then, shown)
    if alignment.likeness < _SAME_PAGE:
        return Seen([Place(_WHOLE)])
    turned = np.rot90(then, turn)
    laid = warped(turned, alignment.matrix, shown.shape, finely=True)
    before = _turned(old.words(was, then), turn)
    before = _moved(before, alignment.matrix, turned.shape, shown.shape)
    words = Wording(before, new.words(now, shown))
    misfits = misfit(laid, shown, SCAN)
    boxes = _redrawn(words, misfits)
    if not new.is_picture(now):
        strange = strangeness(laid, shown, 1) / _VISIBLE
        boxes += _reworded(words, np.maximum(strange, misfits / _UNFIT))
    return Seen(_told(merged(boxes), words, shown.shape))


def look_at_photo(then: Gray, shown: Gray, words: Sequence[Word]) -> list[Place]:
    """Find where a photo of a page differs from the page that it is laid upon.

    `words` are those of the page; what cannot be read on a photo is left open.
    """
    wording = Wording(words, ())
    boxes = _redrawn(wording, misfit(then, shown, PHOTO))
    return _told(merged(boxes), wording, shown.shape)


def _laid(then: Gray, shown: Gray) -> tuple[int, Alignment]:
    """Return by how many quarters to the left the original must be turned, and how it
    lies then."""
    best = 0, align(then, shown)
    for turn in _TURNS:
        if best[1].likeness >= _SURELY:
            break
        other = align(np.rot90(then, turn), shown)
        best = max(best, (turn, other), key=lambda it: it[1].likeness)
    return best


def _is_in_place(then: Gray, shown: Gray) -> bool:
    """Say whether most of what was there stands where it stood, to the dot."""
    ink = int(((then < _INK) | (shown < _INK)).sum())
    return int((strangeness(then, shown, 0) > _EXACT).sum()) <= _CHANGED * ink


def _turned(words: Sequence[Word], turn: int) -> Sequence[Word]:
    for _ in range(turn):
        words = [
            Word(it.text, (1 - it.box[3], it.box[0], 1 - it.box[1], it.box[2]))
            for it in words
        ]
    return words


def _moved(
    words: Sequence[Word], matrix: Map, then: tuple[int, ...], shown: tuple[int, ...]
) -> list[Word]:
    """Return words of the original where they lie on the page as it is."""
    back = np.linalg.inv(np.vstack((matrix, (0, 0, 1))))[:2]
    found = []
    for word in words:
        x1, y1, x2, y2 = word.box
        corners = np.array([(x, 1 - y, 1) for x in (x1, x2) for y in (y1, y2)])
        points = (corners * (then[1], then[0], 1)) @ back.T / (shown[1], shown[0])
        left, top = (float(number) for number in points.min(axis=0))
        right, bottom = (float(number) for number in points.max(axis=0))
        found.append(Word(word.text, (left, 1 - bottom, right, 1 - top)))
    return found


def _in_place(words: Wording, then: Gray, shown: Gray) -> list[Spot]:
    """Return where a page differs that shows nearly everything as it did.

    Where the words are the same, letters may stand a pixel beside where they stood.
    """
    strange = strangeness(then, shown, 0)
    firm = strangeness(then, shown, 1) > _VISIBLE
    found = _reworded(words, strange / _VISIBLE)
    for spot in spots(strange > _CONTRAST):
        left, top, right, bottom = spot
        moved = firm[top:bottom, left:right].sum() < _FEW
        if not (moved and words.is_same(_box(spot, shown.shape))):
            found.append(spot)
    return found


def _redrawn(words: Wording, misfits: Map) -> list[Spot]:
    """Return where a page that was drawn anew differs.

    Where the words are the same, it takes more to say so: another program may have put
    another font in place of one that the file does not hold.
    """
    found = []
    for spot in spots(misfits > 1):
        left, top, right, bottom = spot
        near = (left - REACH, top - REACH, right + REACH, bottom + REACH)
        worst = misfits[top:bottom, left:right].max()
        if worst > _FIRMLY or not words.is_same(_box(near, misfits.shape)):
            across, down = (right - left) // 4, (bottom - top) // 4
            middle = (left + across, top + down, right - across, bottom - down)
            stood = words.stood(_box(middle, misfits.shape))
            found.append(around([spot, *(_spot(box, misfits.shape) for box in stood)]))
    return found


def _reworded(words: Wording, evidence: Map) -> list[Spot]:
    """Return where words read differently and look differently too, if only a bit:
    where the evidence is more than 1."""
    found = []
    for word in words.changed():
        left, top, right, bottom = spot = _spot(word.box, evidence.shape)
        part = evidence[max(top, 0) : bottom, max(left, 0) : right]
        reads = words.at(word.box) != ("", "")
        if reads and part.size and part.max() > 1:
            found.append(spot)
    return found


def _told(boxes: Sequence[Spot], words: Wording, shape: tuple[int, ...]) -> list[Place]:
    area = sum((it[2] - it[0]) * (it[3] - it[1]) for it in boxes)
    if len(boxes) > _MOST_BOXES or area > _MOST_OF_PAGE * shape[0] * shape[1]:
        return [Place(_box(around(boxes), shape))]
    found = []
    for spot in boxes:
        box = _box(spot, shape)
        found.append(Place(box, *words.at(box)))
    return found


def _spot(box: Box, shape: tuple[int, ...]) -> Spot:
    height, width = shape
    return (
        floor(box[0] * width),
        floor((1 - box[3]) * height),
        ceil(box[2] * width),
        ceil((1 - box[1]) * height),
    )


def _box(spot: Spot, shape: tuple[int, ...]) -> Box:
    height, width = shape
    left, top, right, bottom = spot
    return (
        max(left / width, 0.0),
        max(1 - bottom / height, 0.0),
        min(right / width, 1.0),
        min(1 - top / height, 1.0),
    )

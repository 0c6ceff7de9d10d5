"""One page beside what it was: where they differ, and which words stood there."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from bot.domain.fields import Box
from bot.pdf.comparing.aligning import Alignment, align
from bot.pdf.comparing.papers import Papers, Word
from bot.pdf.comparing.picture import Gray, Map, warped
from bot.pdf.comparing.scans import differing_on_a_scan
from bot.pdf.comparing.spots import (
    Spot,
    around,
    differing,
    merged,
    spots,
    strangeness,
)
from bot.pdf.comparing.wording import changed_places, touching, wording

SIDE = 1400
"""Pixels of the longer side of a page that is looked at closely."""
_TINY = 64
_SAME_PAGE = 0.35
_SAME_PROGRAM = 0.97
_DRAWN = 0.6
"""How alike pages are that are one at all, that one program drew, that programs drew
rather than a scanner."""
_TURNS = (0, 2, 1, 3)
_MOST_BOXES = 12
_MOST_OF_PAGE = 0.4
_WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
_FIRM = (4, 12)
"""Pixels that must differ where the words are the same: in the same font, in another.
"""
_VISIBLE = 40
"""Levels of gray that show a word to be another one, when it reads differently."""


@dataclass(frozen=True, slots=True)
class Place:
    """A differing place, with its words."""

    box: Box
    old: str = ""
    new: str = ""


def places(old: Papers, was: int, new: Papers, now: int) -> list[Place]:
    """Return where a page differs from what it was; nothing when it shows the same.

    A page that was moved, scaled or turned as a whole shows the same.
    """
    then, shown = old.look(was, SIDE), new.look(now, SIDE)
    if min(*then.shape, *shown.shape) < _TINY:
        same = np.array_equal(then, shown)
        return [] if same else [Place(_WHOLE)]
    turn, alignment = _laid(then, shown)
    if alignment.likeness < _SAME_PAGE:
        return [Place(_WHOLE)]
    then = np.rot90(then, turn)
    laid = warped(then, alignment.matrix, shown.shape)
    before = _moved(old.words(was), turn, alignment.matrix, then.shape, shown.shape)
    after = new.words(now)
    if alignment.likeness >= _SAME_PROGRAM:
        boxes = _redrawn(before, after, laid, shown, 1)
    elif alignment.likeness < _DRAWN or old.is_picture(was) or new.is_picture(now):
        return places_on_a_scan(laid, shown, before, after)
    else:
        boxes = _redrawn(before, after, laid, shown, 2)
    return _told(merged(boxes), before, after, shown.shape)


def places_on_a_scan(
    laid: Gray, shown: Gray, before: Sequence[Word], after: Sequence[Word] = ()
) -> list[Place]:
    """Return where a scan or photo differs from the original that is laid upon it.

    `before` and `after` are the words of both, where they lie on the scan.
    """
    boxes = spots(differing_on_a_scan(laid, shown))
    whole = [_with_words(each, before, shown.shape) for each in boxes]
    return _told(merged(whole), before, after, shown.shape)


def _laid(then: Gray, shown: Gray) -> tuple[int, Alignment]:
    """Return by how many quarters to the left the original must be turned, and how it
    lies then."""
    if then.shape == shown.shape and not differing(then, shown, 1).any():
        return 0, Alignment(np.eye(2, 3), 1.0)
    best = 0, align(then, shown)
    for turn in _TURNS[1:]:
        if best[1].likeness >= _SAME_PAGE:
            break
        other = align(np.rot90(then, turn), shown)
        best = max(best, (turn, other), key=lambda it: it[1].likeness)
    return best


def _moved(
    words: Sequence[Word],
    turn: int,
    matrix: Map,
    then: tuple[int, ...],
    shown: tuple[int, ...],
) -> list[Word]:
    """Return words of the original where they lie on the page as it is."""
    if not words:
        return []
    boxes = np.array([word.box for word in words])
    for _ in range(turn):
        boxes = np.column_stack(
            (1 - boxes[:, [3]], boxes[:, [0]], 1 - boxes[:, [1]], boxes[:, [2]])
        )
    back = np.linalg.inv(np.vstack((matrix, (0, 0, 1))))[:2]
    corners = []
    for x, y in ((0, 1), (2, 1), (0, 3), (2, 3)):
        points = np.stack((boxes[:, x] * then[1], (1 - boxes[:, y]) * then[0]))
        corners.append(back[:, :2] @ points + back[:, [2]])
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    found = np.stack(
        (
            low[0] / shown[1],
            1 - high[1] / shown[0],
            high[0] / shown[1],
            1 - low[1] / shown[0],
        ),
        axis=1,
    )
    return [
        Word(word.text, (float(a), float(b), float(c), float(d)))
        for word, (a, b, c, d) in zip(words, found, strict=True)
    ]


def _redrawn(
    before: Sequence[Word], after: Sequence[Word], laid: Gray, shown: Gray, reach: int
) -> list[Spot]:
    """Return where the pages look different.

    Where the words are the same, it takes more to say so: another program may have put
    another font in place of one that the file does not hold.
    """
    firmly = differing(laid, shown, reach + 1)
    found = _reworded(before, after, strangeness(laid, shown, 1))
    for spot in spots(differing(laid, shown, reach)):
        box = _box(spot, shown.shape)
        then, now = touching(before, box), touching(after, box)
        same = then and now and wording(then, now) == ("", "")
        left, top, right, bottom = spot
        if not same or firmly[top:bottom, left:right].sum() >= _FIRM[reach - 1]:
            found.append(spot)
    return found


def _with_words(spot: Spot, words: Sequence[Word], shape: tuple[int, ...]) -> Spot:
    """Return a place with the whole words that stood in its middle."""
    left, top, right, bottom = spot
    across, down = (right - left) // 4, (bottom - top) // 4
    middle = (left + across, top + down, right - across, bottom - down)
    stood = touching(words, _box(middle, shape))
    return around([spot, *(_spot(word.box, shape) for word in stood)])


def _reworded(
    before: Sequence[Word], after: Sequence[Word], strange: Map
) -> list[Spot]:
    """Return where words read differently and look differently too, if only a bit."""
    found = []
    for then, now in changed_places(before, after):
        for word in (*then, *now):
            left, top, right, bottom = spot = _spot(word.box, strange.shape)
            part = strange[max(top, 0) : bottom, max(left, 0) : right]
            if part.size and part.max() > _VISIBLE:
                found.append(spot)
    return found


def _told(
    boxes: Sequence[Spot],
    before: Sequence[Word],
    after: Sequence[Word],
    shape: tuple[int, ...],
) -> list[Place]:
    area = sum((it[2] - it[0]) * (it[3] - it[1]) for it in boxes)
    if len(boxes) > _MOST_BOXES or area > _MOST_OF_PAGE * shape[0] * shape[1]:
        return [Place(_box(around(boxes), shape))]
    found = []
    for spot in boxes:
        box = _box(spot, shape)
        then, now = touching(before, box), touching(after, box)
        old, new = wording(then, now)
        found.append(Place(box, old, new))
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

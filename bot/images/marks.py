"""Which of the dark pixels on a sheet are the signature or stamp."""

from dataclasses import dataclass

import numpy as np

from bot.images.errors import ImageProblem, ImageRefused
from bot.images.grids import Blobs, Sums, blobs, dilate, resize
from bot.images.picture import Floats, Mask

CORE = 0.5  # inside a stroke
EDGE = 0.22  # no longer paper
MOST_COVER = 0.55
LEAST_SIDE = 14  # pixels
MOST_CUT = 3  # strokes that run off the sheet or the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The pixels that belong to one signature or stamp, and the box around them."""

    mask: Mask
    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.right - self.left, self.bottom - self.top


def find_mark(amount: Floats, paper: Mask, most_parts: int) -> Mark:
    """The heaviest group of strokes on the sheet, in at most so many parts.

    Raises ImageRefused: no-ink, too-busy (nothing stands out), cut-off (it runs over
    the edge of the picture).
    """
    inside = (amount > CORE) & paper
    strokes = blobs((amount > EDGE) & paper)
    core = strokes.sums(inside.astype(np.float32))
    pen = _pen_width(inside)
    solid = (core > 0.35 * pen**2) & (core > 5) & (core > 0.08 * strokes.area)
    solid &= ~_straight_edges(strokes, paper, pen)
    if not solid.any():
        raise ImageRefused(ImageProblem.NO_INK)
    chosen = _heaviest_group(strokes, solid, core)
    mark = _boxed(strokes, chosen)
    _insist_on_a_mark(mark, pen)
    if chosen.sum() > most_parts or core[chosen].sum() < 0.4 * core[solid].sum():
        raise ImageRefused(ImageProblem.TOO_BUSY)
    _insist_on_a_margin(mark.mask & inside, paper, pen)
    return mark


def _pen_width(inside: Mask) -> float:
    rim = inside & dilate(~inside, 1)
    return max(1.0, 2 * float(inside.sum()) / max(1.0, float(rim.sum())))


def _straight_edges(strokes: Blobs, paper: Mask, pen: float) -> Mask:
    # The rim of the sheet, or a printed line from one side of it to the other.
    wide, high = strokes.right - strokes.left, strokes.bottom - strokes.top
    thin = strokes.area < 2.5 * max(pen, 2) * np.hypot(wide, high)
    near = _near_the_end(paper, 6).astype(np.float32)
    beside = strokes.sums(near) / strokes.area
    rim = (beside > 0.5) & (np.maximum(wide, high) > 12 * pen)
    across = (wide > 0.75 * np.ptp(np.flatnonzero(paper.any(axis=0)))) & (
        high < wide / 8
    )
    down = (high > 0.75 * np.ptp(np.flatnonzero(paper.any(axis=1)))) & (wide < high / 8)
    straight: Mask = thin & (rim | ((across | down) & (beside > 0)))
    return straight


def _heaviest_group(strokes: Blobs, solid: Mask, core: Sums) -> Mask:
    shape = strokes.labels.shape
    tallest = int((strokes.bottom - strokes.top)[solid].max())
    reach = float(np.clip(0.3 * tallest, 0.015 * max(shape), 0.06 * max(shape)))
    scale = max(1, min(8, int(reach / 3)))
    coarse = (max(1, shape[0] // scale), max(1, shape[1] // scale))
    near = resize(strokes.only(solid).astype(np.float32), coarse) > 0.01
    groups = blobs(dilate(near, max(1, round(reach / scale)))).labels
    rows = strokes.first[0] * coarse[0] // shape[0]
    columns = strokes.first[1] * coarse[1] // shape[1]
    group = groups[rows, columns]
    weight = np.bincount(group, np.where(solid, core, 0))
    weight[0] = 0
    chosen: Mask = solid & (group == int(np.argmax(weight)))
    return chosen


def _boxed(strokes: Blobs, chosen: Mask) -> Mark:
    return Mark(
        mask=strokes.only(chosen),
        left=int(strokes.left[chosen].min()),
        top=int(strokes.top[chosen].min()),
        right=int(strokes.right[chosen].max()),
        bottom=int(strokes.bottom[chosen].max()),
    )


def _insist_on_a_mark(mark: Mark, pen: float) -> None:
    width, height = mark.size
    inked = float(mark.mask.sum())
    if max(width, height) < 2 * LEAST_SIDE or min(width, height) < LEAST_SIDE // 3:
        raise ImageRefused(ImageProblem.NO_INK)
    if _is_straight(mark.mask) or _is_hollow(mark):
        raise ImageRefused(ImageProblem.NO_INK)
    # A scribble is many times longer than its pen is wide; a blot is not.
    if inked < 8 * pen**2:
        raise ImageRefused(ImageProblem.NO_INK)
    if inked > MOST_COVER * width * height and min(width, height) > 3 * pen:
        raise ImageRefused(ImageProblem.TOO_BUSY)


def _is_straight(mask: Mask) -> bool:
    narrow, long = np.linalg.eigvalsh(np.cov(np.argwhere(mask).T))
    return bool(narrow < 0.03**2 * long)


def _is_hollow(mark: Mark) -> bool:
    # The outline of a sheet, not something written on it.
    width, height = mark.size
    inner = mark.mask[
        mark.top + height // 4 : mark.bottom - height // 4,
        mark.left + width // 4 : mark.right - width // 4,
    ]
    large = width * height > 0.15 * mark.mask.size
    return large and bool(inner.sum() < 0.02 * mark.mask.sum())


def _insist_on_a_margin(core: Mask, paper: Mask, pen: float) -> None:
    ends = core & _near_the_end(paper, 1)
    if ends.sum() > MOST_CUT * pen:
        raise ImageRefused(ImageProblem.CUT_OFF)


def _near_the_end(paper: Mask, reach: int) -> Mask:
    return dilate(~np.pad(paper, 1), reach)[1:-1, 1:-1]

"""Where the paper is and how it is lit, so that ink can be told from shadow."""

from dataclasses import dataclass

import numpy as np

from bot.images.errors import ImageProblem, ImageRefused
from bot.images.grids import blobs, blur, dilate, highest, lowest, resize
from bot.images.picture import Floats, Mask

COARSE = 160
FINE = 480
WIDEST_INK = 0.04  # half the widest stroke, as a share of the picture's longer side
DARKEST_PAPER = 70
MOST_COLOURED_PAPER = 0.6
SMALLEST_PAPER = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A photo relative to its paper.

    `ratio`: 3 x height x width, brightness of each pixel as a share of bare paper.
    `paper`: the pixels that lie on the sheet.
    """

    ratio: Floats
    paper: Mask


def flatten(rgb: Floats) -> Sheet:
    """Divide the light out. Raises ImageRefused: too-dark, no-ink (no paper)."""
    paper = _find_paper(_shrink(rgb, COARSE))
    paper = resize(paper.astype(np.float32), _shape(rgb)) > 0.5
    lit = bare_paper(_shrink(rgb, FINE))
    ratio = rgb / np.maximum(_resized(lit, _shape(rgb)), 1)
    return Sheet(ratio=ratio.astype(np.float32, copy=False), paper=paper)


def bare_paper(fine: Floats) -> Floats:
    """Return how bright bare paper is at each pixel (3 x height x width)."""
    # The brightest nearby is grain as much as light: it is levelled to the mean of
    # the bare paper.
    bright = blur(_without_ink(fine), 2) + 1
    ratio = fine / bright
    bare = (ratio.min(axis=0) > 0.85).astype(np.float32)
    level = (blur(ratio * bare, 6) + 0.02) / (blur(bare, 6) + 0.02)
    return (bright * level).astype(np.float32)


def _find_paper(small: Floats) -> Mask:
    # A desk ends the sheet with a step in brightness or colour. A shadow fades,
    # or it keeps the colour: patches of the same colour beside the sheet belong to it.
    even = _without_ink(small)
    patches = blobs(~_steps(np.log(even + 1)))
    if not len(patches.area):
        raise ImageRefused(ImageProblem.NO_INK)
    colour = np.stack([patches.sums(plane) for plane in even])
    colour /= patches.area
    light = colour.mean(axis=0)
    saturation = 1 - colour.min(axis=0) / (colour.max(axis=0) + 1)
    score = np.sqrt(patches.area) * light**2 * np.maximum(1 - saturation, 0)
    best = int(np.argmax(score))
    if light[best] < DARKEST_PAPER:
        raise ImageRefused(ImageProblem.TOO_DARK)
    if saturation[best] > MOST_COLOURED_PAPER:
        raise ImageRefused(ImageProblem.NO_INK)
    hue = np.log(colour + 1) - np.log(light + 1)
    alike = np.abs(hue - hue[:, [best]]).max(axis=0) < 0.1
    alike &= light > 0.4 * light[best]
    sheet = patches.only(np.arange(len(light)) == best)
    for _ in range(2):
        touching = np.unique(patches.labels[dilate(sheet, 3)])[1:] - 1
        sheet |= patches.only(np.isin(np.arange(len(light)), touching) & alike)
    return _trim(_fill(sheet))


def _without_ink(grid: Floats) -> Floats:
    # Closing: the brightest nearby, then the darkest of these. All is dark beyond the
    # picture, so that a strip of desk along its border is not taken for a stroke.
    r = max(2, round(max(_shape(grid)) * WIDEST_INK))
    wide = np.pad(grid, ((0, 0), (r, r), (r, r)))
    bright = highest(highest(wide, r, -2), r, -1)
    return lowest(lowest(bright, r, -2), r, -1)[:, r:-r, r:-r]


def _steps(log: Floats) -> Mask:
    step = np.zeros(_shape(log), np.bool_)
    for axis in (-2, -1):
        change = np.diff(log, axis=axis, append=np.take(log, [-1], axis=axis))
        step |= np.abs(change.mean(axis=0)) > 0.12
        step |= np.ptp(change, axis=0) > 0.06
    return step


def _fill(mask: Mask) -> Mask:
    filled = np.ones_like(mask)
    for axis in (0, 1):
        before = np.maximum.accumulate(mask, axis=axis)
        after = np.flip(np.maximum.accumulate(np.flip(mask, axis), axis=axis), axis)
        filled &= before & after
    if filled.mean() < SMALLEST_PAPER:
        raise ImageRefused(ImageProblem.NO_INK)
    return filled


def _trim(mask: Mask) -> Mask:
    return ~dilate(~mask, 1)


def _shape(rgb: Floats) -> tuple[int, int]:
    return rgb.shape[1], rgb.shape[2]


def _shrink(rgb: Floats, longest: int) -> Floats:
    scale = min(1.0, longest / max(_shape(rgb)))
    height, width = (max(1, round(side * scale)) for side in _shape(rgb))
    return _resized(rgb, (height, width))


def _resized(rgb: Floats, shape: tuple[int, int]) -> Floats:
    return np.stack([resize(plane, shape) for plane in rgb])

"""A photo of a page laid out as flat and straight as the page itself.

The outline of the sheet is the start; then many windows of the page say how far off
they are, for a plane in perspective first, and at last one by one: no sheet is flat.
"""

from collections.abc import Sequence

import numpy as np

from bot.images.grids import wide_blur
from bot.images.perspective import plane_between
from bot.pdf.comparing.aligning import Window, windows
from bot.pdf.comparing.photo import Lay, Photo
from bot.pdf.comparing.picture import (
    Gray,
    Map,
    blurred,
    darkest,
    likeness,
    shrunk,
    without_shade,
)

Step = tuple[int, int, int]
"""How many times smaller the page is looked at, how far its windows may be off in
pixels of that, and how large they are."""

_FIRST = ((4, 12, 80), (4, 6, 64))
_THEN = ((2, 8, 96), (1, 8, 128))
"""For the plane: from every start, and from the best one."""
_LAST = ((1, 8, 128), (1, 5, 72))
"""For what no plane explains."""
_ROUGH, _FINE = 4, 2
"""How many times smaller the whole page is compared."""
_SOFT, _STARTS = 4, 4
"""Pixels of blur that forgive a rough position; how many of these are followed."""
_ALIKE, _SURE = 0.4, 0.6
"""How alike windows are that move the plane, and their own surroundings."""
_STRAY = 2.0
"""Pixels by which good windows may disagree."""
_PLANE, _AFFINE = 9, 5
"""Windows that tell a perspective; that tell a turn and a scale."""
_CELL = 16
"""Pixels between the places whose drift is noted."""
_PAPER = 225
"""Levels of gray and more are no ink."""
_RIM = 3
"""Pixels around ink that are not quite bare."""
_LIGHT = (20, 120)
"""Pixels over which light changes, and over which it is looked for if need be."""


def roughly(photo: Photo, page: Gray) -> list[Lay]:
    """Return the likeliest positions of a page on the photo, the best one first."""
    lays = [Lay(plane) for plane in photo.starts(page.shape)]
    rated = [_rated(photo, page, lay, _ROUGH, blur=_SOFT) for lay in lays]
    return sorted(rated, key=lambda it: -it.likeness)


def straighten(photo: Photo, page: Gray, starts: Sequence[Lay]) -> Lay:
    """Return how the page lies on the photo, at its best."""
    tried = []
    for lay in starts[:_STARTS]:
        for step in _FIRST:
            lay = _placed(photo, page, lay, step)
        tried.append(_rated(photo, page, lay, _ROUGH, blur=1))
    best = max(tried, key=lambda it: it.likeness)
    best = _rated(photo, page, best, _FINE, blur=1)
    # A page with few words may lead a step astray.
    for follow, steps in ((_placed, _THEN), (_smoothed, _LAST)):
        for step in steps:
            lay = _rated(photo, page, follow(photo, page, best, step), _FINE, blur=1)
            best = max(best, lay, key=lambda it: it.likeness)
    return best


def _placed(photo: Photo, page: Gray, lay: Lay, step: Step) -> Lay:
    """Return the plane that most windows agree on."""
    found = _found(photo, page, lay, step, _ALIKE)
    if not found:
        return lay
    factor = step[0]
    points = np.array([(it.x, it.y) for it in found]) * factor
    shifts = np.array([(it.dx, it.dy) for it in found]) * factor
    return Lay(lay.plane @ _plane_of(points, shifts, _STRAY * factor))


def _smoothed(photo: Photo, page: Gray, lay: Lay, step: Step) -> Lay:
    """Return the lay of a sheet that is not flat: each window moves what is near it."""
    found = _found(photo, page, lay, step, _SURE)
    if not found:
        return lay
    drift = _drift(found, page.shape, step[2] * 0.75)
    return Lay(lay.plane, drift if lay.drift is None else lay.drift + drift)


def _found(
    photo: Photo, page: Gray, lay: Lay, step: Step, alike: float
) -> list[Window]:
    """Return the windows that are found again, at least so much alike."""
    factor, reach, size = step
    small = shrunk(page, factor)
    shown = without_shade(photo.straightened(lay.smaller(factor), small.shape))
    seen = windows(small, shown, reach, size=size, spacing=size * 3 // 4)
    return [it for it in seen if it.alike >= alike]


def _rated(photo: Photo, page: Gray, lay: Lay, factor: int, blur: float) -> Lay:
    """Return the lay with how alike the ink of both is, seen that much smaller."""
    small = shrunk(page, factor)
    shown = without_shade(photo.straightened(lay.smaller(factor), small.shape))
    then, now = (blurred(np.minimum(it, _PAPER), blur) for it in (small, shown))
    return Lay(lay.plane, lay.drift, likeness(then, now))


def _drift(found: Sequence[Window], shape: tuple[int, ...], reach: float) -> Map:
    """Return how far each place is off, by the word of the windows around it."""
    rows, columns = (-(-length // _CELL) for length in shape)
    y, x = (np.arange(n)[:, None] * _CELL + _CELL / 2 for n in (rows, columns))
    across, down = (np.array([it[n] for it in found]) for n in (0, 1))
    far = 1e-4 / (1 + ((y - down) ** 2).mean() / reach**2)
    # The weights of rows and of columns multiply to those of distance.
    tall = np.exp(-((y - down) ** 2) / (2 * reach**2)) + far
    wide = np.exp(-((x - across) ** 2) / (2 * reach**2)) + far
    sure = np.array([it.alike**2 for it in found])
    total = (tall * sure) @ wide.T
    moved = [(tall * sure * [it[n] for it in found]) @ wide.T for n in (2, 3)]
    return np.stack([each / total for each in moved], axis=-1)


def _plane_of(points: Map, shifts: Map, stray: float) -> Map:
    """Return the change of the plane that most windows agree on, as a 3 × 3 matrix."""
    change = np.eye(3)
    spread = np.ptp(points, axis=0).min() if len(points) else 0.0
    if len(points) < _AFFINE or spread < 100:
        change[:2, 2] = np.median(shifts, axis=0)
        return change
    terms = np.column_stack((points, np.ones(len(points))))
    change[:2] += _robust(terms, shifts, stray).T
    if len(points) < _PLANE:
        return change
    kept = np.abs(shifts - terms @ (change - np.eye(3))[:2].T).max(axis=1) < 4 * stray
    if kept.sum() < _PLANE:
        return change
    plane = plane_between(points[kept], (points + shifts)[kept])
    return change if plane is None else plane


def _robust(terms: Map, shifts: Map, stray: float) -> Map:
    """Fit by least squares, those that disagree counting less and less."""
    weights = np.ones(len(terms))
    factors = np.zeros((terms.shape[1], 2))
    for _ in range(10):
        scaled = weights[:, None]
        factors = np.linalg.lstsq(terms * scaled, shifts * scaled, rcond=None)[0]
        off = np.abs(shifts - terms @ factors).max(axis=1)
        limit = max(float(np.median(off)) * 1.5, stray / 2)
        weights = 1 / (1 + (off / limit) ** 2)
    return np.asarray(factors)


def evened(page: Gray, shown: Gray) -> Gray:
    """Return a straightened photo without its light and shadows: bare paper, which the
    page tells, is white."""
    bare = (darkest(page, _RIM) >= _PAPER).astype(np.float32)
    near, wide = (
        (wide_blur(bare * shown, reach), wide_blur(bare, reach)) for reach in _LIGHT
    )
    # Where no paper is near, the light is that of farther away.
    far = (wide[0] + 1) / (wide[1] + 0.01)
    light = (near[0] + 0.02 * far) / (near[1] + 0.02)
    even = shown * (255 / np.maximum(light, 30))
    return np.asarray(np.minimum(even, 255).astype(np.uint8))

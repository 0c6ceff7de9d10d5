"""A photo of a page laid out as flat and straight as the page itself.

The outline of the sheet is the start; then many windows of the page say how far off
they are, for a plane in perspective first, and at last one by one: no sheet is flat.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from bot.images.grids import resize, wide_blur
from bot.images.outline import Corners, sheet_corners
from bot.pdf.comparing.aligning import Window, windows
from bot.pdf.comparing.picture import (
    Gray,
    Map,
    blurred,
    darkest,
    likeness,
    without_shade,
)

Step = tuple[int, int, int]

_FIRST = ((4, 12, 80), (4, 6, 64))
_THEN = ((2, 8, 96), (1, 8, 128))
"""How many times smaller the page is looked at, how far its windows may be off, and
their size."""
_LAST = ((1, 8, 128), (1, 5, 72))
"""The same for windows that move their own surroundings."""
_CELL = 16
"""Pixels between the places whose drift is noted."""
_PAPER = 225
"""Levels of gray and more are no ink."""
_RIM = 3
"""Pixels around ink that are not quite bare."""
_LIGHT = (20, 120)
"""Pixels over which light changes, and over which it is looked for if need be."""
_ROUGH = 4
_ALIKE, _SURE = 0.4, 0.6
_STRAY = 2.0
"""Pixels."""
_PLANE, _AFFINE = 9, 5
"""Windows that tell a perspective; that tell a turn and a scale."""
_STARTS = 4
"""How many of the rough positions are tried out."""
_BLUR = 4


@dataclass(frozen=True, slots=True)
class Lay:
    """Where the pixels of a straightened page lie on the photo.

    `plane`: 3 × 3, from page pixels to photo pixels. `drift`: rows × columns × 2, page
    pixels to the right and down that are added before, on a coarse grid over the page.
    """

    plane: Map
    drift: Map | None = None
    likeness: float = 0.0
    """How alike the page and its photo are there, from -1 to 1."""


class Photo:
    """A photo of a page, in colours, of any size."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture.convert("RGB")
        self._levels = [np.asarray(self.picture.convert("L"))]

    def starts(self, shape: tuple[int, ...]) -> Iterator[Map]:
        """Yield planes on which a page of this shape may lie: the sheet that is seen,
        and the whole picture, turned by quarters."""
        width, height = self.picture.size
        whole = np.array(((0, 0), (width, 0), (width, height), (0, height)), float)
        for corners in (self._sheet, whole):
            if corners is None:
                continue
            for turn in (0, 2, 1, 3):
                plane = plane_between(_corners(shape), np.roll(corners, turn, axis=0))
                if plane is not None:
                    yield plane

    @cached_property
    def _sheet(self) -> Corners | None:
        return sheet_corners(self.picture)

    def straightened(self, lay: Lay, shape: tuple[int, ...]) -> Gray:
        """Return the page in levels of gray, white where the photo ends."""
        x, y = _whereabouts(lay, shape)
        # From a picture with about as many pixels as are wanted, or it would flicker.
        across = float(np.hypot(x[-1, -1] - x[0, 0], y[-1, -1] - y[0, 0]))
        level = across / float(np.hypot(shape[0], shape[1]))
        shrunk = max(int(np.log2(max(level, 1.0) / 1.2) + 0.5), 0)
        while len(self._levels) <= shrunk:
            self._levels.append(_halved(self._levels[-1]))
        factor = 2.0**shrunk
        return _sampled(
            self._levels[shrunk], (x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5
        )

    def coloured(self, lay: Lay, shape: tuple[int, ...]) -> Image.Image:
        """Return the page in colours."""
        x, y = _whereabouts(lay, shape)
        planes = [_sampled(np.asarray(it), x, y) for it in self.picture.split()]
        return Image.fromarray(np.stack(planes, axis=2))


def roughly(photo: Photo, page: Gray) -> list[Lay]:
    """Return the likeliest positions of a page on the photo, the best one first."""
    lays = [Lay(plane) for plane in photo.starts(page.shape)]
    rated = [_rated(photo, page, lay, _ROUGH, blur=_BLUR) for lay in lays]
    return sorted(rated, key=lambda it: -it.likeness)


def straighten(photo: Photo, page: Gray, starts: Sequence[Lay]) -> Lay:
    """Return how the page lies on the photo, at its best."""
    tried = []
    for lay in starts[:_STARTS]:
        for step in _FIRST:
            lay = _placed(photo, page, lay, step)
        tried.append(_rated(photo, page, lay, _ROUGH, blur=1))
    best = max(tried, key=lambda it: it.likeness)
    best = _rated(photo, page, best, 2, blur=1)
    # A page with few words may lead a step astray.
    for follow, steps in ((_placed, _THEN), (_smoothed, _LAST)):
        for step in steps:
            lay = _rated(photo, page, follow(photo, page, best, step), 2, blur=1)
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
    small = _small(page, factor)
    shown = without_shade(photo.straightened(_scaled(lay, factor), small.shape))
    seen = windows(small, shown, reach, size=size, spacing=size * 3 // 4)
    return [it for it in seen if it.alike >= alike]


def _rated(photo: Photo, page: Gray, lay: Lay, factor: int, blur: float) -> Lay:
    """Return the lay with how alike the ink of both is, seen that much smaller."""
    small = _small(page, factor)
    shown = without_shade(photo.straightened(_scaled(lay, factor), small.shape))
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


def plane_between(these: Map, those: Map) -> Map | None:
    """Return the 3 × 3 matrix of the perspective that takes points to other points
    (n × 2 each, n ≥ 4), the few that disagree counting less; None for points in a row.
    """
    scale = max(float(np.abs(these).max()), float(np.abs(those).max()), 1.0)
    x, y = (these / scale).T
    u, v = (those / scale).T
    one, none = np.ones_like(x), np.zeros_like(x)
    rows = np.concatenate(
        (
            np.stack((x, y, one, none, none, none, -u * x, -u * y), axis=1),
            np.stack((none, none, none, x, y, one, -v * x, -v * y), axis=1),
        )
    )
    target = np.concatenate((u, v))
    weights = np.ones(len(target))
    for _ in range(8):
        numbers, _, rank, _ = np.linalg.lstsq(
            rows * weights[:, None], target * weights, rcond=1e-9
        )
        if rank < 8:
            return None
        off = np.abs(rows @ numbers - target).reshape(2, -1).max(axis=0)
        limit = max(float(np.median(off)) * 1.5, 0.5 / scale)
        weights = np.tile(1 / (1 + (off / limit) ** 2), 2)
    plane = np.append(numbers, 1.0).reshape(3, 3)
    zoom = np.diag((scale, scale, 1.0))
    return np.asarray(zoom @ plane @ np.linalg.inv(zoom))


def _corners(shape: tuple[int, ...]) -> Map:
    height, width = shape[:2]
    return np.array(((0, 0), (width, 0), (width, height), (0, height)), float) - 0.5


def _whereabouts(lay: Lay, shape: tuple[int, ...]) -> tuple[Map, Map]:
    """Return x and y on the photo of each pixel of the page."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    if lay.drift is not None:
        across, down = (resize(lay.drift[..., n], (shape[0], shape[1])) for n in (0, 1))
        x, y = x + across, y + down
    a, b, c = (row[0] * x + row[1] * y + row[2] for row in lay.plane)
    c = np.where(np.abs(c) < 1e-6, 1e-6, c)
    return a / c, b / c


def _scaled(lay: Lay, factor: float) -> Lay:
    """Return the lay of a page with so many times fewer pixels."""
    half = (factor - 1) / 2
    zoom = np.array(((factor, 0, half), (0, factor, half), (0, 0, 1)))
    drift = None if lay.drift is None else lay.drift / factor
    return Lay(lay.plane @ zoom, drift, lay.likeness)


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


def _small(gray: Gray, factor: int) -> Gray:
    height, width = (max(length // factor, 1) for length in gray.shape)
    picture = Image.fromarray(gray).resize((width, height), Image.Resampling.BOX)
    return np.asarray(picture)


def _halved(gray: Gray) -> Gray:
    height, width = gray.shape
    size = (max(width // 2, 1), max(height // 2, 1))
    return np.asarray(Image.fromarray(gray).resize(size, Image.Resampling.BOX))


def _sampled(gray: Gray, x: Map, y: Map) -> Gray:
    """Return the picture between its pixels (bilinear), white outside."""
    height, width = gray.shape
    outside = (x < -0.5) | (y < -0.5) | (x > width - 0.5) | (y > height - 0.5)
    x, y = np.clip(x, 0, width - 1.001), np.clip(y, 0, height - 1.001)
    left, top = x.astype(np.intp), y.astype(np.intp)
    right, down = (x - left).astype(np.float32), (y - top).astype(np.float32)
    flat, at = gray.ravel(), top * width + left
    upper = flat[at] * (1 - right) + flat[at + 1] * right
    at = np.minimum(at + width, flat.size - 2)
    lower = flat[at] * (1 - right) + flat[at + 1] * right
    found = upper * (1 - down) + lower * down
    found[outside] = 255
    return np.asarray((found + 0.5).astype(np.uint8))

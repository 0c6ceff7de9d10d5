"""The sheet as if one looked at it from straight above, in its own proportions."""

import numpy as np
from PIL import Image

from bot.images.grids import Sums
from bot.images.outline import Corners
from bot.images.perspective import plane_between
from bot.images.picture import at_most

_FOCAL = 0.75
"""Focal length of a phone, as a share of the picture's longer side (27 mm)."""
_SEVERAL, _FAST = 0.75, Image.Resampling.BILINEAR
_INSET = 0.0025
"""Share of the sheet's sides that is left out, lest the desk shows."""


def flat(picture: Image.Image, corners: Corners, longest: int) -> Image.Image:
    """Return the sheet with a longer side of at most `longest` pixels, not enlarged."""
    wide, high = _size(corners, picture.size)
    scale = min(1.0, longest / max(wide, high))
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    shrink = int(1 / scale)
    plane = plane_between(_rectangle(width, height), (corners + 0.5) / shrink)
    if plane is None:
        return at_most(picture, longest)
    picture = picture.reduce(shrink)  # every pixel counts, or thin strokes would break
    inner = 1 - 2 * _INSET
    plane = plane @ (
        (inner, 0, _INSET * width),
        (0, inner, _INSET * height),
        (0, 0, 1),
    )
    return picture.transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        [float(number) for number in (plane / plane[2, 2]).ravel()[:8]],
        # Where several pixels become one, the quicker way shows as much.
        _FAST if scale * shrink < _SEVERAL else Image.Resampling.BICUBIC,
        fillcolor=_usual_colour(picture, plane, (width, height)),
    )


def _usual_colour(
    picture: Image.Image, plane: Sums, size: tuple[int, int]
) -> tuple[int, ...]:
    """Return the paper's colour, for what lies beyond the picture."""
    shares = (np.arange(20) + 0.5) / 20
    x, y = np.meshgrid(shares * size[0], shares * size[1])
    u, v, w = plane @ np.stack((x.ravel(), y.ravel(), np.ones(x.size)))
    column, row = (u / w).astype(int), (v / w).astype(int)
    inside = (column >= 0) & (row >= 0)
    inside &= (column < picture.width) & (row < picture.height)
    colours = np.asarray(picture)[row[inside], column[inside]]
    if not len(colours):
        return 255, 255, 255
    return tuple(int(level) for level in np.median(colours, axis=0))


def _size(corners: Corners, picture: tuple[int, int]) -> tuple[float, float]:
    """Return width and height of the sheet, in the photo's pixels where it is nearest.

    How lengths shrink with distance tells its proportions, for a camera whose axis goes
    through the middle of the picture.
    """
    plane = plane_between(_rectangle(1, 1), corners + 0.5 - np.array(picture) / 2)
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    wide, high = float(max(sides[0], sides[2])), float(max(sides[1], sides[3]))
    if plane is None:
        return wide, high
    focal = _FOCAL * max(picture)
    lengths = np.linalg.norm(plane[:, :2] / [[focal], [focal], [1]], axis=0)
    ratio = float(lengths[0] / lengths[1])
    area = wide * high
    return (area * ratio) ** 0.5, (area / ratio) ** 0.5


def _rectangle(width: float, height: float) -> Sums:
    return np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float64)

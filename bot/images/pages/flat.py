"""The sheet as if one looked at it from straight above, in its own proportions."""

import numpy as np
from PIL import Image

from bot.images.grids import Sums
from bot.images.outline import Corners
from bot.images.perspective import plane_between

_FOCAL = 0.75
"""Focal length of a phone, as a share of the picture's longer side (27 mm)."""
_INSET = 0.0025
"""Share of the sheet's sides that is left out, lest the desk shows."""


def flat(picture: Image.Image, corners: Corners, longest: int) -> Image.Image:
    """Return the sheet with a longer side of at most `longest` pixels, not enlarged."""
    wide, high = _size(corners, picture.size)
    scale = min(1.0, longest / max(wide, high))
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    shrink = max(1, int(1 / scale))
    if shrink > 1:
        # Every pixel counts, or thin strokes would break.
        picture = picture.reduce(shrink)
    places = (corners + 0.5) / shrink
    inset = np.array(size) * _INSET
    (left, top), (right, bottom) = inset, np.array(size) - inset
    plane = plane_between(_rectangle(*size), places)
    if plane is None:
        return picture
    zoom = plane_between(
        _rectangle(*size),
        np.array(((left, top), (right, top), (right, bottom), (left, bottom))),
    )
    plane = plane @ zoom
    numbers = [float(number) for number in (plane / plane[2, 2]).ravel()[:8]]
    return picture.transform(
        size,
        Image.Transform.PERSPECTIVE,
        numbers,
        Image.Resampling.BICUBIC,
        fillcolor=_usual_colour(picture, plane, size),
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

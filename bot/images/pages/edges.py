"""The sheet on a photo: its corners, as exactly as its edges can be seen."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from bot.images.grids import Ints, Sums
from bot.images.outline import Corners, sheet_corners
from bot.images.picture import Floats, at_most

_Step = tuple[int, float, int]
_STEPS: tuple[_Step, ...] = ((700, 0.02, 6), (1600, 0.006, 4))
"""The longest side of the picture that is looked at, how far an edge may be off, as a
share of the sheet's diagonal, and how many pixels on both sides of it are compared."""
_SAMPLES = 200
_INNER = 0.06
"""Left out at both ends of an edge, where the next one begins."""
_FAINTEST = 6.0
"""Levels by which the desk differs from the sheet at least."""
_LARGE = 0.5
"""Of the largest step, how large others are that may be the edge."""
_STRAY = 2.5
"""Pixels by which the places of an edge may be off its line."""
_LEAST_SEEN = 0.35
"""Share of an edge that must be seen."""
_BORDER = 0.015
"""Share of the picture within which a sheet ends where the picture does."""
_DAYLIGHT = 220.0
"""Levels of paper by day."""
_SMALLEST = 0.08
"""Share of the picture that a sheet takes."""


@dataclass(frozen=True, slots=True)
class _Edge:
    """Its ends in pixels from the picture's upper left corner."""

    start: Sums
    end: Sums
    seen: float
    """Share of it that differs from what is around it."""


def find_sheet(picture: Image.Image) -> Corners | None:
    """Return the sheet's corners, clockwise from the upper left of the picture.

    None where not every edge can be seen or is the picture's: a scan, a close-up.
    """
    shrink = max(1, max(picture.size) // _STEPS[-1][0])
    picture = _lightened(picture.reduce(shrink))
    found = sheet_corners(picture)
    if found is None:
        return None
    corners = found + 0.5
    try:
        for step in _STEPS:
            edges = _edges(picture, corners, step)
            corners = np.array([_crossing(edges[n - 1], edges[n]) for n in range(4)])
    except np.linalg.LinAlgError:
        return None
    borders = [_at_border(edge, picture.size) for edge in edges]
    # With one edge alone, it may be that of a band across the page.
    whole = sum(borders) <= 2 and all(
        border or edge.seen >= _LEAST_SEEN
        for border, edge in zip(borders, edges, strict=True)
    )
    if not whole or not _is_sheet(corners, picture.size):
        return None
    return corners * shrink - 0.5


def _lightened(picture: Image.Image) -> Image.Image:
    """Return a picture whose lightest places are as light as they are by day."""
    lightest = float(np.percentile(np.asarray(picture)[::8, ::8], 95))
    gain = max(1.0, _DAYLIGHT / max(lightest, 1.0))
    return picture.point(lambda level: min(255, round(level * gain)))


def _edges(picture: Image.Image, corners: Corners, step: _Step) -> list[_Edge]:
    """Return the edges between corners, by a closer look."""
    longest, share, width = step
    small = at_most(picture, longest)
    pixels = np.asarray(small, np.float32)
    scale = np.array(small.size) / picture.size
    starts = corners * scale
    reach = max(width, round(share * float(np.hypot(*(starts[2] - starts[0])))))
    places = zip(starts, np.roll(starts, -1, axis=0), strict=True)
    edges = [_sharpened(pixels, *ends, reach, width) for ends in places]
    return [_Edge(it.start / scale, it.end / scale, it.seen) for it in edges]


def _sharpened(pixels: Floats, start: Sums, end: Sums, reach: int, width: int) -> _Edge:
    """Return the edge where the picture changes most, near where it is expected."""
    along = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    outward = np.array([along[1], -along[0]])
    shares = np.linspace(_INNER, 1 - _INNER, _SAMPLES)
    offsets = np.arange(-reach - width, reach + width) + 0.5
    places = start + shares[:, None, None] * (end - start) + offsets[:, None] * outward
    steps = _steps(pixels, places, width)
    best = _outermost(steps, width)
    strong = steps[np.arange(_SAMPLES), best]
    off = np.asarray(best - reach, np.float64)
    slope, base = _line(shares, off, strong)
    close = np.abs(off - slope * shares - base) < _STRAY
    seen = float((close & (strong > _FAINTEST)).mean())
    if seen < _LEAST_SEEN:
        return _Edge(start, end, seen)
    return _Edge(start + base * outward, end + (slope + base) * outward, seen)


def _outermost(steps: Floats, width: int) -> Ints:
    """Return for each row the last of the large steps: what is printed near the edge
    may be one as well, but the edge is outside of it."""
    large = steps >= _LARGE * steps.max(axis=1, keepdims=True)
    last = steps.shape[1] - 1 - large[:, ::-1].argmax(axis=1)
    near = np.arange(steps.shape[1]) >= last[:, None] - width
    return np.asarray((steps * near).argmax(axis=1))


def _steps(pixels: Floats, places: Sums, width: int) -> Floats:
    """Return by how many levels `width` places differ from the next ones, all along
    rows of places (rows × places × 2)."""
    height, wide = pixels.shape[:2]
    column, row = np.moveaxis(places.astype(int), -1, 0)
    inside = (places.min(axis=-1) >= 0) & (column < wide) & (row < height)
    seen = pixels[row.clip(0, height - 1), column.clip(0, wide - 1)]
    sums = np.cumsum(np.pad(seen, ((0, 0), (1, 0), (0, 0))), axis=1)
    means = (sums[:, width:] - sums[:, :-width]) / width
    steps = np.abs(means[:, width:] - means[:, :-width]).max(axis=2)
    # What leaves the picture tells nothing.
    return np.asarray(
        steps * inside[:, width - 1 : -width] * inside[:, width : 1 - width]
    )


def _line(x: Sums, y: Sums, weights: Floats) -> tuple[float, float]:
    """Fit a line that most of the strong ones agree on."""
    level = float(np.median(y))
    slope, start = 0.0, level
    for _ in range(12):
        off = np.abs(y - slope * x - start)
        limit = max(float(np.median(off)) * 1.5, 0.5)
        slope, start = np.polyfit(
            x, y, 1, w=np.minimum(weights, 60) / (1 + (off / limit) ** 2) + 1e-6
        )
    return float(slope), float(start)


def _crossing(one: _Edge, other: _Edge) -> Sums:
    first, second = one.end - one.start, other.end - other.start
    shares = np.linalg.solve(
        np.stack([first, -second], axis=1), other.start - one.start
    )
    crossing: Sums = one.start + shares[0] * first
    return crossing


def _at_border(edge: _Edge, size: tuple[int, int]) -> bool:
    """Whether the edge runs along the picture's border, or beyond it."""
    for n, length in enumerate(size):
        ends = np.array([edge.start[n], edge.end[n]])
        room = _BORDER * length
        if (ends < room).all() or (ends > length - room).all():
            return True
    return False


def _is_sheet(corners: Corners, size: tuple[int, int]) -> bool:
    """Whether the corners make a convex shape that is large enough."""
    sides = np.roll(corners, -1, axis=0) - corners
    after = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * after[:, 1] - sides[:, 1] * after[:, 0]
    x, y = corners.T
    area = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    return bool((turns > 0).all()) and area > _SMALLEST * size[0] * size[1]

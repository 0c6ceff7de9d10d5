"""The sheet on a photo: its corners, as exactly as its edges can be seen."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from bot.images.grids import Sums
from bot.images.outline import Corners, sheet_corners
from bot.images.picture import Floats

_Step = tuple[int, int, int]
_STEPS: tuple[_Step, ...] = ((700, 24, 6), (1600, 9, 4))
"""The longest side of the picture that is looked at, how many of its pixels an edge may
be off, and how many on both sides of it are compared."""
_SAMPLES = 200
_INNER = 0.06
"""Left out at both ends of an edge, where the next one begins."""
_FAINTEST = 6.0
"""Levels by which the desk differs from the sheet at least."""
_STRAY = 2.5
"""Pixels by which the places of an edge may be off its line."""
_LEAST_SEEN = 0.35
"""Share of an edge that must be seen."""
_BORDER = 0.015
"""Share of the picture within which a sheet ends where the picture does."""
_SMALLEST = 0.08
"""Share of the picture."""


@dataclass(frozen=True, slots=True)
class _Edge:
    start: Sums
    end: Sums
    seen: float = 0.0
    """Share of it that differs from what is around it."""


def find_sheet(picture: Image.Image) -> Corners | None:
    """Return the sheet's corners, clockwise from the upper left of the picture.

    None where not every edge can be seen or is the picture's: a scan, a close-up.
    """
    shrink = max(1, max(picture.size) // _STEPS[-1][0])
    picture = picture.reduce(shrink)
    corners = sheet_corners(picture)
    if corners is None:
        return None
    for step in _STEPS:
        try:
            corners, edges = _sharper(picture, corners, step)
        except np.linalg.LinAlgError:
            return None
    bordering = [_at_border(edge, picture.size) for edge in edges]
    # With one edge alone, it may be that of a band across the page.
    whole = sum(bordering) <= 2 and all(
        edge.seen >= _LEAST_SEEN or border
        for edge, border in zip(edges, bordering, strict=True)
    )
    if not whole or not _is_sheet(corners, picture.size):
        return None
    return (corners + 0.5) * shrink - 0.5


def _sharper(
    picture: Image.Image, corners: Corners, step: _Step
) -> tuple[Corners, list[_Edge]]:
    """Return the corners, and the edges between them, by a closer look."""
    longest, reach, width = step
    scale = min(1.0, longest / max(picture.size))
    size = round(picture.width * scale), round(picture.height * scale)
    pixels = np.asarray(picture.resize(size, Image.Resampling.BOX), np.float32)
    places = (corners + 0.5) * scale - 0.5
    edges = [
        _sharpened(pixels, start, end, reach, width)
        for start, end in zip(places, np.roll(places, -1, axis=0), strict=True)
    ]
    met = np.array([_crossing(edges[n - 1], edges[n]) for n in range(4)])
    whole = [
        _Edge(*((it + 0.5) / scale - 0.5 for it in (edge.start, edge.end)), edge.seen)
        for edge in edges
    ]
    return (met + 0.5) / scale - 0.5, whole


def _sharpened(pixels: Floats, start: Sums, end: Sums, reach: int, width: int) -> _Edge:
    """Return the edge where the picture changes most, near where it is expected."""
    along = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    outward = np.array([along[1], -along[0]])
    shares = np.linspace(_INNER, 1 - _INNER, _SAMPLES)
    offsets = np.arange(-reach - width, reach + width + 1)
    x, y = (
        start[n] + shares[:, None] * (end - start)[n] + offsets[None, :] * outward[n]
        for n in (0, 1)
    )
    height, wide = pixels.shape[:2]
    inside = (x > 0) & (y > 0) & (x < wide - 1) & (y < height - 1)
    column = np.clip(np.rint(x), 0, wide - 1).astype(int)
    row = np.clip(np.rint(y), 0, height - 1).astype(int)
    sums = np.cumsum(np.pad(pixels[row, column], ((0, 0), (1, 0), (0, 0))), axis=1)
    means = (sums[:, width:] - sums[:, :-width]) / width
    step = np.abs(means[:, width:] - means[:, :-width]).max(axis=2)
    # A sample that leaves the picture tells nothing.
    step *= inside[:, width - 1 : width - 1 + step.shape[1]]
    step *= inside[:, width : width + step.shape[1]]
    best = step.argmax(axis=1)
    strong = step[np.arange(_SAMPLES), best]
    off = offsets[best + width] - 0.5
    slope, base = _line(shares, off.astype(np.float64), strong)
    close = np.abs(off - slope * shares - base) < _STRAY
    seen = float((close & (strong > _FAINTEST)).mean())
    if seen < _LEAST_SEEN:
        return _Edge(start, end, seen)
    return _Edge(start + base * outward, end + (slope + base) * outward, seen)


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

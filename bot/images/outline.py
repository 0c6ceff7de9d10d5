"""The four corners of the sheet on a photo."""

import numpy as np
from PIL import Image

from bot.images.errors import ImageRefused
from bot.images.grids import Sums, dilate
from bot.images.light import flatten
from bot.images.picture import Mask

Corners = Sums
"""4 × 2: x and y in pixels, clockwise from the upper left."""

_SIDE = 480
_LOST = 5
"""Pixels by which paper that is told from shadow ends before the sheet does."""
_INNER = 0.15
"""Left out at both ends of an edge, where the next one begins."""


def sheet_corners(picture: Image.Image) -> Corners | None:
    """Return where the corners of the lightest sheet lie, even outside the picture;
    None where no sheet is seen."""
    small = picture.convert("RGB")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    rgb = np.asarray(small, np.float32).transpose(2, 0, 1)
    try:
        paper = flatten(rgb).paper
    except ImageRefused:
        return None
    paper = _grown(paper)
    lines = [_edge(paper, side) for side in range(4)]
    try:
        corners = np.array(
            [_crossing(lines[side - 1], lines[side]) for side in range(4)]
        )
    except np.linalg.LinAlgError:
        return None
    scale = np.array([picture.width / small.width, picture.height / small.height])
    found: Corners = (corners - _LOST + 0.5) * scale - 0.5
    return found


def _grown(paper: Mask) -> Mask:
    """Return the sheet with its very edges, beyond the picture where it ends there."""
    return dilate(np.pad(paper, _LOST), _LOST)


def _edge(paper: Mask, side: int) -> Sums:
    """Return a, b and c of the line a·x + b·y = c along the top, right, bottom or left
    edge (0 to 3)."""
    lies = side % 2 == 0
    grid = paper if lies else paper.T
    grid = grid[::-1] if side in (1, 2) else grid
    along = np.flatnonzero(grid.any(axis=0))
    cut = int(_INNER * len(along))
    along = along[cut : len(along) - cut]
    across = np.argmax(grid[:, along], axis=0) - 0.5
    if side in (1, 2):
        across = len(grid) - 1 - across
    slope, start = _robust_line(along.astype(np.float64), across)
    # across = slope · along + start
    return np.array([-slope, 1, start] if lies else [1, -slope, start])


def _robust_line(x: Sums, y: Sums) -> tuple[float, float]:
    """Fit a line that bumps, like a finger on the edge, do not pull away."""
    weights = np.ones_like(x)
    slope, start = 0.0, float(np.median(y)) if len(y) else 0.0
    for _ in range(12 if len(x) >= 2 else 0):
        slope, start = np.polyfit(x, y, 1, w=weights)
        off = np.abs(y - slope * x - start)
        weights = 1 / (1 + (off / (0.5 + float(np.median(off)))) ** 2)
    return float(slope), float(start)


def _crossing(one: Sums, other: Sums) -> Sums:
    crossing: Sums = np.linalg.solve(
        np.array([one[:2], other[:2]]), np.array([one[2], other[2]])
    )
    return crossing

"""The few operations on pixel grids that Pillow lacks: blurs, extremes, blobs."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image

from bot.images.picture import Floats, Mask

Ints = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]
Grid = TypeVar("Grid", Floats, Mask)


def blur(grid: Floats, radius: int) -> Floats:
    """Mean over a square of `2 * radius + 1` pixels, edges repeated."""
    return _sweep(_sweep(grid, radius, -2), radius, -1)


def _sweep(grid: Floats, radius: int, axis: int) -> Floats:
    padded = np.moveaxis(_padded(grid, radius, axis), axis, 0)
    length = grid.shape[axis]
    total = padded[:length].copy()
    for offset in range(1, 2 * radius + 1):
        total += padded[offset : offset + length]
    return np.moveaxis(total * np.float32(1 / (2 * radius + 1)), 0, axis)


def wide_blur(grid: Floats, radius: int) -> Floats:
    """Roughly `blur`, at a quarter of the resolution: for large, smooth things."""
    height, width = grid.shape
    coarse = resize(grid, (1 + height // 4, 1 + width // 4))
    return resize(blur(coarse, max(1, radius // 4)), (height, width))


def _padded(grid: Grid, radius: int, axis: int) -> Grid:
    padding = [(0, 0)] * grid.ndim
    padding[axis] = (radius, radius)
    return np.pad(grid, padding, mode="edge")


def highest(grid: Grid, radius: int, axis: int) -> Grid:
    """Maximum over `2 * radius + 1` pixels along one axis."""
    if radius < 1:
        return grid
    best = np.moveaxis(_padded(grid, radius, axis), axis, 0)
    size, reach = 2 * radius + 1, 1
    while reach < size:
        step = min(reach, size - reach)
        best = np.maximum(best[:-step], best[step:])
        reach += step
    return np.moveaxis(best, 0, axis)


def lowest(grid: Floats, radius: int, axis: int) -> Floats:
    """Minimum over `2 * radius + 1` pixels along one axis."""
    return -highest(-grid, radius, axis)


def dilate(mask: Mask, radius: int) -> Mask:
    """Grow a mask by a square of `radius` pixels."""
    return highest(highest(mask, radius, -2), radius, -1)


def resize(grid: Floats, shape: tuple[int, int]) -> Floats:
    """Bilinear to `shape` (height, width); averages when it gets smaller."""
    image = Image.fromarray(np.ascontiguousarray(grid, dtype=np.float32))
    size = (shape[1], shape[0])
    return np.array(image.resize(size, Image.Resampling.BILINEAR))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blobs:
    """Connected pixels of a mask (8 neighbours); blob `n` has label `n + 1`."""

    labels: Ints
    area: Ints
    first: tuple[Ints, Ints]  # row and column of one pixel of each
    left: Ints
    top: Ints
    right: Ints
    bottom: Ints

    def sums(self, weights: Floats) -> Sums:
        """Per blob the sum of `weights` under it."""
        count = len(self.area) + 1
        totals = np.bincount(self.labels.ravel(), weights.ravel(), count)
        return totals[1:].astype(np.float64)

    def only(self, keep: Mask) -> Mask:
        """The pixels of the blobs for which `keep` is true."""
        return np.concatenate([[False], keep])[self.labels]


def blobs(mask: Mask) -> Blobs:
    """Label by joining runs of pixels in neighbouring rows."""
    width = mask.shape[1] + 2
    padded = np.pad(mask, ((0, 0), (1, 1))).ravel()
    edges = np.flatnonzero(padded[1:] != padded[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    roots, names = np.unique(_join(starts, ends, width), return_inverse=True)
    labels = np.zeros(mask.shape, np.int64)
    labels[mask] = np.repeat(names + 1, ends - starts)
    rows, count = starts // width, len(roots)
    return Blobs(
        labels=labels,
        area=np.bincount(names, ends - starts, count).astype(np.int64),
        first=(rows[roots], starts[roots] % width - 1),
        left=_extreme(np.minimum, names, starts % width - 1, count),
        top=_extreme(np.minimum, names, rows, count),
        right=_extreme(np.maximum, names, ends % width - 1, count),
        bottom=_extreme(np.maximum, names, rows + 1, count),
    )


def _extreme(pick: np.ufunc, names: Ints, values: Ints, count: int) -> Ints:
    best = np.full(count, values.max(initial=0) if pick is np.minimum else 0)
    pick.at(best, names, values)
    return best


def _join(starts: Ints, ends: Ints, width: int) -> Ints:
    first = np.searchsorted(ends, starts + width, "left")
    last = np.searchsorted(starts, ends + width, "right")
    # A run may only touch runs of the very next row.
    row_end = np.searchsorted(starts // width, starts // width + 1, "right")
    counts = np.maximum(np.minimum(last, row_end) - first, 0)
    upper = np.repeat(np.arange(len(starts)), counts)
    offsets = np.arange(len(upper)) - np.repeat(np.cumsum(counts) - counts, counts)
    lower = np.repeat(first, counts) + offsets
    root = np.arange(len(starts))
    while True:
        a, b = root[upper], root[lower]
        if (a == b).all():
            return root
        np.minimum.at(root, np.maximum(a, b), np.minimum(a, b))
        while (root != root[root]).any():
            root = root[root]

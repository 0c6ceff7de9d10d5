"""A photo of a page, and the page taken out of it, straight and in any size."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from bot.images.grids import resize
from bot.images.outline import Corners, sheet_corners
from bot.images.perspective import plane_between
from bot.pdf.comparing.picture import Gray, Map, shrunk


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

    def smaller(self, factor: float) -> "Lay":
        """Return the lay of a page with so many times fewer pixels."""
        half = (factor - 1) / 2
        zoom = np.array(((factor, 0, half), (0, factor, half), (0, 0, 1)))
        drift = None if self.drift is None else self.drift / factor
        return Lay(self.plane @ zoom, drift, self.likeness)


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
        halvings = max(int(np.log2(max(level, 1.0) / 1.2) + 0.5), 0)
        while len(self._levels) <= halvings:
            self._levels.append(shrunk(self._levels[-1], 2))
        factor = 2.0**halvings
        return _sampled(
            self._levels[halvings], (x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5
        )

    def coloured(self, lay: Lay, shape: tuple[int, ...]) -> Image.Image:
        """Return the page in colours."""
        x, y = _whereabouts(lay, shape)
        planes = [_sampled(np.asarray(it), x, y) for it in self.picture.split()]
        return Image.fromarray(np.stack(planes, axis=2))


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

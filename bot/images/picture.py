"""What every maker of signatures and stamps hands out: a small transparent PNG."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image

LONGEST_SIDE = 1200

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A freshly encoded RGBA PNG and its size in pixels; nothing of the original."""

    png: bytes
    width: int
    height: int


def encode(image: Image.Image) -> Picture:
    """Shrink to `LONGEST_SIDE`, hide the colour of invisible pixels, and encode."""
    image = image.convert("RGBA")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    pixels = np.array(image)
    pixels[pixels[..., 3] == 0] = 0
    out = BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=6)
    return Picture(png=out.getvalue(), width=image.width, height=image.height)


def at_most(image: Image.Image, longest: int) -> Image.Image:
    """Return the picture with a longer side of so many pixels, if it has more."""
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)

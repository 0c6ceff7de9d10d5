"""What pictures in levels of gray are made to tell: numpy alone, no PDF."""

from typing import Any

import numpy as np
from PIL import Image, ImageFilter

Gray = np.ndarray[Any, np.dtype[np.uint8]]
"""Rows from the top; 0 is black, 255 white."""
Map = np.ndarray[Any, np.dtype[Any]]

WHITE = 255


def resized(gray: Gray, width: int, height: int) -> Gray:
    """Return a picture in another size, every pixel counted."""
    size = (max(width, 1), max(height, 1))
    return np.asarray(Image.fromarray(gray).resize(size, Image.Resampling.BOX))


def shrunk(gray: Gray, factor: int) -> Gray:
    """Return a picture with so many times fewer pixels on each side."""
    height, width = gray.shape
    return resized(gray, width // factor, height // factor)


def warped(
    gray: Gray, matrix: Map, shape: tuple[int, ...], *, finely: bool = False
) -> Gray:
    """Return the picture that shows at (x, y) what `gray` shows at `matrix` · (x, y, 1)
    (2 × 3, in pixels), white where there is nothing."""
    if gray.shape == shape and np.allclose(matrix, np.eye(2, 3), atol=1e-4):
        return gray
    # Pillow asks at the middle of a pixel, which is half a pixel from its number.
    half = matrix[:, :2] @ (-0.5, -0.5) + 0.5
    shifted = np.column_stack((matrix[:, :2], matrix[:, 2] + half))
    picture = Image.fromarray(gray).transform(
        (shape[1], shape[0]),
        Image.Transform.AFFINE,
        [float(number) for number in shifted.ravel()],
        resample=Image.Resampling.BICUBIC if finely else Image.Resampling.BILINEAR,
        fillcolor=WHITE,
    )
    return np.asarray(picture)


def darkest(gray: Gray, reach: int) -> Gray:
    """Return for each pixel the darkest one within `reach` pixels."""
    return _nearby(gray, reach, np.minimum)


def lightest(gray: Gray, reach: int) -> Gray:
    """Return for each pixel the lightest one within `reach` pixels."""
    return _nearby(gray, reach, np.maximum)


def _nearby(gray: Gray, reach: int, best: np.ufunc) -> Gray:
    for _ in range(reach):
        for axis in (0, 1):
            found = gray.copy()
            ahead, behind = [slice(None)] * 2, [slice(None)] * 2
            ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
            one, other = tuple(ahead), tuple(behind)
            best(found[one], gray[other], out=found[one])
            best(found[other], gray[one], out=found[other])
            gray = found
    return gray


def blurred(gray: Gray, sigma: float) -> Gray:
    """Return a softer picture."""
    if sigma <= 0:
        return gray
    return np.asarray(Image.fromarray(gray).filter(ImageFilter.GaussianBlur(sigma)))


def without_shade(gray: Gray) -> Gray:
    """Return a picture of paper whose ground is white, however gray it was."""
    height, width = gray.shape
    small = resized(gray, width // 8, height // 8)
    ground = blurred(lightest(blurred(small, 1), 4), 6)
    ground = np.asarray(
        Image.fromarray(ground).resize((width, height), Image.Resampling.BILINEAR)
    )
    level = np.maximum(ground, 60).astype(np.float32)
    return np.minimum(gray.astype(np.float32) * (WHITE / level), WHITE).astype(np.uint8)


def likeness(one: Map, other: Map) -> float:
    """Return how alike two pictures of one size are, from -1 to 1; empty ones are."""
    a = one.astype(np.float32).ravel()
    b = other.astype(np.float32).ravel()
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a @ a) * (b @ b)))
    if norm < 1e-3:
        return 1.0 if float(a @ a + b @ b) < 1e-3 else 0.0
    return float(a @ b) / norm

"""Impressions of rubber stamps, for photos with known ink."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from tests.images.photos import cloud


def round_stamp(
    size: tuple[int, int],
    ring: str,
    middle: str,
    *,
    diameter: float = 0.5,
    seed: int = 1,
) -> Image.Image:
    """Two rings with text between them and a word inside, unevenly inked."""
    side = int(size[1] * diameter) * 2
    stamp = Image.new("L", (side, side))
    draw = ImageDraw.Draw(stamp)
    thick = max(3, side // 60)
    draw.ellipse([2, 2, side - 3, side - 3], outline=255, width=thick)
    inner = side * 0.2
    draw.ellipse(
        [inner, inner, side - inner, side - inner], outline=255, width=thick // 2
    )
    _around(stamp, ring, side)
    letters = ImageFont.load_default(size=int(side * 0.085))
    lines = middle.split("\n")
    for n, line in enumerate(lines):
        y = side / 2 + (n - (len(lines) - 1) / 2) * side * 0.11
        draw.text((side / 2, y), line, 255, letters, "mm", stroke_width=side / 400)
    return _pressed(stamp.resize((side // 2, side // 2)), size, seed)


def _around(stamp: Image.Image, ring: str, side: int) -> None:
    letters = ImageFont.load_default(size=int(side * 0.1))
    box = int(side * 0.16)
    for n, char in enumerate(ring):
        turn = 360 * n / len(ring)
        tile = Image.new("L", (box, box))
        draw = ImageDraw.Draw(tile)
        middle = (box / 2, box / 2)
        draw.text(middle, char, 255, letters, "mm", stroke_width=side / 300)
        tile = tile.rotate(-turn, Image.Resampling.BICUBIC)
        x = side / 2 + np.sin(np.radians(turn)) * side * 0.385 - box / 2
        y = side / 2 - np.cos(np.radians(turn)) * side * 0.385 - box / 2
        spot = (int(x), int(y), int(x) + box, int(y) + box)
        stamp.paste(ImageChops.lighter(stamp.crop(spot), tile), spot)


def square_stamp(
    size: tuple[int, int], lines: list[str], *, width: float = 0.45, seed: int = 1
) -> Image.Image:
    """A frame with lines of text, unevenly inked."""
    wide = int(size[0] * width) * 2
    pitch = wide // 9
    high = pitch * (len(lines) + 1)
    stamp = Image.new("L", (wide, high))
    draw = ImageDraw.Draw(stamp)
    draw.rectangle([2, 2, wide - 3, high - 3], outline=255, width=max(3, wide // 90))
    letters = ImageFont.load_default(size=int(pitch * 0.75))
    for n, line in enumerate(lines):
        spot = (wide / 2, pitch * (n + 1))
        draw.text(spot, line, 255, letters, "mm", stroke_width=wide / 500)
    return _pressed(stamp.resize((wide // 2, high // 2)), size, seed)


def _pressed(stamp: Image.Image, size: tuple[int, int], seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    patches = (
        cloud(stamp.size, 9, rng) * 0.35 + cloud(stamp.size, 70, rng) * 0.15 + 0.62
    )
    worn = np.asarray(stamp) * patches.clip(0, 1)
    ink = Image.new("L", size)
    spot = ((size[0] - stamp.width) // 2, (size[1] - stamp.height) // 2)
    ink.paste(Image.fromarray(worn.astype(np.uint8)), spot)
    return ink

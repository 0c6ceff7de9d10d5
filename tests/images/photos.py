"""Photos of signatures and stamps with known ink, drawn from a seed.

Everything is made in three layers: the ink on a flat sheet, the sheet as a camera sees
it (turned, in perspective, on a desk), and the light, noise and JPEG on top.
"""

from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Rgb = tuple[int, int, int]
Grid = npt.NDArray[np.float64]

FONTS = Path(__file__).parents[2] / "bot" / "images" / "fonts"
BLUE: Rgb = (28, 52, 140)
BLACK: Rgb = (32, 32, 36)
RED: Rgb = (182, 30, 42)
STAMP_BLUE: Rgb = (38, 70, 165)
STAMP_RED: Rgb = (190, 38, 50)
VIOLET: Rgb = (92, 48, 140)
WHITE_PAPER: Rgb = (246, 245, 241)
OAK: Rgb = (150, 106, 66)
SLATE: Rgb = (62, 66, 72)
TEXT = "The goods named above were received complete and in good order."


@dataclass(frozen=True, kw_only=True)
class Scene:
    """How a sheet of paper was photographed."""

    size: tuple[int, int] = (1280, 960)
    paper: str = "plain"  # plain, ruled, squared
    desk: Rgb | None = None
    sheet: float = 0.9  # share of the picture that the sheet takes, with a desk
    tilt: float = 0.0  # degrees, clockwise
    perspective: float = 0.0  # share by which the far edge is shorter
    gradient: float = 0.15  # how much darker the dim side is
    warmth: float = 0.0  # 0 daylight, 1 light bulb
    shadow: float = 0.0  # how much light a hand takes away
    shadow_edge: int = 40  # pixels over which the shadow fades
    noise: float = 2.5
    blur: float = 0.6
    quality: int = 80
    text: bool = False  # printed paragraphs under the ink
    seed: int = 1


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A JPEG, and the truth about it in its own pixels (0 to 1)."""

    jpeg: bytes
    ink: npt.NDArray[np.float32] = field(repr=False)
    colour: Rgb


def photograph(ink: Image.Image | None, colour: Rgb, scene: Scene) -> Photo:
    """Put `ink` (mode L, 255 = covered, the scene's size) on a sheet and shoot it."""
    rng = np.random.default_rng(scene.seed)
    cover = _pressed(ink or Image.new("L", scene.size), rng)
    sheet = _sheet(scene, rng)
    sheet.paste(Image.new("RGB", scene.size, colour), mask=cover)
    corners = _corners(scene)
    seen = _warp(sheet, corners, scene.size)
    if scene.desk is not None:
        outline = _warp(Image.new("L", scene.size, 255), corners, scene.size)
        seen = Image.composite(seen, _desk(scene, outline, rng), outline)
    pixels = np.asarray(seen, dtype=np.float64) * _light(scene)[..., None]
    pixels *= np.array([1, 1 - 0.12 * scene.warmth, 1 - 0.34 * scene.warmth])
    shot = _camera(pixels, scene, rng)
    out = BytesIO()
    shot.save(out, "JPEG", quality=scene.quality)
    truth = np.asarray(_warp(cover, corners, scene.size), dtype=np.float32) / 255
    return Photo(jpeg=out.getvalue(), ink=truth, colour=colour)


def _sheet(scene: Scene, rng: np.random.Generator) -> Image.Image:
    grain = rng.normal(0, 1.2, (scene.size[1], scene.size[0], 1))
    paper = (np.array(WHITE_PAPER) + grain).clip(0, 255).astype(np.uint8)
    sheet = Image.fromarray(paper)
    draw = ImageDraw.Draw(sheet)
    pitch = scene.size[0] // (16 if scene.paper == "ruled" else 34)
    line, thick = (176, 190, 216), max(1, scene.size[0] // 800)
    if scene.paper in ("ruled", "squared"):
        for y in range(pitch, scene.size[1], pitch):
            draw.line([(0, y), (scene.size[0], y)], fill=line, width=thick)
    if scene.paper == "squared":
        for x in range(pitch, scene.size[0], pitch):
            draw.line([(x, 0), (x, scene.size[1])], fill=line, width=thick)
    if scene.text:
        _print_paragraphs(draw, scene)
    return sheet


def _print_paragraphs(draw: ImageDraw.ImageDraw, scene: Scene) -> None:
    letters = ImageFont.load_default(size=scene.size[0] // 48)
    words = TEXT.split()
    for n, y in enumerate(range(scene.size[1] // 10, scene.size[1], letters.size * 2)):
        line = " ".join(words[(n + i) % len(words)] for i in range(13))
        draw.text((scene.size[0] // 12, y), line, font=letters, fill=(40, 40, 42))


def _pressed(cover: Image.Image, rng: np.random.Generator) -> Image.Image:
    # A pen does not lay down the same ink everywhere.
    waves = cloud(cover.size, 24, rng)
    return ImageChops.multiply(cover, Image.fromarray((225 + 30 * waves).astype("u1")))


def cloud(size: tuple[int, int], cells: int, rng: np.random.Generator) -> Grid:
    """Smooth random values from 0 to 1."""
    small = (rng.random((cells, cells)) * 255).astype(np.uint8)
    return np.asarray(Image.fromarray(small).resize(size, 3), dtype=np.float64) / 255


def _corners(scene: Scene) -> list[tuple[float, float]]:
    width, height = scene.size
    share = scene.sheet if scene.desk else 1.0
    x, y = width * share / 2, height * share / 2
    far = x * (1 - scene.perspective)
    turn = np.exp(1j * np.radians(scene.tilt))
    middle = complex(width / 2, height / 2)
    flat = [complex(-far, -y), complex(far, -y), complex(x, y), complex(-x, y)]
    return [(p.real, p.imag) for p in (turn * corner + middle for corner in flat)]


def back_to_sheet(
    sheet: tuple[int, int], corners: list[tuple[float, float]]
) -> tuple[float, ...]:
    """Return the eight numbers that take points of a picture back to a sheet's."""
    width, height = sheet
    flat = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, target = [], []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        target += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(target)))


def _warp(
    image: Image.Image, corners: list[tuple[float, float]], size: tuple[int, int]
) -> Image.Image:
    numbers = back_to_sheet(image.size, corners)
    fill = WHITE_PAPER if image.mode == "RGB" else 0
    return image.transform(
        size, Image.Transform.PERSPECTIVE, numbers, 3, fillcolor=fill
    )


def _desk(scene: Scene, outline: Image.Image, rng: np.random.Generator) -> Image.Image:
    assert scene.desk is not None
    board = wood(scene.size, scene.desk, rng)
    # The sheet lies a little above the desk and throws a soft shadow.
    reach = scene.size[0] // 130
    shade = ImageChops.offset(outline, reach, reach)
    shade = shade.filter(ImageFilter.GaussianBlur(reach)).point(lambda v: v * 0.4)
    return Image.composite(Image.new("RGB", scene.size), board, shade)


def wood(size: tuple[int, int], colour: Rgb, rng: np.random.Generator) -> Image.Image:
    """A table top with its grain along the picture."""
    grain = rng.normal(0, 1, (size[1] // 3, 8)).cumsum(axis=0)
    grain = np.sin(grain * 0.9) * 9 + rng.normal(0, 5, grain.shape)
    stripes = Image.fromarray(grain.astype(np.float32)).resize(size, 3)
    board = np.array(colour) + np.asarray(stripes)[..., None]
    return Image.fromarray(board.clip(0, 255).astype(np.uint8))


def _light(scene: Scene) -> Grid:
    width, height = scene.size
    y, x = np.mgrid[0:height, 0:width]
    light = 1 - scene.gradient * (0.7 * x / width + 0.3 * y / height)
    if scene.shadow:
        slant = (x + 0.5 * y) - (0.62 * width + 0.25 * height)
        light *= 1 - scene.shadow * (0.5 + 0.5 * np.tanh(slant / scene.shadow_edge))
    return light


def _camera(pixels: Grid, scene: Scene, rng: np.random.Generator) -> Image.Image:
    sharp = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    soft = np.asarray(sharp.filter(ImageFilter.GaussianBlur(scene.blur)))
    noisy = soft + rng.normal(0, scene.noise, soft.shape)
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def scribble(
    size: tuple[int, int], seed: int, *, width: float = 0.45, pen: float = 0.004
) -> Image.Image:
    """A signature-like line: leaning loops that run along, and a flourish below."""
    rng = np.random.default_rng(seed)
    letters = int(rng.integers(6, 10))
    t = np.linspace(0, letters * 2 * np.pi, letters * 60)
    along = t / t[-1]
    tall = np.interp(along, np.linspace(0, 1, letters), rng.uniform(0.25, 1, letters))
    tall[: len(t) // letters] = 1.2
    unit = size[0] * width
    y = -np.sin(t) * tall * unit * 0.13
    x = along * unit + np.cos(t) * tall * unit * 0.05 - 0.35 * y
    x += size[0] * (0.5 - width / 2)
    y += size[1] * 0.5
    strokes = [list(zip(x, y, strict=True))]
    u = np.linspace(0, 1, 80)
    sweep = np.stack([x[-1] - u * unit * 0.8, y[-1] + 0.06 * unit + 0.05 * unit * u])
    sweep[1] += np.sin(u * 3) * unit * 0.03
    strokes.append(list(zip(*sweep, strict=True)))
    return _inked(size, strokes, pen * size[0], rng)


def _inked(
    size: tuple[int, int],
    strokes: list[list[tuple[float, float]]],
    pen: float,
    rng: np.random.Generator,
) -> Image.Image:
    big = Image.new("L", (size[0] * 2, size[1] * 2))
    draw = ImageDraw.Draw(big)
    for stroke in strokes:
        swell = cloud((len(stroke), 1), 9, rng)[0] * 0.7 + 0.7
        for (a, b), press in zip(pairwise(stroke), swell[1:], strict=True):
            r = pen * press
            draw.line([(2 * a[0], 2 * a[1]), (2 * b[0], 2 * b[1])], 255, round(2 * r))
            draw.ellipse([2 * b[0] - r, 2 * b[1] - r, 2 * b[0] + r, 2 * b[1] + r], 255)
    return big.resize(size, Image.Resampling.BOX)


def handwritten(
    size: tuple[int, int], name: str, *, height: float = 0.2, font: str = "GreatVibes"
) -> Image.Image:
    """A name in a vendored script font, with a line under it."""
    letters = ImageFont.truetype(FONTS / f"{font}.ttf", int(size[1] * height))
    ink = Image.new("L", size)
    draw = ImageDraw.Draw(ink)
    middle = (size[0] / 2, size[1] / 2)
    draw.text(middle, name, 255, letters, "mm", stroke_width=size[0] / 1600)
    left, _, right, bottom = draw.textbbox(middle, name, letters, "mm")
    u = np.linspace(0, 1, 60)
    xs = right - u * (right - left) * 0.75
    ys = bottom + size[1] * (0.02 + 0.015 * np.sin(u * 4))
    line = _inked(size, [list(zip(xs, ys, strict=True))], size[0] / 420, _fixed())
    return ImageChops.lighter(ink, line)


def _fixed() -> np.random.Generator:
    return np.random.default_rng(7)

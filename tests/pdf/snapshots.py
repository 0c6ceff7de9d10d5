"""Pages as people photograph and scan them: a sheet on a desk, seen by a phone."""

from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from tests.images.photos import OAK, SLATE, back_to_sheet, cloud, wood

Grid = npt.NDArray[np.float32]
Point = tuple[float, float]

_DPI = 400
PHONE = (3024, 4032)
"""Pixels of a 12 MP phone, held upright."""
MESSENGER, MESSENGER_HD = 1280, 2560
"""The longest side that messengers leave of a photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How a page was photographed; lengths as shares of the picture's sides."""

    size: tuple[int, int] = PHONE
    longest: int | None = None
    """What a messenger scales the photo down to."""
    sheet: float = 0.92
    tilt: float = 1.5
    perspective: float = 0.04
    gradient: float = 0.2
    shadow: float = 0.0
    bend: float = 0.0
    """How far the sheet bulges, as a share of its height."""
    blur: float = 1.0
    noise: float = 4.0
    quality: int = 85
    dark_desk: bool = False
    finger: bool = False
    seed: int = 1


def varied(seed: int, longest: int | None = None) -> Shot:
    """Return one of many ordinary ways to hold a phone above a sheet."""
    rng = np.random.default_rng(seed)
    return Shot(
        longest=longest,
        sheet=float(rng.uniform(0.82, 0.96)),
        tilt=float(rng.uniform(-5, 5)),
        perspective=float(rng.uniform(0, 0.10)),
        gradient=float(rng.uniform(0.05, 0.35)),
        shadow=float(rng.choice([0, 0, 0.3])),
        bend=float(rng.uniform(0, 0.004)),
        blur=float(rng.uniform(0.7, 1.6)),
        noise=float(rng.uniform(2, 7)),
        quality=int(rng.integers(75, 90)),
        dark_desk=bool(rng.integers(2)),
        seed=seed,
    )


def page_picture(data: bytes, page: int, dpi: int = _DPI) -> Image.Image:
    """Return a page as a printer puts it on paper."""
    document = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        bitmap = document[page].render(scale=dpi / 72, rev_byteorder=True)
        return bitmap.to_pil().convert("RGB")
    finally:
        document.close()


def photograph(sheet: Image.Image, shot: Shot) -> bytes:
    """Return the JPEG that a phone, and perhaps a messenger after it, makes."""
    rng = np.random.default_rng(shot.seed)
    printed = _printed(sheet)
    if shot.bend:
        printed = _bent(printed, shot)
    corners = corners_on(shot, printed.size)
    seen = _warp(printed, corners, shot.size)
    outline = _warp(Image.new("L", printed.size, 255), corners, shot.size)
    desk = wood(shot.size, SLATE if shot.dark_desk else OAK, rng)
    picture = Image.composite(seen, desk, outline)
    if shot.finger:
        _lay_finger(picture, corners)
    lit = np.asarray(picture, np.float32) * _light(shot, rng)[..., None]
    picture = Image.fromarray(lit.clip(0, 255).astype(np.uint8))
    soft = picture.filter(ImageFilter.GaussianBlur(shot.blur))
    grain = rng.normal(0, shot.noise, (*soft.size[::-1], 1)).astype(np.float32)
    noisy = np.asarray(soft, np.float32) + grain
    picture = Image.fromarray(noisy.clip(0, 255).astype(np.uint8))
    if shot.longest:
        # The phone stores a file of its own before the messenger takes it.
        picture = Image.open(BytesIO(_jpeg(picture, 92)))
        picture.thumbnail((shot.longest, shot.longest), Image.Resampling.LANCZOS)
    return _jpeg(picture, shot.quality)


def close_up(sheet: Image.Image, part: tuple[int, int, int, int], shot: Shot) -> bytes:
    """Photograph a part (left, top, right, bottom in the sheet's pixels) from near."""
    return photograph(sheet.crop(part), replace(shot, bend=0.0))


def scan(data: bytes, page: int, dpi: int, seed: int = 1) -> bytes:
    """Return a page as a flat-bed scanner sees it: a little askew and grainy."""
    rng = np.random.default_rng(seed)
    sheet = _printed(page_picture(data, page))
    turned = sheet.rotate(
        rng.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=(250, 250, 250)
    )
    scale = dpi / _DPI
    size = (round(sheet.width * scale), round(sheet.height * scale))
    small = turned.resize(size, Image.Resampling.BOX)
    noisy = np.asarray(small, np.float32) + rng.normal(0, 2, (*size[::-1], 1))
    return _jpeg(Image.fromarray(noisy.clip(0, 255).astype(np.uint8)), 80)


def _printed(sheet: Image.Image) -> Image.Image:
    """Toner is never quite black, paper never quite white, and both bleed."""
    soft = sheet.filter(ImageFilter.GaussianBlur(0.8))
    return soft.point(lambda v: 28 + v * (244 - 28) / 255)


def _bent(sheet: Image.Image, shot: Shot) -> Image.Image:
    pixels = np.asarray(sheet)
    height, width = pixels.shape[:2]
    rise = shot.bend * height * np.sin(np.linspace(0, np.pi, width))
    rows = np.arange(height)[:, None] + rise[None, :].round().astype(int)
    bent = pixels[rows.clip(0, height - 1), np.arange(width)[None, :]]
    return Image.fromarray(bent)


def corners_on(shot: Shot, sheet: tuple[int, int]) -> list[Point]:
    """Return where the corners of a sheet of this shape lie on the photo."""
    width, height = shot.size
    scale = min(width / sheet[0], height / sheet[1]) * shot.sheet / 2
    x, y = sheet[0] * scale, sheet[1] * scale
    far = x * (1 - shot.perspective)
    lean = x * shot.perspective / 3
    flat = [
        complex(lean - far, -y),
        complex(lean + far, -y * (1 - shot.perspective / 4)),
        complex(x, y),
        complex(-x, y * (1 - shot.perspective / 5)),
    ]
    turn = np.exp(1j * np.radians(shot.tilt))
    middle = complex(width / 2, height / 2)
    return [(p.real, p.imag) for p in (turn * corner + middle for corner in flat)]


def _warp(
    image: Image.Image, corners: list[Point], size: tuple[int, int]
) -> Image.Image:
    numbers = back_to_sheet(image.size, corners)
    # A lens takes in all the light of a place, a single sample would not.
    shrinks = image.width / float(np.hypot(*np.subtract(corners[1], corners[0])))
    if shrinks > 1.2:
        image = image.filter(ImageFilter.GaussianBlur(0.4 * shrinks))
    return image.transform(size, Image.Transform.PERSPECTIVE, numbers, 3)


def _lay_finger(picture: Image.Image, corners: list[Point]) -> None:
    x = corners[2][0] - 0.03 * picture.width
    y = (corners[1][1] + corners[2][1]) / 2
    long, thick = 0.12 * picture.width, 0.03 * picture.width
    ImageDraw.Draw(picture).rounded_rectangle(
        (x, y, x + 2 * long, y + 2 * thick), thick, fill=(205, 150, 125)
    )


def _light(shot: Shot, rng: np.random.Generator) -> Grid:
    width, height = shot.size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 1 - shot.gradient * (0.6 * x / width + 0.4 * y / height)
    light *= 1 - 0.06 * cloud(shot.size, 5, rng).astype(np.float32)
    if shot.shadow:
        slant = (x + 0.6 * y) - (0.8 * width + 0.3 * height)
        light *= 1 - shot.shadow * (0.5 + 0.5 * np.tanh(slant / (0.03 * width)))
    return light.astype(np.float32)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    file = BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=quality)
    return file.getvalue()

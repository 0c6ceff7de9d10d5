"""Photos of paper as a phone takes them: askew on a desk, in uneven light."""

import io

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

_SIZE = (1500, 2000)
_DESK = (112, 84, 62)
_SHEETS = (
    ((150, 170), (1330, 120), (1400, 1830), (90, 1880)),
    ((110, 110), (1380, 170), (1330, 1870), (160, 1800)),
    ((180, 140), (1310, 150), (1420, 1850), (70, 1850)),
)
"""Where the corners of the paper lie, clockwise from the upper left."""


def photos_of(pdf: bytes) -> list[bytes]:
    """Return a JPEG of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=2.4).to_pil().convert("RGB") for page in document]
    return [
        _photo(page, _SHEETS[number % len(_SHEETS)])
        for number, page in enumerate(pages)
    ]


def _photo(page: Image.Image, corners: tuple[tuple[int, int], ...]) -> bytes:
    paper = page.transform(
        _SIZE, Image.Transform.PERSPECTIVE, _matrix(corners, page.size),
        Image.Resampling.BICUBIC,
    )  # fmt: skip
    mask = Image.new("L", _SIZE)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    picture = Image.new("RGB", _SIZE, _DESK)
    picture.paste(paper, mask=mask)
    slope = Image.linear_gradient("L").resize((4000, 4000)).rotate(60)
    light = slope.crop((1250, 1000, 2750, 3000))
    dimmed = ImageChops.multiply(
        picture, light.point(lambda level: 150 + level * 105 // 255).convert("RGB")
    )
    file = io.BytesIO()
    dimmed.filter(ImageFilter.GaussianBlur(0.6)).save(file, "JPEG", quality=88)
    return file.getvalue()


def _matrix(
    corners: tuple[tuple[int, int], ...], size: tuple[int, int]
) -> tuple[float, ...]:
    """Return what takes the picture's points back to the page's."""
    width, height = size
    targets = ((0, 0), (width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, targets, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solved: list[float] = np.linalg.solve(rows, values).tolist()
    return tuple(solved)

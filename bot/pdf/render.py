"""Pages as pictures, the way people see them: with fields, signatures and stamps."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Literal

import pypdfium2
from PIL import Image

from bot.domain.errors import InputRefused, NotFound
from bot.domain.fields import Box

Encoding = Literal["png", "webp", "jpeg"]

_LARGEST = 2400
"""Pixels of a side, whatever the page's box says."""
_WEBP_QUALITY = 55
_JPEG_QUALITY = 80


def page_count(data: bytes) -> int:
    """Return how many pages a file has."""
    with opened(data) as document:
        return len(document)


def page_size(data: bytes, page: int) -> tuple[float, float]:
    """Return width and height of a page (from 0) as displayed, in points."""
    with opened(data) as document:
        if not 0 <= page < len(document):
            raise NotFound
        width, height = document.get_page_size(page)
        return float(width), float(height)


def page_sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of every page as displayed, in points."""
    with opened(data) as document:
        return tuple(document.get_page_size(page) for page in range(len(document)))


def page_image(data: bytes, page: int, width: int, kind: Encoding) -> bytes:
    """Return a picture of one page (from 0), `width` pixels wide."""
    with opened(data) as document:
        return _encoded(rendered(document, page, width), kind)


def page_images(
    data: bytes, pages: Sequence[int], width: int, kind: Encoding = "webp"
) -> tuple[bytes, ...]:
    """Return pictures of several pages; the file is opened once."""
    with opened(data) as document:
        return tuple(_encoded(rendered(document, n, width), kind) for n in pages)


def crop_image(
    data: bytes, page: int, box: Box, width: int, kind: Encoding = "webp"
) -> bytes:
    """Return a picture of a field with its surroundings: the full width of the page
    around the box, as high as it is wide, or less."""
    with opened(data) as document:
        whole = rendered(document, page, width)
    middle = round(whole.height * (1 - (box[1] + box[3]) / 2))
    half = whole.width // 3
    top = min(max(middle - half, 0), max(whole.height - 2 * half, 0))
    return _encoded(
        whole.crop((0, top, whole.width, min(top + 2 * half, whole.height))), kind
    )


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a file with its form. Raises `InputRefused` when it cannot be."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputRefused("pdf.damaged") from error
    try:
        document.init_forms()
        yield document
    finally:
        document.close()


def rendered(document: pypdfium2.PdfDocument, number: int, width: int) -> Image.Image:
    """Return one page (from 0) of an open file, `width` pixels wide."""
    if not 0 <= number < len(document):
        raise NotFound
    page = document[number]
    try:
        wide, high = (max(side, 1.0) for side in page.get_size())
        scale = min(width / wide, _LARGEST / wide, _LARGEST / high)
        bitmap = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("RGB")
    finally:
        page.close()


def _encoded(picture: Image.Image, kind: Encoding) -> bytes:
    file = BytesIO()
    match kind:
        case "webp":
            picture.save(file, "WEBP", quality=_WEBP_QUALITY, method=4)
        case "jpeg":
            picture.save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True)
        case "png":
            picture.save(file, "PNG", optimize=True)
    return file.getvalue()

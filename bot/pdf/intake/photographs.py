"""Photos of paper become a PDF: one page a photo, upright, cropped and readable.

A photo is best made a page in a worker's job of its own, as soon as it is there; the
pages of an album are put together in the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject, TextStringObject

from bot.domain.errors import InputRefused
from bot.images.pages.page import page_on
from bot.pdf.evidence.objects import as_dictionary, as_stream

MAX_PHOTOS = 40

_PAPERS = ((595.28, 841.89), (612.0, 792.0))
"""A4 and US Letter, in points."""
_SHEET_OFF, _PICTURE_OFF = 0.065, 0.015
"""By how much the proportions of a sheet that was cut out may differ from paper's, and
those of a scan."""
_MAX_BYTES = 400_000
_TRIES = ((1.0, 80), (1.0, 65), (0.75, 65), (0.75, 45), (0.5, 40))
"""Sizes and JPEG qualities, until a page is small enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPage:
    """A page made of a photo."""

    jpeg: bytes
    width: float
    height: float
    """In points."""


def pdf_from_photos(photos: Sequence[bytes], *, title: str, language: str) -> bytes:
    """Return a PDF with a page for each photo, in their order.

    Raises what `page_from_photo` and `pdf_from_pages` raise.
    """
    _check_number(len(photos))
    pages = [page_from_photo(photo) for photo in photos]
    return pdf_from_pages(pages, title=title, language=language)


def page_from_photo(photo: bytes) -> PhotoPage:
    """Return a page of a photo, scan or screenshot: JPEG, PNG, WebP, HEIC or TIFF.

    Takes about a second for 12 megapixels. Raises ImageRefused (image.format,
    image.unreadable, image.too-large, image.pages) and InputRefused: page.too-small,
    page.too-dark, page.blurred, page.none.
    """
    page = page_on(photo)
    off = _SHEET_OFF if page.sheet else _PICTURE_OFF
    width, height = _paper(*page.picture.size, off)
    return PhotoPage(jpeg=_jpeg(page.picture), width=width, height=height)


def pdf_from_pages(pages: Sequence[PhotoPage], *, title: str, language: str) -> bytes:
    """Return a PDF of these pages. The same pages give the same bytes.

    Raises InputRefused: page.too-many, and upload.nothing for none at all.
    """
    _check_number(len(pages))
    writer = PdfWriter()
    writer.metadata = {"/Title": title}
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    for page in pages:
        _add(writer, page)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _check_number(photos: int) -> None:
    if not photos:
        raise InputRefused("upload.nothing")
    if photos > MAX_PHOTOS:
        raise InputRefused("page.too-many", limit=MAX_PHOTOS)


def _paper(width: int, height: int, off: float) -> tuple[float, float]:
    """Return the size of the paper that the page most likely is, in points, or its own
    proportions within A4."""
    short, long = sorted((width, height))
    ratio = long / short
    paper = min(_PAPERS, key=lambda it: abs(it[1] / it[0] / ratio - 1))
    if abs(paper[1] / paper[0] / ratio - 1) > off:
        scale = min(_PAPERS[0][0] / short, _PAPERS[0][1] / long)
        paper = round(short * scale, 2), round(long * scale, 2)
    return paper if height >= width else (paper[1], paper[0])


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    for scale, quality in _TRIES:
        file = BytesIO()
        size = round(picture.width * scale), round(picture.height * scale)
        small = picture if scale == 1 else picture.resize(size, Image.Resampling.BOX)
        small.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= _MAX_BYTES:
            break
    return file.getvalue()


def _add(writer: PdfWriter, page: PhotoPage) -> None:
    added = writer.add_blank_page(page.width, page.height)
    with Image.open(BytesIO(page.jpeg)) as picture:
        width, height = picture.size
    image = StreamObject()
    image.set_data(page.jpeg)
    image.update(
        as_dictionary(
            {
                "/Type": "/XObject",
                "/Subtype": "/Image",
                "/Width": width,
                "/Height": height,
                "/ColorSpace": "/DeviceRGB",
                "/BitsPerComponent": 8,
                "/Filter": "/DCTDecode",
            }
        )
    )
    shown = b"q %.2f 0 0 %.2f 0 0 cm /Photo Do Q" % (page.width, page.height)
    added.update(
        as_dictionary(
            {
                "/Contents": writer._add_object(as_stream(shown)),
                "/Resources": {"/XObject": {"/Photo": writer._add_object(image)}},
            }
        )
    )

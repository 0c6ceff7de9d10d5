"""Scans: pages put on the glass a little askew, some with the words that OCR found."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from pypdf import PdfReader, PdfWriter, Transformation
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import Box

from . import fonts
from .place import Document

_SCANS = {
    "de_offer": (150, 0.4),
    "de_apartment_handover": (200, -0.7),
    "de_supplier_master_data": (150, 0.9),
    "en_statement_of_work": (150, -0.3),
    "en_residential_lease": (200, 0.6),
    "en_direct_debit": (150, -1.0),
    "ru_work_acceptance": (150, 0.2),
    "pl_acceptance_protocol": (150, -0.5),
}
_READ = {
    "de_maintenance": (150, -0.6),
    "de_registration": (150, 0.3),
    "en_handover_certificate": (150, 0.5),
    "fr_lease": (150, -0.3),
    "ru_client_questionnaire": (150, 0.4),
}
"""Documents by name: dots per inch, and how far they are turned, in degrees."""


def scans(documents: list[Document]) -> Iterator[Document]:
    """Yield scans of some of the documents."""
    known = {it.name: it for it in documents}
    for name, (dots, degrees) in _SCANS.items():
        yield _scan(known[name], dots, degrees, read=False)
    for name, (dots, degrees) in _READ.items():
        yield _scan(known[name], dots, degrees, read=True)


def _scan(document: Document, dots: int, degrees: float, *, read: bool) -> Document:
    tilted = _tilt(document.data, degrees)
    page = pdfium.PdfDocument(tilted)[0]
    size = page.get_size()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    canvas.drawImage(ImageReader(io.BytesIO(_picture(page, dots))), 0, 0, *size)
    if read:
        _write_words(canvas, page)
    canvas.save()
    group = "ocr" if read else "scan"
    return replace(
        document,
        name=f"{document.name}_{group}",
        group=group,
        data=out.getvalue(),
        letters=tilted,
        places=tuple(
            replace(it, box=_turned(it.box, size, degrees)) for it in document.places
        ),
    )


def _tilt(data: bytes, degrees: float) -> bytes:
    """Turn the content of the first page about its middle."""
    writer = PdfWriter()
    page = writer.add_page(PdfReader(io.BytesIO(data)).pages[0])
    x, y = page.mediabox.width / 2, page.mediabox.height / 2
    turn = Transformation().translate(-x, -y).rotate(degrees).translate(x, y)
    page.add_transformation(turn)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _turned(box: Box, size: tuple[float, float], degrees: float) -> Box:
    """Return where a box is after the page was turned about its middle."""
    width, height = size
    c, s = cos(radians(degrees)), sin(radians(degrees))
    x, y = (box[0] + box[2] - 1) / 2 * width, (box[1] + box[3] - 1) / 2 * height
    right, up = (x * c - y * s - x) / width, (x * s + y * c - y) / height
    return box[0] + right, box[1] + up, box[2] + right, box[3] + up


def _picture(page: pdfium.PdfPage, dots: int) -> bytes:
    """Return a JPEG of a page in grey, with the noise of a scanner."""
    grey = np.asarray(page.render(scale=dots / 72, grayscale=True).to_pil())
    noise = np.random.default_rng(7).integers(-9, 10, 1 << 16, dtype=np.int16)
    dirty = (grey * 0.93).astype(np.int16) + np.resize(noise, grey.shape)
    out = io.BytesIO()
    picture = Image.fromarray(np.clip(dirty, 0, 255).astype(np.uint8))
    picture.save(out, "JPEG", quality=55)
    return out.getvalue()


def _write_words(canvas: Canvas, page: pdfium.PdfPage) -> None:
    """Write the words of a page where they are, unseen, as OCR does; leaders it drops."""
    text = page.get_textpage()
    for found in re.finditer(r"[^\s_…]+", text.get_text_range()):
        word = found.group()
        if not word.strip("."):
            continue
        boxes = [text.get_charbox(at) for at in range(*found.span())]
        left, bottom = min(it[0] for it in boxes), min(it[1] for it in boxes)
        right, top = max(it[2] for it in boxes), max(it[3] for it in boxes)
        points = max(top - bottom, 4.0)
        line = canvas.beginText(left, bottom)
        line.setTextRenderMode(3)
        line.setFont(fonts.WORLD.regular, points)
        wide = fonts.width(word, fonts.WORLD.regular, points)
        line.setHorizScale(100 * max(right - left, 1) / wide)
        line.textOut(word)
        canvas.drawText(line)

"""An invoice, and what others make of it: saved, printed and scanned anew."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageFilter
from pyhanko.pdf_utils import generic
from pypdf import PageObject, PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import Box
from bot.pdf.evidence.prepare import prepare
from bot.pdf.evidence.seal import seal
from tests.chromium import ARGUMENTS
from tests.pdf import chain, forging
from tests.pdf.forging import Writer

PRICE, FORGED = "1,000.00", "9,000.00"
PRICE_BOX: Box = (441 / 595.28, 159 / 841.89, 480 / 595.28, 167 / 841.89)
"""Where the price stands on the first page."""


def invoice(price: str = PRICE, pages: int = 1) -> bytes:
    """Return an invoice whose first page ends with a price."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, 790, f"Invoice 4711, page {number + 1}")
        canvas.setFont("Helvetica", 9)
        for row in range(30):
            height = 760 - row * 18
            what = f"{row + 1}. Chair of oak, colour {(row * 7 + number) % 13}, new"
            canvas.drawString(60, height, what)
            canvas.drawRightString(480, height, f"{(row + number) * 37 % 90 + 10}.00")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 160, "Total amount due")
        canvas.drawRightString(480, 160, price if number == 0 else "2,000.00")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@cache
def sealed_invoice() -> bytes:
    """Return the invoice as an envelope of ours, signed by both and sealed."""
    prepared = prepare(invoice(pages=2), chain.plan())
    signed = chain.sign(chain.sign(prepared, chain.bobs_act()), chain.charlies_act())
    identity = chain.sample_keys().seal_identity
    return seal(signed, chain.JOURNAL, identity, chain.NOW, chain.COMPANY)


def price_forged(data: bytes) -> bytes:
    """Return a file with another price, in one more revision."""

    def change(writer: Writer) -> None:
        content = forging.page(writer)["/Contents"]
        streams = content if isinstance(content, generic.ArrayObject) else [content]
        for stream in streams:
            drawn = stream.get_object()
            if PRICE.encode() not in drawn.data:
                continue
            drawn._data = drawn.data.replace(PRICE.encode(), FORGED.encode())
            drawn._encoded_data = None
            writer.update_container(drawn)

    return forging.update(data, change)


def by_tool(data: bytes, *command: str) -> bytes:
    """Return what a tool makes of a file; `{}` and `{new}` are the files."""
    if shutil.which(command[0]) is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{command[0]} is not installed")
        pytest.skip(f"{command[0]} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.pdf", Path(folder) / "after.pdf"
        before.write_bytes(data)
        filled = [it.replace("{}", str(before)) for it in command]
        filled = [it.replace("{new}", str(after)) for it in filled]
        # qpdf exits with 3 when it only warns.
        subprocess.run(filled, check=False, capture_output=True, timeout=60)
        return after.read_bytes()


TOOLS: dict[str, tuple[str, ...]] = {
    "qpdf": ("qpdf", "--object-streams=generate", "{}", "{new}"),
    "mutool clean": ("mutool", "clean", "-gz", "{}", "{new}"),
    "mutool convert": ("mutool", "convert", "-o", "{new}", "{}"),
    "pdftocairo": ("pdftocairo", "-pdf", "{}", "{new}"),
    "pdftocairo on other paper": (
        *("pdftocairo", "-pdf", "-paper", "letter", "{}", "{new}"),
    ),
}


def saved(
    data: bytes,
    pages: Sequence[int] | None = None,
    change: Callable[[PageObject], object] = lambda page: None,
) -> bytes:
    """Return what pypdf makes of a file: pages (from 0) in any order, changed."""
    reader, writer = PdfReader(BytesIO(data)), PdfWriter()
    for number in range(len(reader.pages)) if pages is None else pages:
        change(writer.add_page(reader.pages[number]))
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def cloned(data: bytes) -> bytes:
    """Return what pypdf makes of a whole file, its form included."""
    file = BytesIO()
    PdfWriter(clone_from=PdfReader(BytesIO(data))).write(file)
    return file.getvalue()


def picture(data: bytes, page: int = 0, dpi: int = 150) -> Image.Image:
    """Return a page as a printer would put it on paper."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    shown = document[page].render(scale=dpi / 72, may_draw_forms=True).to_pil()
    document.close()
    return shown.convert("RGB")


def scan(sheet: Image.Image, angle: float = 0.5, seed: int = 1) -> Image.Image:
    """Return a sheet after it went through a bad scanner: turned a little (degrees),
    soft, grey and shaded, with noise, dust and JPEG."""
    gray = sheet.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(gray.filter(ImageFilter.GaussianBlur(0.9))).astype(float)
    height, width = soft.shape
    random = np.random.default_rng(seed)
    paper = 25 + soft * 210 / 255 * np.linspace(1, 0.93, width)
    paper += random.normal(0, 9, soft.shape)
    for y, x in random.integers(0, (height - 2, width - 2), (200, 2)):
        paper[y : y + 2, x : x + 2] = random.integers(60, 160)
    file = BytesIO()
    levels = np.clip(paper, 0, 255).astype(np.uint8)
    Image.fromarray(levels).save(file, "JPEG", quality=50)
    return Image.open(file)


def as_pdf(*sheets: Image.Image, dpi: int = 150) -> bytes:
    """Return pictures as the pages of a file."""
    file = BytesIO()
    sheets[0].save(file, "PDF", resolution=dpi, save_all=True, append_images=sheets[1:])
    return file.getvalue()


def printed_by_chromium(sheet: Image.Image, chromium: str) -> bytes:
    """Return what Chromium prints of a page that shows a picture, with its margins."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        sheet.save(place / "sheet.png")
        page = place / "page.html"
        page.write_text("<img src=sheet.png style='height:90vh'>")
        subprocess.run(
            [
                *(chromium, "--headless", *ARGUMENTS, f"--user-data-dir={folder}/user"),
                "--no-pdf-header-footer",
                f"--print-to-pdf={folder}/out.pdf",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=90,
        )
        return (place / "out.pdf").read_bytes()

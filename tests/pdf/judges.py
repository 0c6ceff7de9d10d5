"""Independent judges of our files: pyHanko, poppler, MuPDF, qpdf, and pdfium's eyes."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from asn1crypto import x509
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from bot.domain.fields import Box
from bot.pdf.render import page_image

Judged = tuple[EmbeddedPdfSignature, PdfSignatureStatus]


def pyhanko(data: bytes, authorities: tuple[bytes, ...]) -> dict[str, Judged]:
    """Judge all signatures, with difference analysis, at the time they claim."""
    roots = [x509.Certificate.load(der) for der in authorities]
    judged = {}
    for signature in PdfFileReader(BytesIO(data)).embedded_regular_signatures:
        context = ValidationContext(
            trust_roots=roots,
            moment=signature.self_reported_timestamp,
            allow_fetching=False,
        )
        status = validate_pdf_signature(signature, context)
        judged[signature.field_name] = signature, status
    return judged


def all_good(data: bytes, authorities: tuple[bytes, ...]) -> bool:
    """Whether pyHanko accepts every signature of a file."""
    try:
        return all(
            status.bottom_line for _, status in pyhanko(data, authorities).values()
        )
    except Exception:  # noqa: BLE001 - a file pyHanko chokes on is not accepted
        return False


def need(*tools: str) -> None:
    """Skip where a program or file is not installed; fail where all must be there."""
    for tool in tools:
        if shutil.which(tool) or Path(tool).is_file():
            continue
        if os.environ.get("CI") == "true":
            pytest.fail(f"{tool} is not installed")
        pytest.skip(f"{tool} is not installed")


def run(tool: str, *arguments: str, data: bytes) -> str:
    """Let a tool judge a file and return what it says; `{}` is the file."""
    need(tool)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.pdf"
        file.write_bytes(data)
        command = [tool, *(a.replace("{}", str(file)) for a in arguments)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return (done.stdout + done.stderr).decode(errors="replace")


def text_in(data: bytes, page: int, box: Box) -> str:
    """Return the text pdfium finds within a box of the displayed page."""
    with opened(data) as document:
        shown = document[page]
        shown.flatten()
        shown = document[page]
        width, height = shown.get_size()
        x1, y1, x2, y2 = box
        found = shown.get_textpage().get_text_bounded(
            left=x1 * width, bottom=y1 * height, right=x2 * width, top=y2 * height
        )
    return str(found).replace("\r\n", "\n").strip()


def text_of(data: bytes) -> str:
    """Return all text of a file as poppler reads it."""
    return run("pdftotext", "-layout", "{}", "-", data=data)


def pixels(data: bytes, page: int, width: int = 800) -> np.ndarray:
    """Return a page as it is shown, in levels of gray."""
    picture = Image.open(BytesIO(page_image(data, page, width, "png")))
    return np.asarray(picture.convert("L")).astype(np.int16)


def changed_outside(before: bytes, after: bytes, page: int, boxes: list[Box]) -> int:
    """Count pixels that differ between two files outside the given boxes."""
    old, new = pixels(before, page), pixels(after, page)
    differs = np.abs(old - new) > 24
    height, width = differs.shape
    for x1, y1, x2, y2 in boxes:
        left, right = int(x1 * width), int(x2 * width) + 1
        differs[int((1 - y2) * height) : int((1 - y1) * height) + 1, left:right] = False
    return int(differs.sum())


def part_of(shown: np.ndarray, box: Box) -> np.ndarray:
    """Cut a box out of a page's pixels."""
    height, width = shown.shape
    x1, y1, x2, y2 = box
    return shown[
        int((1 - y2) * height) : int((1 - y1) * height),
        int(x1 * width) : int(x2 * width),
    ]


def ink_in(data: bytes, page: int, box: Box) -> int:
    """Count dark pixels within a box."""
    return int((part_of(pixels(data, page), box) < 200).sum())


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a file in pdfium."""
    document = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        yield document
    finally:
        document.close()

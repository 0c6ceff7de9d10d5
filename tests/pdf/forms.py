"""Pages with labels and lines, and what must hold for every proposal on them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.domain.fields import Field, Kind
from bot.domain.placing import Want

SAMPLES = Path(__file__).parents[2] / "playground" / "samples"


ALL = tuple(
    Want(kind=kind, role=role)
    for role in ("director", "customer")
    for kind in (Kind.SIGNATURE, Kind.STAMP, Kind.DATE, Kind.TEXT)
)


SENDER_BANK = Want(kind=Kind.BANK, role="sender")


Words = tuple[float, float, str]


Line = tuple[float, float, float]


def page(
    *words: Words,
    lines: tuple[Line, ...] = (),
    before: Callable[[Canvas], object] = lambda canvas: None,
    pages: int = 1,
) -> bytes:
    """Write words at x, y and lines from x1 to x2 at y on the last page."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for _ in range(pages - 1):
        canvas.drawString(70, 700, "The date of each signature is kept.")
        canvas.showPage()
    before(canvas)
    for x, y, text in words:
        canvas.drawString(x, y, text)
    for x1, x2, y in lines:
        canvas.line(x1, y, x2, y)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def check(data: bytes, fields: tuple[Field, ...]) -> None:
    """No box leaves its page, meets another box, or covers anything printed."""
    for index, one in enumerate(fields):
        x1, y1, x2, y2 = one.box
        assert 0 <= x1 < x2 <= 1
        assert 0 <= y1 < y2 <= 1
        for other in fields[index + 1 :]:
            a1, b1, a2, b2 = other.box
            apart = x2 <= a1 or a2 <= x1 or y2 <= b1 or b2 <= y1
            assert apart or one.page != other.page, (one, other)
    with pdfium.PdfDocument(data) as document:
        for field in fields:
            if field.page < len(document):
                assert inside(document[field.page], field).min() > 200, field


def inside(sheet: pdfium.PdfPage, field: Field) -> np.ndarray:
    seen: np.ndarray = sheet.render(scale=2, grayscale=True).to_numpy()
    height, width = seen.shape
    x1, y1, x2, y2 = field.box
    rows = slice(int((1 - y2) * height) + 5, int((1 - y1) * height) - 5)
    return seen[rows, int(x1 * width) + 5 : int(x2 * width) - 5]

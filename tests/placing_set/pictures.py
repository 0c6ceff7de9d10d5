"""Pictures of the pages: true places green, proposed ones red."""

from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium
from PIL import ImageDraw

from .place import Document, Place
from .score import Proposal


def draw(document: Document, proposals: Iterable[Proposal], folder: Path) -> None:
    """Write one PNG per page that has or was given a place."""
    marks: list[tuple[Place | Proposal, str]] = [
        (it, "#00aa00") for it in document.places
    ]
    marks += [(it, "#ee0000") for it in proposals]
    pdf = pdfium.PdfDocument(document.data)
    for number in sorted({it.page for it, _ in marks} | {0}):
        picture = pdf[number].render(scale=1.4).to_pil().convert("RGB")
        pen = ImageDraw.Draw(picture)
        for it, colour in marks:
            if it.page == number:
                _mark(pen, it, colour, picture.size)
        picture.save(folder / f"{document.name}-{number + 1}.png")


def _mark(
    pen: ImageDraw.ImageDraw, it: Place | Proposal, colour: str, size: tuple[int, int]
) -> None:
    width, height = size
    x1, y1, x2, y2 = it.box
    left, top = x1 * width, (1 - y2) * height
    pen.rectangle((left, top, x2 * width, (1 - y1) * height), outline=colour, width=2)
    optional = "?" if isinstance(it, Place) and it.optional else ""
    below = 11 if isinstance(it, Place) else 0
    text = f"{it.kind}{optional} {it.party or '-'}"
    pen.text((left + 3, top + 1 + below), text, fill=colour)

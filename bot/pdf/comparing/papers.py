"""The pages of a file, looked at and read as they are displayed."""

import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from bot.domain.errors import InputRefused
from bot.domain.fields import Box
from bot.pdf.comparing.picture import Gray
from bot.pdf.evidence.geometry import Rectangle, Sheet

_MOST_PAGES = 2_000
_MOST_CHARACTERS = 20_000
_SEEN = 20
"""Levels of gray between a letter and its ground."""
_PICTURE = 0.6
"""The part of a page that a scan covers."""
_UNREADABLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Unicode categories that nobody sees or that turn a line around."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands on the visible page."""

    text: str
    box: Box


class Papers:
    """A file that pdfium could open."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._flat: set[int] = set()

    def __len__(self) -> int:
        return min(len(self._document), _MOST_PAGES)

    def text(self, number: int) -> str:
        """Return what a page says, all white space left out."""
        with self._page(number) as page, closing(page.get_textpage()) as text:
            count = min(text.count_chars(), _MOST_CHARACTERS)
            said = text.get_text_range(0, count) if count else ""
        return "".join(cleaned(said).split())

    def look(self, number: int, side: int) -> Gray:
        """Return a page in levels of gray, its longer side `side` pixels."""
        with self._page(number) as page:
            bitmap = page.render(
                scale=side / max(*page.get_size(), 1.0),
                grayscale=True,
                may_draw_forms=True,
            )
            gray = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
            return np.array(gray, dtype=np.uint8)

    def picture(self, number: int, width: int) -> Image.Image:
        """Return a page in colours, no side longer than twice the width."""
        with self._page(number) as page:
            wide, high = (max(side, 1.0) for side in page.get_size())
            scale = min(width / wide, 2 * width / high)
            bitmap = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
            picture: Image.Image = bitmap.to_pil()
            return picture.convert("RGB")

    def words(self, number: int, shown: Gray) -> list[Word]:
        """Return the words of a page that can be seen in its picture, those in fields
        and stamps included."""
        if number not in self._flat:
            # What stands in annotations is text of the page only when they are part
            # of it; what is changed here is never written anywhere.
            self._flat.add(number)
            with self._page(number) as page:
                pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        with self._page(number) as page:
            return [word for word in _words(page) if _is_seen(word.box, shown)]

    def is_picture(self, number: int) -> bool:
        """Say whether a page is a scan or a photo, whatever else is laid over it."""
        with self._page(number) as page:
            left, bottom, right, top = page.get_bbox()
            least = _PICTURE * (right - left) * (top - bottom)
            for each in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
                x1, y1, x2, y2 = each.get_bounds()
                if (x2 - x1) * (y2 - y1) >= least:
                    return True
        return False

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        page = self._document[number]
        try:
            yield page
        finally:
            page.close()


@contextmanager
def opened(data: bytes) -> Iterator[Papers]:
    """Open a file. Raises `InputRefused` when it cannot be."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputRefused("pdf.damaged") from error
    try:
        document.init_forms()
        yield Papers(document)
    finally:
        document.close()


def cleaned(said: str) -> str:
    """Return a text as it may be shown, whatever the file put into it."""
    plain = unicodedata.normalize("NFKC", said)
    return "".join(
        " " if char.isspace() else char
        for char in plain
        if char.isspace() or unicodedata.category(char) not in _UNREADABLE
    )


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    sheet = Sheet(left=left, bottom=bottom, right=right, top=top, turn=turn)
    with closing(page.get_textpage()) as text:
        word: list[tuple[str, Rectangle]] = []
        for index in range(min(text.count_chars(), _MOST_CHARACTERS)):
            code = pdfium.FPDFText_GetUnicode(text, index)
            char = cleaned(chr(code)) if code < 0x110000 else ""
            if char and not char.isspace():
                box = _displayed(text.get_charbox(index), sheet)
                if word and _is_apart(word[-1][1], box):
                    yield from _joined(word, sheet)
                    word = []
                word.append((char, box))
            elif word and char:
                yield from _joined(word, sheet)
                word = []
        yield from _joined(word, sheet)


def _displayed(own: Rectangle, sheet: Sheet) -> Rectangle:
    a, b, c, d, e, f = sheet.matrix
    corners = ((own[0] - e, own[1] - f), (own[2] - e, own[3] - f))
    xs = sorted(a * x + b * y for x, y in corners)
    ys = sorted(c * x + d * y for x, y in corners)
    return xs[0], ys[0], xs[1], ys[1]


def _is_apart(before: Rectangle, after: Rectangle) -> bool:
    size = max(after[2] - after[0], after[3] - after[1], 4.0)
    gaps = (max(after[n] - before[n + 2], before[n] - after[n + 2]) for n in (0, 1))
    return max(gaps) > size


def _is_seen(box: Box, shown: Gray) -> bool:
    height, width = shown.shape
    left, right = int(box[0] * width), int(box[2] * width) + 1
    top, bottom = int((1 - box[3]) * height), int((1 - box[1]) * height) + 1
    part = shown[max(top, 0) : bottom, max(left, 0) : right]
    return part.size > 0 and int(part.max()) - int(part.min()) > _SEEN


def _joined(word: list[tuple[str, Rectangle]], sheet: Sheet) -> Iterator[Word]:
    """Yield the word, unless it lies outside of what is visible."""
    if not word:
        return
    x1, y1, x2, y2 = zip(*(box for _, box in word), strict=True)
    wide, high = max(sheet.width, 1.0), max(sheet.height, 1.0)
    box = (min(x1) / wide, min(y1) / high, max(x2) / wide, max(y2) / high)
    if box[0] < 1 and box[1] < 1 and box[2] > 0 and box[3] > 0:
        yield Word("".join(char for char, _ in word), box)

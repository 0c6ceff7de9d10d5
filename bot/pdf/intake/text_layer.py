"""Words on pages that are only pictures, read by Tesseract where it is installed, and
laid over them invisibly: the file can be searched then, and places can be found."""

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter

from bot.domain.fields import Box
from bot.pdf.evidence.embedding import embed_font
from bot.pdf.evidence.form_font import NAME, encode, measure, missing
from bot.pdf.evidence.sheets import Overlay, sheet
from bot.pdf.intake import programs
from bot.pdf.render import opened

SECONDS = 15.0
"""For one page."""

_DPI = 200
_LAST_PAGES = 3
_LARGEST = 3_000
"""Pixels of a page's longer side."""
_SUREST, _WORD = 30.0, "5"
"""Per cent that Tesseract is sure of a word; the level of words in its answer."""
_DATA = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata")
_TALL, _SMALL, _DEEP = 0.73, 0.55, 0.21
"""How far letters reach up, up if they are small, and down, for a size of 1."""
_REACH_UP, _REACH_DOWN = frozenset("bdfhijklt!?()/%&€äöüß"), frozenset("gjpqy,;()Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and where it stands on the page as displayed."""

    text: str
    box: Box


def installed() -> Path | None:
    """Return Tesseract's program, if it is installed."""
    return programs.find("tesseract")


def with_text_layer(pdf: bytes, languages: Sequence[str] = ("deu", "eng")) -> bytes:
    """Return the file with invisible words over each page that has no text, and as it
    is where Tesseract is missing. Takes seconds a page: for long files, read each page
    in a job of its own. The file must be one that `read_pdf` takes."""
    with opened(pdf) as document:
        pages = range(len(document))
    words = {page: read_words(pdf, page, languages) for page in pages}
    return with_words(pdf, words)


def scans_to_read(pdf: bytes) -> tuple[int, ...]:
    """Return the pages (from 0) without text that are worth the time where places are
    looked for: the first, and the last ones, where people sign."""
    if installed() is None:
        return ()
    with opened(pdf) as document:
        count = len(document)
        pages = sorted({0, *range(max(0, count - _LAST_PAGES), count)})
        return tuple(page for page in pages if not _has_text(document, page))


def read_words(
    pdf: bytes, page: int, languages: Sequence[str] = ("deu", "eng")
) -> tuple[Word, ...]:
    """Return the words of a page (from 0) that is only a picture.

    Nothing for a page that has text, where Tesseract or its data are missing, and where
    it takes too long.
    """
    program, known = installed(), _known(languages)
    picture = _picture(pdf, page) if program and known else None
    if program is None or picture is None:
        return ()
    with tempfile.TemporaryDirectory(prefix="chatsign-") as name:
        folder = Path(name)
        picture.save(folder / "page.png", compress_level=1)
        command = (
            *(program, "page.png", "words", "-l", "+".join(known)),
            *("--dpi", str(_DPI), "tsv"),
        )
        try:
            if programs.run(command, folder, SECONDS) != 0:
                return ()
        except programs.TooSlow:
            return ()
        return tuple(_parsed((folder / "words.tsv").read_text(), picture.size))


def with_words(pdf: bytes, words: Mapping[int, Sequence[Word]]) -> bytes:
    """Return the file with invisible words on its pages (from 0)."""
    if not any(words.values()):
        return pdf
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    overlay = Overlay(writer, embed_font(writer))
    for number, found in words.items():
        if not found:
            continue
        page = writer.pages[number]
        shown = sheet(page)
        drawn = (_drawn(word, shown.width, shown.height) for word in found)
        overlay.draw(page, b"BT 3 Tr\n" + b"\n".join(drawn) + b"\nET")
    overlay.finish()
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _known(languages: Sequence[str]) -> list[str]:
    """Return those of the languages that Tesseract can read here."""
    root = Path("/")
    folders = [found for it in _DATA for found in root.glob(it.lstrip("/"))]
    return [
        language
        for language in languages
        if any((folder / f"{language}.traineddata").is_file() for folder in folders)
    ]


def _picture(pdf: bytes, number: int) -> Image.Image | None:
    """Return a page in levels of gray; None where it has text."""
    with opened(pdf) as document:
        if _has_text(document, number):
            return None
        page = document[number]
        scale = min(_DPI / 72, _LARGEST / max(page.get_size()))
        bitmap: pypdfium2.PdfBitmap = page.render(scale=scale, grayscale=True)
        picture: Image.Image = bitmap.to_pil()
        page.close()
        return picture.convert("L")


def _has_text(document: pypdfium2.PdfDocument, number: int) -> bool:
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        return bool(text.get_text_range().strip())


def _parsed(answer: str, size: tuple[int, int]) -> Iterator[Word]:
    width, height = size
    for row in csv.DictReader(
        answer.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    ):
        if row["level"] != _WORD or float(row["conf"]) < _SUREST:
            continue
        text = "".join(char for char in row["text"].strip() if not missing(char))
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        if text:
            box = (left / width, 1 - bottom / height, right / width, 1 - top / height)
            yield Word(text=text, box=box)


def _drawn(word: Word, width: float, height: float) -> bytes:
    """Return the operators that set a word so that it fills its box."""
    x1, y1, x2, y2 = word.box
    tall = any(it.isupper() or it.isdigit() or it in _REACH_UP for it in word.text)
    deep = _DEEP if any(it in _REACH_DOWN for it in word.text) else 0.0
    size = (y2 - y1) * height / ((_TALL if tall else _SMALL) + deep)
    stretch = 100 * (x2 - x1) * width / max(measure(word.text, size), 0.01)
    return b"%s %.2f Tf %.1f Tz 1 0 0 1 %.2f %.2f Tm %s Tj" % (
        *(NAME.encode(), size, stretch, x1 * width, y1 * height + deep * size),
        encode(word.text),
    )

"""Which envelope of ours a file without a good seal, or a picture, says it is.

Anybody can print any id, so this proves nothing: it only says which original of ours
the file may be compared with.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from bot.domain.naming import addressed_ids, id_number
from bot.images.codes import read_codes
from bot.images.intake import open_image
from bot.pdf.evidence.page_code import read_page_code
from bot.pdf.verifying.own import envelope_id

_PAGES_READ = 25
"""From the beginning and from the end, for the address in the strip's text."""
_PAGES_SEEN = 3
"""The same, for codes on what they look like."""
_DPI = 200
_LONGEST_SIDE = 4_000
_LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a file says it is."""

    envelope: str
    """Of the form of our ids; whether there is such an envelope, the journal knows."""
    page: int | None = None
    """From 0, in our original, when a picture or a file of one page says it."""


def envelope_of(data: bytes) -> Named | None:
    """Return which envelope a PDF or a picture names; None when it names none, or
    several equally often.

    A PDF: its catalogue, then the addresses in the text of its pages, then the codes
    on them. A picture: the codes on it. Only ids in addresses and codes of our own form
    count, whatever host they name; nothing is fetched.

    Raises `ImageRefused` for a picture that cannot be read: image.format,
    image.unreadable, image.too-large. A PDF that cannot be read names nothing.
    """
    if b"%PDF-" not in data[:1024]:
        return _most_named(_codes_on(open_image(data)))
    catalogued = _catalogued(data)
    if catalogued is not None:
        return catalogued
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        return _most_named(_texts(document)) or _seen(document)
    finally:
        document.close()


def _catalogued(data: bytes) -> Named | None:
    try:
        id = envelope_id(PdfFileReader(BytesIO(data), strict=False))
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a parser raise
        return None
    return Named(envelope=id) if id and id_number(id) is not None else None


def _most_named(places: Iterable[Named]) -> Named | None:
    """Return what most places name: each page of ours names it, a quotation once."""
    named = list(places)
    counted = Counter(each.envelope for each in named).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return None
    winner = counted[0][0]
    pages = {each.page for each in named if each.envelope == winner} - {None}
    return Named(envelope=winner, page=pages.pop() if len(pages) == 1 else None)


def _texts(document: pypdfium2.PdfDocument) -> Iterator[Named]:
    for page in _some_pages(document, _PAGES_READ):
        text = page.get_textpage()
        words = text.get_text_range(0, min(text.count_chars(), _LONGEST_TEXT))
        yield from (Named(envelope=id) for id in set(addressed_ids(words)))


def _seen(document: pypdfium2.PdfDocument) -> Named | None:
    single = len(document) == 1
    named = _most_named(
        each
        for page in _some_pages(document, _PAGES_SEEN)
        for each in _codes_on(_rendered(page))
    )
    return named if named is None or single else Named(envelope=named.envelope)


def _some_pages(
    document: pypdfium2.PdfDocument, most: int
) -> Iterator[pypdfium2.PdfPage]:
    last = len(document)
    for index in sorted({*range(min(most, last)), *range(max(last - most, 0), last)}):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            continue
        yield page
        page.close()


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    longest = max(*page.get_size(), 1.0)
    scale = min(_DPI / 72, _LONGEST_SIDE / longest)
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture


def _codes_on(picture: Image.Image) -> Iterator[Named]:
    for code in read_codes(picture):
        ours = read_page_code(code.text)
        if ours is not None:
            yield Named(envelope=ours[0], page=ours[1])
        else:
            yield from (Named(envelope=id) for id in addressed_ids(code.text))

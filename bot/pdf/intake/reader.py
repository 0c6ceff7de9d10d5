"""The first stop of every PDF that shall be signed: what it is, or why not.

A signature must mean the same to everybody, so nothing is accepted that needs repair,
that acts on its own, or that readers may show differently.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from bot.domain.errors import InputRefused, Refusal
from bot.pdf.intake.structure import Damaged, PageNode, Structure
from bot.pdf.intake.weight import Weights, check_streams

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 500

_WHITE = b"\0\t\n\f\r "
_SIDES = (20.0, 14_400.0)
"""The shortest and longest side of a page in points."""
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[")

Size = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFacts:
    """What a PDF holds, as far as signing goes."""

    pages: int
    sizes: tuple[Size, ...]
    """Width and height of each visible page as displayed, in points."""
    signatures: int
    notices: tuple[str, ...]
    """What signers should know: `attachments`, `form`, `layers`, `opens-itself`."""


def read_pdf(data: bytes) -> PdfFacts:
    """Return the facts, or refuse with the reason why it cannot be signed."""
    _check_edges(data)
    try:
        return _read(data)
    except Refusal:
        raise
    except (LimitReachedError, MemoryError) as error:
        raise InputRefused("file.too-much") from error
    except Exception as error:
        # Whatever a hostile file makes the parsers raise, it cannot be relied on.
        raise InputRefused("pdf.damaged") from error


def _check_edges(data: bytes) -> None:
    if not data:
        raise InputRefused("pdf.empty")
    if len(data) > MAX_BYTES:
        raise InputRefused("pdf.too-big", limit=MAX_BYTES // (1024 * 1024))
    if not data.lstrip(_WHITE).startswith(b"%PDF-"):
        raise InputRefused("pdf.polyglot" if b"%PDF-" in data else "pdf.not-a-pdf")
    if not _HEADER.match(data.lstrip(_WHITE)):
        raise InputRefused("pdf.damaged")
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise InputRefused("pdf.damaged")
    if data[end + len(b"%%EOF") :].strip(_WHITE):
        raise InputRefused("pdf.polyglot")
    # Before anything else: a signed file that is damaged too is first of all signed.
    if _BYTE_RANGE.search(data):
        raise InputRefused("pdf.signed")


def _read(data: bytes) -> PdfFacts:
    structure = Structure(data)
    pages = structure.pages()
    if not pages:
        raise InputRefused("pdf.no-pages")
    if len(pages) > MAX_PAGES:
        raise InputRefused("pdf.too-many-pages", pages=len(pages), limit=MAX_PAGES)
    found = list(structure.dictionaries())
    _check_actions(structure, found)
    check_streams(found)
    weights = Weights(structure)
    for page in pages:
        weights.check(page)
    signed = sum("/ByteRange" in entry for entry in found)
    if signed:
        raise InputRefused("pdf.signed")
    return PdfFacts(
        pages=len(pages),
        sizes=_sizes(data, pages),
        signatures=signed,
        notices=_notices(structure.catalog, found),
    )


def _check_actions(structure: Structure, found: Iterable[DictionaryObject]) -> None:
    catalog = structure.catalog
    form = structure.dictionary(catalog.get("/AcroForm"))
    if "/XFA" in form:
        raise InputRefused("pdf.xfa")
    if "/Collection" in catalog:
        raise InputRefused("pdf.portfolio")
    for entry in found:
        if entry.get("/S") == "/JavaScript" or "/JS" in entry:
            raise InputRefused("pdf.javascript")
        if entry.get("/S") == "/Launch":
            raise InputRefused("pdf.launch")


def _notices(
    catalog: DictionaryObject, found: Iterable[DictionaryObject]
) -> tuple[str, ...]:
    form = catalog.get("/AcroForm")
    seen = {
        "attachments": any("/EF" in entry for entry in found),
        "form": isinstance(form, DictionaryObject) and bool(form.get("/Fields")),
        "layers": "/OCProperties" in catalog,
        "opens-itself": isinstance(catalog.get("/OpenAction"), DictionaryObject),
    }
    return tuple(key for key, is_there in seen.items() if is_there)


def _sizes(data: bytes, pages: list[PageNode]) -> tuple[Size, ...]:
    """Measure the pages with a second reader, which must see the same ones."""
    with pdfium.PdfDocument(data) as document:
        if len(document) != len(pages):
            raise Damaged("two readers count different pages")
        sizes = tuple(document.get_page_size(index) for index in range(len(pages)))
    for number, (page, size) in enumerate(zip(pages, sizes, strict=True), start=1):
        own = _size(page)
        if any(abs(a - b) > 1 for a, b in zip(own, size, strict=True)):
            raise InputRefused("pdf.ambiguous", page=number)
        shortest, longest = _SIDES
        if not all(shortest <= side <= longest for side in size):
            raise InputRefused("pdf.page-size", page=number)
    return sizes


def _size(page: PageNode) -> Size:
    media = _box(page.get("/MediaBox"))
    crop = page.get("/CropBox")
    left, bottom, right, top = media if crop is None else _meet(media, _box(crop))
    turned = int(str(page.get("/Rotate") or 0)) % 180 == 90
    size = (right - left, top - bottom)
    return (size[1], size[0]) if turned else size


def _box(value: object) -> tuple[float, float, float, float]:
    if not isinstance(value, ArrayObject) or len(value) != 4:
        raise Damaged("a page without a box")
    a, b, c, d = (float(_number(side)) for side in value)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _number(value: PdfObject) -> float:
    found = value.get_object()
    if not isinstance(found, int | float):
        raise Damaged("a box without numbers")
    return float(found)


def _meet(
    media: tuple[float, float, float, float], crop: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )

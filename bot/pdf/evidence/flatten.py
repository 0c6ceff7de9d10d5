"""Forms that a file brings along become part of its pages: only our fields stay."""

from typing import cast

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from bot.pdf.evidence.geometry import Matrix
from bot.pdf.evidence.objects import as_dictionary
from bot.pdf.evidence.sheets import Overlay

_INVISIBLE = 2 | 32
"""Annotation flags Hidden and NoView."""


def flatten_form(writer: PdfWriter, overlay: Overlay) -> None:
    """Draw the look of every field into its page and drop the form."""
    root = writer._root_object
    if "/AcroForm" not in root:
        return
    for page in writer.pages:
        if "/Annots" in page:
            _flatten_page(page, overlay)
    del root["/AcroForm"]


def _flatten_page(page: PageObject, overlay: Overlay) -> None:
    kept = ArrayObject()
    for reference in cast(ArrayObject, page["/Annots"].get_object()):
        annotation = reference.get_object()
        if not isinstance(annotation, DictionaryObject):
            continue
        if annotation.get("/Subtype") != "/Widget":
            kept.append(reference)
        elif not annotation.get("/F", 0) & _INVISIBLE and (look := _look(annotation)):
            overlay.place(page, look, _matrix(annotation, look.get_object()))
    page[NameObject("/Annots")] = kept


def _look(widget: DictionaryObject) -> PdfObject | None:
    """Return the appearance a widget shows now, as a reference where it is one."""
    appearances = widget.get("/AP")
    looks = appearances.get_object() if appearances is not None else None
    if not isinstance(looks, DictionaryObject) or "/N" not in looks:
        return None
    look = looks.raw_get("/N")
    states = look.get_object()
    if isinstance(states, DictionaryObject) and not isinstance(states, StreamObject):
        state = widget.get("/AS", "/Off")
        look = states.raw_get(state) if state in states else None
    return look if look is not None and _is_stream(look) else None


def _is_stream(look: PdfObject) -> bool:
    return isinstance(look.get_object(), StreamObject)


def _matrix(widget: DictionaryObject, look: PdfObject | None) -> Matrix:
    """Return what puts a look where its widget is (ISO 32000-1, 12.5.5)."""
    look = cast(StreamObject, look)
    box = [float(x) for x in look.get("/BBox", (0, 0, 1, 1))]
    a, b, c, d, e, f = (float(x) for x in look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(x, y) for x in box[::2] for y in box[1::2]]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    x1, y1, x2, y2 = (float(x) for x in cast(ArrayObject, widget["/Rect"]))
    wide = abs(x2 - x1) / ((max(xs) - min(xs)) or 1)
    high = abs(y2 - y1) / ((max(ys) - min(ys)) or 1)
    look.update(as_dictionary({"/Type": "/XObject", "/Subtype": "/Form"}))
    return (
        *(wide, 0, 0, high),
        min(x1, x2) - min(xs) * wide,
        min(y1, y2) - min(ys) * high,
    )

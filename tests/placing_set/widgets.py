"""Puts an AcroForm over a drawn page, as a form editor does."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from bot.domain.fields import Box

from .place import Place

READ_ONLY, RADIO, PUSH, COMBO = 1, 1 << 15, 1 << 16, 1 << 17
_TYPES = {
    "text": ("/Tx", 0),
    "tick": ("/Btn", 0),
    "radio": ("/Btn", RADIO),
    "button": ("/Btn", PUSH),
    "combo": ("/Ch", COMBO),
    "signature": ("/Sig", 0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """A form field at a place of a page."""

    type: str
    """text, tick, radio, button, combo or signature."""
    name: str
    box: Box
    page: int = 0
    tip: str = ""
    value: str = ""
    options: tuple[str, ...] = ()
    read_only: bool = False
    hidden: bool = False


def with_widgets(data: bytes, widgets: Iterable[Widget]) -> bytes:
    """Return the PDF with form fields."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    fields = ArrayObject()
    for widget in widgets:
        page = writer.pages[widget.page]
        made = writer._add_object(_dictionary(widget, page))
        fields.append(made)
        page.setdefault(NameObject("/Annots"), ArrayObject()).append(made)
    form: dict[str, Any] = {"/Fields": fields, "/NeedAppearances": BooleanObject(True)}
    writer.root_object[NameObject("/AcroForm")] = _object(form)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def widgets_at(places: Sequence[Place], fields: str) -> Iterator[Widget]:
    """Yield a field at each place, of those listed like `text Name | tick Terms`.

    `text Name = tip` has a tip, `filled Name = value` a value; `-` means no field.
    """
    for place, field in zip(places, fields.split(" | "), strict=True):
        kind, _, said = field.partition(" ")
        name, _, more = said.partition(" = ")
        if kind == "-":
            continue
        yield Widget(
            type="text" if kind == "filled" else kind,
            name=name,
            page=place.page,
            box=place.box,
            tip="" if kind == "filled" else more,
            value=more if kind == "filled" else "",
            options=("Madame", "Monsieur") if kind == "combo" else (),
        )


def _dictionary(widget: Widget, page: PageObject) -> DictionaryObject:
    name, flags = _TYPES[widget.type]
    made = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject("/Widget"),
        "/FT": NameObject(name),
        "/T": TextStringObject(widget.name),
        "/Ff": NumberObject(flags | (READ_ONLY if widget.read_only else 0)),
        "/F": NumberObject(2 if widget.hidden else 4),
        "/Rect": ArrayObject(FloatObject(edge) for edge in _rect(widget.box, page)),
    }
    if widget.tip:
        made["/TU"] = TextStringObject(widget.tip)
    if widget.value:
        made["/V"] = TextStringObject(widget.value)
    if widget.options:
        made["/Opt"] = ArrayObject(TextStringObject(it) for it in widget.options)
    return _object(made)


def _rect(box: Box, page: PageObject) -> Box:
    """Return a box of the page as displayed in the page's own space, in points."""
    left, bottom = page.cropbox.left, page.cropbox.bottom
    wide, high = page.cropbox.width, page.cropbox.height
    x1, y1, x2, y2 = box
    match page.rotation % 360:
        case 90:
            x1, y1, x2, y2 = 1 - y2, x1, 1 - y1, x2
        case 180:
            x1, y1, x2, y2 = 1 - x2, 1 - y2, 1 - x1, 1 - y1
        case 270:
            x1, y1, x2, y2 = y1, 1 - x2, y2, 1 - x1
    return left + x1 * wide, bottom + y1 * high, left + x2 * wide, bottom + y2 * high


def _object(entries: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): it for key, it in entries.items()})

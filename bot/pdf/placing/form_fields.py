"""The fields of a form that a file brings along, as places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.blanks import Blank, Shape
from bot.pdf.placing.boxes import area, contains
from bot.pdf.placing.labels import asked_for, plain
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.parties import party_named
from bot.pdf.placing.place import Place
from bot.pdf.placing.reading import read_blanks
from bot.pdf.placing.words import BY_HAND, Sense

_READ_ONLY, _REQUIRED = 1, 2
_PUSH_BUTTON = 1 << 16
_UNSEEN = 2 | 32
"""Annotation flags Hidden and NoView."""
_SCORE = 1.0
_CAMEL = re.compile(r"(?<=[a-zäöü])(?=[A-ZÄÖÜ])|[_\-./\d\[\]#]+")
_INHERITED = ("/FT", "/Ff", "/V", "/TU", "/Opt")


@dataclass(frozen=True, slots=True)
class _Widget:
    """One field's place on its page; lengths in the page's own points."""

    box: Rectangle
    type: str
    flags: int
    filled: bool
    name: str
    told: str
    """What a reader shows for it, if anything."""
    choices: tuple[str, ...]
    scripts: str


def form_places(
    data: bytes, views: Sequence[PageView], language: str
) -> Iterator[Place]:
    """Yield the places of a file's own form that are still empty."""
    reader = PdfReader(BytesIO(data))
    if "/AcroForm" not in reader.root_object:
        return
    for view in views:
        widgets = [
            widget
            for annotation in _annotations(reader, view.number)
            if (widget := _widget(annotation))
        ]
        blanks = [_blank(view.sheet.seen(widget.box), view) for widget in widgets]
        for widget, blank in zip(widgets, blanks, strict=True):
            place = _place(widget, blank, blanks, view, language)
            if place:
                yield place


def _blank(box: Rectangle, view: PageView) -> Blank:
    """Return a field as a blank, with the words of the cell that it lies in."""
    for cell in view.cells:
        words = view.inside(cell.box) if contains(cell.box, box) else []
        if words and area(box) < area(cell.box):
            return Blank(Shape.CELL, box, tuple(words))
    return Blank(Shape.CELL, box)


def _annotations(reader: PdfReader, number: int) -> Iterator[DictionaryObject]:
    found = reader.pages[number].get("/Annots")
    annotations = found.get_object() if found is not None else ()
    if not isinstance(annotations, ArrayObject):
        return
    for reference in annotations:
        annotation = reference.get_object()
        if isinstance(annotation, DictionaryObject):
            yield annotation


def _widget(annotation: DictionaryObject) -> _Widget | None:
    rectangle = annotation.get("/Rect")
    if annotation.get("/Subtype") != "/Widget" or not isinstance(
        rectangle, ArrayObject
    ):
        return None
    if int(annotation.get("/F", 0)) & _UNSEEN or len(rectangle) != 4:
        return None
    entries, names = _inherited(annotation)
    x1, y1, x2, y2 = (float(x) for x in rectangle)
    value = entries.get("/V")
    return _Widget(
        box=(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)),
        type=str(entries.get("/FT", "")),
        flags=_number(entries.get("/Ff")),
        filled=bool(value) and str(value).strip() not in {"", "/Off"},
        name=" ".join(names),
        told=str(entries.get("/TU", "")),
        choices=tuple(_choices(entries.get("/Opt"))),
        scripts=str(annotation.get("/AA", "")),
    )


def _inherited(annotation: DictionaryObject) -> tuple[dict[str, object], list[str]]:
    entries: dict[str, object] = {}
    names: list[str] = []
    node: object = annotation
    for _ in range(20):
        if not isinstance(node, DictionaryObject):
            break
        for key in _INHERITED:
            if key in node and key not in entries:
                entries[key] = node[key].get_object()
        if "/T" in node:
            names.insert(0, str(node["/T"]))
        parent = node.get("/Parent")
        node = parent.get_object() if parent is not None else None
    return entries, names


def _number(value: object) -> int:
    return int(value) if isinstance(value, int) else 0


def _choices(options: object) -> Iterator[str]:
    if not isinstance(options, ArrayObject):
        return
    for option in options:
        shown = option.get_object()
        if isinstance(shown, ArrayObject) and shown:
            shown = shown[-1].get_object()
        yield str(shown)


def _place(
    widget: _Widget,
    blank: Blank,
    blanks: Sequence[Blank],
    view: PageView,
    language: str,
) -> Place | None:
    if widget.filled or widget.flags & _READ_ONLY:
        return None
    name = plain(_CAMEL.sub(" ", widget.name))
    printed = next(read_blanks([blank], view, language, among=blanks), None)
    words = printed.words if printed else ()
    sense = _sense(widget, name, printed, language)
    if sense is None:
        return None
    label = widget.told or (printed.label if printed else "") or name
    party = party_named(f"{widget.told} {name}")
    return Place(
        view=view,
        sense=sense,
        box=blank.box,
        label=plain(label),
        words=words,
        score=_SCORE,
        party=party,
        required=bool(widget.flags & _REQUIRED) or sense is Sense.SIGNATURE,
        choices=widget.choices,
    )


def _sense(
    widget: _Widget, name: str, printed: Place | None, language: str
) -> Sense | None:
    """Return what a field takes; None for buttons that take nothing."""
    asked = asked_for(widget.told, language) or asked_for(name, language)
    said = asked[0].sense if asked else None
    match widget.type:
        case "/Sig":
            return Sense.SIGNATURE
        case "/Btn" if widget.flags & _PUSH_BUTTON:
            return said if said in BY_HAND else None
        case "/Btn":
            return Sense.CHECKBOX
        case "/Ch":
            return Sense.CHOICE
        case "/Tx":
            if "AFDate" in widget.scripts:
                return Sense.DATE
            if "AFNumber" in widget.scripts:
                return Sense.NUMBER
            return said or (printed.sense if printed else Sense.OTHER)
    return None

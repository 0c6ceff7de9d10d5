"""Pages of a file in the making: their visible part, and drawing on top of them."""

import re
from typing import cast

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from bot.pdf.evidence.form_font import NAME
from bot.pdf.evidence.geometry import Matrix, Sheet
from bot.pdf.evidence.objects import as_stream

_TOKENS = re.compile(
    rb"\((?:[^\\()]|\\.|\([^()]*\))*\)|<[0-9A-Fa-f\s]*>|%[^\r\n]*"
    rb"|(?<![^\s\]>)])([qQ])(?![^\s\[</(])",
    re.DOTALL,
)


def sheet(page: PageObject) -> Sheet:
    """Return the visible part of a page."""
    crop, media = page.cropbox, page.mediabox
    left, right = max(crop.left, media.left), min(crop.right, media.right)
    bottom, top = max(crop.bottom, media.bottom), min(crop.top, media.top)
    if left >= right or bottom >= top:
        left, bottom, right, top = media.left, media.bottom, media.right, media.top
    return Sheet(
        left=float(left),
        bottom=float(bottom),
        right=float(right),
        top=float(top),
        turn=page.rotation % 360,
    )


class Overlay:
    """Collects what is drawn on top of finished pages, and draws it once."""

    def __init__(self, writer: PdfWriter, font: IndirectObject) -> None:
        self._writer = writer
        self._font = font
        self._pages: dict[int, tuple[PageObject, list[bytes]]] = {}

    def draw(self, page: PageObject, content: bytes) -> None:
        """Draw in displayed points, origin bottom left, with the form font."""
        turned = b"q %g %g %g %g %g %g cm\n%s\nQ" % (*sheet(page).matrix, content)
        self._parts(page).append(turned)

    def place(self, page: PageObject, form: PdfObject, matrix: Matrix) -> None:
        """Draw a form XObject in the page's own points."""
        if not isinstance(form, IndirectObject):
            form = self._writer._add_object(form)
        name = f"/ChatsignForm{form.idnum}"
        _lend(page, "/XObject", name, form)
        drawn = b"q %g %g %g %g %g %g cm %s Do Q" % (*matrix, name.encode())
        self._parts(page).append(drawn)

    def finish(self) -> None:
        """Write it all, whatever state the pages' own content leaves behind."""
        save = self._writer._add_object(as_stream(b"q\n"))
        for page, parts in self._pages.values():
            own = _contents(page)
            depth = sum(_open_saves(part.get_object()) for part in own)
            restores = [b"Q"] * (max(depth, 0) + 1)
            top = as_stream(b"\n" + b"\n".join([*restores, *parts, b""]))
            page[NameObject("/Contents")] = ArrayObject(
                [save, *own, self._writer._add_object(top)]
            )
            _lend(page, "/Font", NAME, self._font)

    def _parts(self, page: PageObject) -> list[bytes]:
        reference = page.indirect_reference
        number = reference.idnum if reference else id(page)
        return self._pages.setdefault(number, (page, []))[1]


def _lend(page: PageObject, kind: str, name: str, what: IndirectObject) -> None:
    """Enter something into a page's resources."""
    resources = _inherited(page, "/Resources")
    if resources is None:
        resources = DictionaryObject()
    page[NameObject("/Resources")] = resources
    holder = cast(DictionaryObject, resources.get_object())
    if kind not in holder:
        holder[NameObject(kind)] = DictionaryObject()
    cast(DictionaryObject, holder[kind].get_object())[NameObject(name)] = what


def _contents(page: PageObject) -> list[PdfObject]:
    present = page.raw_get("/Contents") if "/Contents" in page else None
    if present is None:
        return []
    resolved = present.get_object()
    if isinstance(resolved, ArrayObject):
        return [part for part in resolved if _is_stream(part)]
    return [present] if _is_stream(present) else []


def _is_stream(part: PdfObject) -> bool:
    return isinstance(part.get_object(), StreamObject)


def _open_saves(part: PdfObject | None) -> int:
    """Count the graphics states that a content stream saves and never restores."""
    content = part.get_data() if isinstance(part, StreamObject) else b""
    operators = [match[1] for match in _TOKENS.finditer(content) if match[1]]
    return operators.count(b"q") - operators.count(b"Q")


def _inherited(page: PageObject, key: str) -> PdfObject | None:
    node: DictionaryObject | None = page
    for _ in range(50):
        if node is None:
            return None
        if key in node:
            return cast(PdfObject, node.raw_get(key))
        parent = node.get("/Parent")
        node = parent.get_object() if parent is not None else None
    return None

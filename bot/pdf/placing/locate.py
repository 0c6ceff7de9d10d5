"""Propose places for the fields that are wanted on a document from outside.

Near found labels, in free space; what finds no label goes onto an added page.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from bot.domain.fields import CUSTOMER, Box, Field, Kind
from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.making.signature_page import signature_page_layout
from bot.pdf.placing.labels import Label, find_labels, has_label
from bot.pdf.placing.page_view import PageView, overlaps
from bot.pdf.placing.places import labels_stand_above, places
from bot.pdf.placing.wants import Want, field_ids

__all__ = ["Want", "propose"]

_MOST_PAGES = 40
"""Pages with labels that are looked at closely, counted from the end."""
_MOST_LABELS = 60
_MOST_CHARACTERS = 20_000
"""On one page; more is no form."""
_FIRST = (Kind.SIGNATURE, Kind.STAMP, Kind.BANK, Kind.DATE, Kind.TEXT)


@dataclass(frozen=True, slots=True)
class _Found:
    """A label on its page."""

    page: int
    view: PageView
    label: Label
    neighbours: Sequence[Label]
    """All labels of the page."""
    stand_above: bool


def propose(data: bytes, wanted: Sequence[Want]) -> tuple[Field, ...]:
    """Return one field for each want, in the same order.

    `page` equal to the number of pages means the page that will be added; its fields
    are laid out as `signature_page` draws them.
    """
    with pdfium.PdfDocument(data) as document:
        pages = len(document)
        labels = list(_find(document))
        fields = _place(labels, wanted)
    left = [index for index in range(len(wanted)) if index not in fields]
    added = signature_page_layout([wanted[index] for index in left], pages)
    fields |= dict(zip(left, added, strict=True))
    return tuple(
        replace(fields[index], id=name) for index, name in enumerate(field_ids(wanted))
    )


def _find(document: pdfium.PdfDocument) -> Iterator[_Found]:
    looked = 0
    for number in reversed(range(len(document))):
        page = document[number]
        try:
            if looked < _MOST_PAGES and _is_worth_a_look(page):
                looked += 1
                view = PageView(page)
                labels = find_labels(view)[:_MOST_LABELS]
                above = labels_stand_above(view, labels)
                for label in labels:
                    yield _Found(number, view, label, labels, above)
        finally:
            page.close()


def _is_worth_a_look(page: pdfium.PdfPage) -> bool:
    with closing(page.get_textpage()) as text:
        return text.count_chars() <= _MOST_CHARACTERS and has_label(
            text.get_text_range()
        )


def _place(labels: Sequence[_Found], wanted: Sequence[Want]) -> dict[int, Field]:
    """Give each want its best label that is still free, the surest pairs first."""
    pairs = sorted(
        (
            (-_score(found, want, labels), _FIRST.index(want.kind), index, which)
            for index, want in enumerate(wanted)
            for which, found in enumerate(labels)
            if want.kind is found.label.kind
            and (not found.label.roles or want.role in found.label.roles)
        ),
    )
    fields: dict[int, Field] = {}
    used: set[int] = set()
    taken: list[tuple[int, Rectangle]] = []
    for _, _, index, which in pairs:
        if index in fields or which in used:
            continue
        box = _free_place(labels[which], taken)
        if box is None:
            continue
        used.add(which)
        taken.append((labels[which].page, box))
        fields[index] = _field(wanted[index], labels[which], box)
    return fields


def _score(found: _Found, want: Want, labels: Sequence[_Found]) -> float:
    """How sure it is that this label waits for this want."""
    label = found.label
    ruled = any(
        abs(rule.y - label.line[1]) < 14 or abs(rule.y - label.line[3]) < 14
        for rule in found.view.rules
        if rule.x1 < label.line[2] + 30 and rule.x2 > label.line[0]
    )
    last = max(other.page for other in labels)
    return (
        (4.0 if want.role in label.roles else 0.0)
        + (2.0 if ruled else 0.0)
        + (1.0 if label.colon else 0.0)
        + (1.0 if found.page == last else 0.0)
        + (0.5 if label.line[1] < found.view.height / 2 else 0.0)
        + (1.0 if _side(found, labels) == (want.role == CUSTOMER) else 0.0)
    )


def _side(found: _Found, labels: Sequence[_Found]) -> bool | None:
    """Of two places side by side, the left one is usually ours: False, right: True."""
    row = [
        other.label.box[0]
        for other in labels
        if other.page == found.page
        and other.label.kind is found.label.kind
        and abs(other.label.box[1] - found.label.box[1]) < 6
    ]
    return found.label.box[0] > min(row) if len(row) > 1 else None


def _free_place(
    found: _Found, taken: Sequence[tuple[int, Rectangle]]
) -> Rectangle | None:
    boxes = places(
        found.label, found.view, found.neighbours, stand_above=found.stand_above
    )
    others = [box for page, box in taken if page == found.page]
    return next(
        (box for box in boxes if not any(overlaps(box, other) for other in others)),
        None,
    )


def _field(want: Want, found: _Found, box: Rectangle) -> Field:
    return Field(
        id="",
        kind=want.kind,
        role=want.role,
        page=found.page,
        box=_fractions(box, found.view),
        label=found.label.text,
    )


def _fractions(box: Rectangle, view: PageView) -> Box:
    x1, y1, x2, y2 = box
    return (
        round(x1 / view.width, 5),
        round(y1 / view.height, 5),
        round(x2 / view.width, 5),
        round(y2 / view.height, 5),
    )

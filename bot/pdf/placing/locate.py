"""Find every place on a PDF's pages that somebody has to fill in or sign."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Format
from bot.domain.placing import Located
from bot.pdf.placing.blanks import find_blanks
from bot.pdf.placing.boxes import shared
from bot.pdf.placing.form_fields import form_places
from bot.pdf.placing.gaps import find_gaps
from bot.pdf.placing.labels import MOST_CHARACTERS
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.parties import Parties, party_named
from bot.pdf.placing.place import Place
from bot.pdf.placing.reading import read_blanks
from bot.pdf.placing.tags import tag_places
from bot.pdf.placing.words import BY_HAND, FORMATS, Party, Sense, language_of

_MOST_PAGES = 60
"""That are looked at closely: the first third of them from the front, the rest from
the end, where people sign."""
_MOST_PLACES = 400
_SAME_ROW = 4.0
_FEW_WORDS = 3


def locate(data: bytes, *, ignore_form: bool = False) -> tuple[Located, ...]:
    """Return the places of a document in reading order. Raises nothing for odd pages:
    a page that cannot be read has no places."""
    with pdfium.PdfDocument(data) as document:
        numbers = _pages(len(document))
        views = [_view(document, number) for number in numbers]
        language = language_of(_words(views))
        own = [] if ignore_form else list(form_places(data, views, language))
        places = [place for view in views for place in _on_page(view, language, own)]
        places = places[:_MOST_PLACES]
        parties = Parties(views).assigned(places)
        return tuple(map(_located, places, parties))


def _pages(count: int) -> list[int]:
    if count <= _MOST_PAGES:
        return list(range(count))
    front = _MOST_PAGES // 3
    return [*range(front), *range(count - _MOST_PAGES + front, count)]


def _view(document: pdfium.PdfDocument, number: int) -> PageView:
    page = document[number]
    try:
        return PageView(page, number)
    finally:
        page.close()


def _words(views: Sequence[PageView]) -> str:
    return " ".join(one.text for view in views for one in view.segments)[:40_000]


def _on_page(view: PageView, language: str, own: Sequence[Place]) -> Iterator[Place]:
    """Yield a page's places: of its form, of its tags, and what else is to be seen."""
    found = [place for place in own if place.view is view]
    seen = list(read_blanks(find_blanks(view), view, language))
    seen += find_gaps(view, language, seen)
    if found:
        # Who made a form made fields for all but what is done by hand.
        seen = [place for place in seen if place.sense in BY_HAND]
    for place in (*tag_places(view, language), *seen):
        if not any(shared(place.box, other.box) > 0 for other in found):
            found.append(place)
    found = [_signed_beside_a_date(place, found) for place in found]
    yield from sorted(found, key=lambda one: (-round(one.box[1] / 6), one.box[0]))


def _signed_beside_a_date(place: Place, others: Sequence[Place]) -> Place:
    """Take "Client: ______ Date: ______" for a signature."""
    if place.sense is not Sense.OTHER or not party_named(place.label):
        return place
    if any(other.sense is Sense.SIGNATURE for other in others):
        return place
    dated = any(
        other.sense is Sense.DATE
        and abs(other.box[1] - place.box[1]) < _SAME_ROW
        and other.box[0] > place.box[2]
        for other in others
    )
    return replace(place, sense=Sense.SIGNATURE) if dated else place


def _located(place: Place, party: Party | None) -> Located:
    view = place.view
    x1, y1, x2, y2 = place.box
    return Located(
        page=view.number,
        kind=place.sense.kind,
        party=_role(place, party),
        label=place.label[:MOST_CHARACTERS],
        box=(
            round(max(0.0, x1 / view.width), 5),
            round(max(0.0, y1 / view.height), 5),
            round(min(1.0, x2 / view.width), 5),
            round(min(1.0, y2 / view.height), 5),
        ),
        score=round(place.score, 2),
        required=place.required and place.sense is not Sense.CHECKBOX,
        choices=place.choices,
        format=_format(place),
    )


def _format(place: Place) -> Format:
    """Tell an address or a phone number by a label that asks for nothing else."""
    if place.sense is Sense.OTHER and len(place.label.split()) <= _FEW_WORDS:
        for form, pattern in FORMATS.items():
            if pattern.search(place.label):
                return form
    return Format.ANY


def _role(place: Place, party: Party | None) -> str | None:
    match party:
        case Party.OURS:
            return DIRECTOR if place.sense in BY_HAND else SENDER
        case Party.THEIRS:
            return CUSTOMER
        case Party.OTHER:
            return "other"
    return None

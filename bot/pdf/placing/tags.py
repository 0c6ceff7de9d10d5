"""Places that the author of a document wrote into it: {{signature;role=customer}}."""

from collections.abc import Iterator

from bot.domain.fields import Kind
from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.boxes import contains
from bot.pdf.placing.labels import asked_for
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.parties import party_named
from bot.pdf.placing.place import Place
from bot.pdf.placing.text import TAG, Segment
from bot.pdf.placing.words import Party, Sense

_SIZES = {
    Sense.SIGNATURE: (160.0, 36.0),
    Sense.STAMP: (96.0, 78.0),
    Sense.INITIALS: (60.0, 24.0),
    Sense.IMAGE: (96.0, 78.0),
    Sense.CHECKBOX: (12.0, 12.0),
}
_LINE = (110.0, 14.0)
_PARTIES = {
    "sender": Party.OURS,
    "director": Party.OURS,
    "company": Party.OURS,
    "us": Party.OURS,
    "customer": Party.THEIRS,
    "client": Party.THEIRS,
    "other": Party.OTHER,
}


def tag_places(view: PageView, language: str) -> Iterator[Place]:
    """Yield the place of each tag on a page.

    A tag begins with a kind or a label; then come `role`, `type`, `label`, `required`
    and `options` (with | between them), in any order:
    `{{Place;type=text;role=client}}`.
    """
    for segment in view.tags:
        for tag in TAG.finditer(segment.text):
            yield _place(tag[1], segment, segment.part(*tag.span()), view, language)


def _place(
    content: str, segment: Segment, box: Rectangle, view: PageView, language: str
) -> Place:
    first, *rest = (part.strip() for part in content.split(";"))
    said = {
        key.strip().lower(): value.strip()
        for key, _, value in (part.partition("=") for part in rest)
    }
    sense = _sense(said.get("type") or first, language)
    role = said.get("role", "")
    return Place(
        view=view,
        sense=sense,
        box=_fitted(sense, box, segment, view),
        label=said.get("label") or ("" if _is_kind(first) else first),
        words=(segment,),
        score=1.0,
        party=_PARTIES.get(role.lower()) or party_named(role) or party_named(first),
        required=said.get("required", "true").lower() not in {"false", "no", "0"},
        choices=tuple(filter(None, said.get("options", "").split("|"))),
    )


def _sense(word: str, language: str) -> Sense:
    if _is_kind(word):
        return Sense.of(Kind(word.lower()))
    asked = asked_for(word, language)
    return asked[0].sense if asked else Sense.OTHER


def _is_kind(word: str) -> bool:
    return word.lower() in set(Kind)


def _fitted(
    sense: Sense, box: Rectangle, segment: Segment, view: PageView
) -> Rectangle:
    """Take the cell that holds nothing but the tag; or begin where the tag begins, and
    grow into what is free to its right and above."""
    for cell in view.cells:
        if contains(cell.box, box) and not view.inside(cell.box):
            return cell.box
    x1, _, x2, _ = box
    low, high = segment.line[1], segment.line[3]
    width, height = _SIZES.get(sense, _LINE)
    wider = view.room_right(x2 + 1, low, high, max(0.0, width - (x2 - x1)))
    right = min(x2 + wider, x1 + width)
    higher = view.room_above(x1, right, high, max(0.0, height - (high - low)))
    return x1, low, right, high + higher

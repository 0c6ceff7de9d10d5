"""What each blank of a page takes, by the words around it."""

from collections.abc import Iterator, Sequence

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.blanks import Blank, Shape
from bot.pdf.placing.fitting import parts_of_line, stamp_beside
from bot.pdf.placing.labels import Asked, asked_for, asked_in_a_sentence, plain
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.parties import party_named
from bot.pdf.placing.place import Place
from bot.pdf.placing.surroundings import Surroundings, surroundings
from bot.pdf.placing.text import Segment
from bot.pdf.placing.words import Sense

_SURE, _LIKELY, _MAYBE = 0.95, 0.8, 0.6
_LONGEST_LABEL = 70


def read_blanks(
    blanks: Sequence[Blank],
    view: PageView,
    language: str,
    *,
    among: Sequence[Blank] = (),
) -> Iterator[Place]:
    """Yield the places that a page's blanks are; `among` are all blanks there."""
    for blank in blanks:
        around = surroundings(blank, among or blanks, view)
        match blank.shape:
            case Shape.TICK:
                yield from _tick(blank, around, view)
            case Shape.CIRCLE:
                yield from _circle(blank, view)
            case Shape.CELL:
                yield from _cell(blank, around, view, language)
            case _:
                yield from _line(blank, around, view, language)


def _tick(blank: Blank, around: Surroundings, view: PageView) -> Iterator[Place]:
    word = around.right or around.left
    if word:
        label = plain(word.text)
        yield Place(view, Sense.CHECKBOX, blank.box, label, (word,), _LIKELY)


def _circle(blank: Blank, view: PageView) -> Iterator[Place]:
    x1, y1, x2, y2 = blank.box
    box = (x1 + 1, y1 + 1, x2 - 1, y2 - 1)
    label = plain(" ".join(one.text for one in blank.inside))
    if blank.inside:
        box = stamp_beside(blank.inside, box, view)
    yield Place(view, Sense.STAMP, box, label, blank.inside, _LIKELY)


def _cell(
    blank: Blank, around: Surroundings, view: PageView, language: str
) -> Iterator[Place]:
    x1, y1, x2, y2 = blank.box
    box = (x1 + 0.5, y1 + 0.5, x2 - 0.5, y2 - 0.5)
    for words in (around.inside, _one(around.left), _one(around.header),
                  _one(around.above)):  # fmt: skip
        asked = asked_for(" ".join(one.text for one in words), language)
        if asked:
            yield from _shared(asked, box, words, view, _SURE)
            return
    words = around.inside or _one(around.left) or _one(around.header)
    if words and len(words[0].text) <= _LONGEST_LABEL:
        yield Place(view, Sense.OTHER, box, plain(words[0].text), words, _MAYBE)


def _line(
    blank: Blank, around: Surroundings, view: PageView, language: str
) -> Iterator[Place]:
    left = _one(around.left)
    order: list[tuple[Segment, ...]] = [around.below, left, _one(around.above)]
    if around.near or (blank.typed and left):
        order = [left, around.below, _one(around.above)]
    for words in order:
        text = " ".join(one.text for one in words)
        if len(text) > _LONGEST_LABEL:
            continue
        asked = asked_for(text, language)
        if asked:
            yield from _shared(asked, blank.box, words, view, _SURE)
            return
    yield from _unnamed_line(blank, around, view)


def _unnamed_line(
    blank: Blank, around: Surroundings, view: PageView
) -> Iterator[Place]:
    if around.below and _names_somebody(around.below[0].text):
        label = plain(around.below[0].text)
        asked = (Asked(Sense.SIGNATURE, label),)
        yield from _shared(asked, blank.box, around.below, view, _LIKELY)
        return
    before = around.left.text if around.left else ""
    after = around.right.text if around.right else ""
    sense = asked_in_a_sentence(before, after, blank.typed)
    words = _one(around.left) or around.below or _one(around.right)
    if not words and not blank.typed:
        return
    label = plain(" ".join(words[0].text.split()[-4:])) if words else ""
    asked = (Asked(sense, label),)
    yield from _shared(asked, blank.box, words, view, _MAYBE)


def _names_somebody(text: str) -> bool:
    """Tell whether a name stands below a line: who signs there."""
    if party_named(text):
        return True
    words = [word for word in plain(text).replace(",", " ").split() if word]
    return (
        2 <= len(words) <= 5
        and not any(char.isdigit() for char in text)
        and all(word[0].isupper() for word in words)
    )


def _shared(
    asked: Sequence[Asked],
    box: Rectangle,
    words: tuple[Segment, ...],
    view: PageView,
    score: float,
) -> Iterator[Place]:
    if len(asked) == 1:
        label = plain(" ".join(one.text for one in words)) or asked[0].text
        asked = (Asked(asked[0].sense, label),)
    boxes = parts_of_line([one.sense for one in asked], box, words, view)
    for one, part in zip(asked, boxes, strict=True):
        yield Place(view, one.sense, part, one.text, words, score)


def _one(segment: Segment | None) -> tuple[Segment, ...]:
    return (segment,) if segment else ()

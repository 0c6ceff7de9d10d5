"""What each blank of a page takes, by the words around it."""

import re
from collections.abc import Iterator, Sequence

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.blanks import Blank, Shape
from bot.pdf.placing.fitting import parts_of_line, stamp_beside
from bot.pdf.placing.labels import (
    Asked,
    asked_for,
    asked_in_a_sentence,
    is_label,
    plain,
)
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.parties import party_named
from bot.pdf.placing.place import Place
from bot.pdf.placing.surroundings import Surroundings, surroundings
from bot.pdf.placing.tables import is_among_answers, rows_of_column
from bot.pdf.placing.text import Segment
from bot.pdf.placing.words import Sense

_SURE, _LIKELY, _MAYBE = 0.95, 0.8, 0.6
_LONGEST_LABEL = 70
_NEXT_WORD = 14.0
_SENTENCE_SPACING = 22.0
_SHORT = 9
_FEW_WORDS = _LAST_WORDS = 5
_FOOT = 55.0
"""What stands lower on a page is its footer."""
_LONGEST_SIGNATURE = 330.0
_LINE_SPACING = 42.0
_TAX_FORM_ROWS = 8
"""So many empty cells below each other are filled in by line number."""
_ANSWERED = re.compile(r":\s*[^\s_.]|\d{1,2}\W+\w+\W+\d{4}")
"""A label that says what it asks for already."""


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
                yield from _circle(blank, around, view)
            case Shape.CELL:
                yield from _cell(blank, around, view, language)
            case _:
                yield from _line(blank, around, among or blanks, view, language)


def _tick(blank: Blank, around: Surroundings, view: PageView) -> Iterator[Place]:
    word = around.right or around.left
    if word:
        label = plain(word.text)
        yield Place(view, Sense.CHECKBOX, blank.box, label, (word,), _LIKELY)


def _circle(blank: Blank, around: Surroundings, view: PageView) -> Iterator[Place]:
    x1, y1, x2, y2 = blank.box
    box = (x1 + 1, y1 + 1, x2 - 1, y2 - 1)
    words = blank.inside or around.below
    label = plain(" ".join(one.text for one in words))
    if blank.inside:
        box = stamp_beside(blank.inside, box)
    yield Place(view, Sense.STAMP, box, label, words, _LIKELY)


def _cell(
    blank: Blank, around: Surroundings, view: PageView, language: str
) -> Iterator[Place]:
    x1, y1, x2, y2 = blank.box
    box = (x1 + 0.5, y1 + 0.5, x2 - 0.5, y2 - 0.5)
    own = _last_line(around.inside) or _one(around.left)
    words = (*own, *_one(around.header)) or _one(around.above)
    for label in (own, around.inside, _one(around.header), _one(around.above)):
        asked = _asked(label, language)
        if asked:
            certain = label is own and asked[0].sense is not Sense.NUMBER
            if certain or not is_among_answers(blank.box, view):
                yield from _shared(asked, box, words, view, _SURE, whole=True)
            return
    if not words or (not around.inside and is_among_answers(blank.box, view)):
        return
    text = words[0].text
    numbers = not any(char.isalpha() for char in text)
    if numbers and rows_of_column(blank.box, view) < _TAX_FORM_ROWS:
        return
    if len(text) <= _LONGEST_LABEL:
        yield Place(view, Sense.OTHER, box, plain(text), words, _MAYBE)


def _line(
    blank: Blank,
    around: Surroundings,
    blanks: Sequence[Blank],
    view: PageView,
    language: str,
) -> Iterator[Place]:
    named = len(around.below) == 1 and is_label(around.below[0].text, language)
    if _is_in_a_sentence(blank, around) and not named:
        yield from _in_a_sentence(blank, around, view, language)
        return
    left, above = _one(around.left), _one(around.above)
    footer = _is_wide(blank, view) and len(around.below) > 1 and not blank.typed
    order = [() if footer else around.below, left, above]
    if not named and (around.near or (blank.typed and left)):
        order = [left, around.below, above]
        if left[0].text.endswith(":"):
            order = [left]
    for words in order:
        asked = _asked(words, language) or _signed_by(words, around, blank)
        if asked:
            yield from _shared(asked, blank.box, words, view, _SURE)
            return
    yield from _unnamed_line(blank, around, blanks, view)


def _signed_by(
    words: tuple[Segment, ...], around: Surroundings, blank: Blank
) -> tuple[Asked, ...]:
    """Ask for a signature where somebody is named below a line."""
    if words is not around.below or len(words) != 1 or around.near:
        return ()
    named = _names_somebody(words[0], blank)
    return (Asked(Sense.SIGNATURE, plain(words[0].text)),) if named else ()


def _asked(words: tuple[Segment, ...], language: str) -> tuple[Asked, ...]:
    """Return what a label asks for, by its words or by how it ends."""
    text = " ".join(one.text for one in words)
    if not text or len(text) > _LONGEST_LABEL:
        return ()
    asked = asked_for(text, language)
    answered = _ANSWERED.search(text)
    if answered and not asked_for(text[answered.start() :], language):
        return ()
    if asked:
        return asked
    sense = asked_in_a_sentence(text.rstrip(" :"), "", "")
    return () if sense is Sense.OTHER else (Asked(sense, plain(text)),)


def _last_line(words: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Return the lowest of the lines in a cell."""
    lowest = min((one.box[1] for one in words), default=0.0)
    return tuple(one for one in words if one.box[1] - lowest < 4)


def _is_in_a_sentence(blank: Blank, around: Surroundings) -> bool:
    """Tell whether words go on to the right of a blank, or many come before it."""
    right, left = around.right, around.left
    follows = (
        right is not None
        and right.box[0] - blank.box[2] < _NEXT_WORD
        and not right.text.endswith(":")
    )
    begins = left is not None and around.near and len(left.text.split()) > _FEW_WORDS
    return bool(follows or begins) and not (left and left.text.endswith(":"))


def _in_a_sentence(
    blank: Blank, around: Surroundings, view: PageView, language: str
) -> Iterator[Place]:
    left = around.left if around.near else _previous_line(blank, view)
    before = left.text if left else ""
    after = around.right.text if around.right else ""
    last = " ".join(before.split()[-_LAST_WORDS:])
    sense = asked_in_a_sentence(before, after, blank.typed)
    asked = asked_for(last, language) if sense is Sense.OTHER else ()
    asked = asked[-1:] or (Asked(sense, plain(last)),)
    right = around.right
    if right is None or len(right.text) < _SHORT:
        right = _next_line(blank, view) or right
    words = (*_one(right), *_one(left))
    yield from _shared(asked, blank.box, words, view, _MAYBE)


def _previous_line(blank: Blank, view: PageView) -> Segment | None:
    """Return the words that end the line above a blank which begins one."""
    x1, y1 = blank.box[:2]
    if any(one.box[2] <= x1 and abs(one.box[1] - y1) < 6 for one in view.segments):
        return None
    above = [one for one in view.segments if 8 < one.box[1] - y1 < _SENTENCE_SPACING]
    return max(above, key=lambda one: one.box[2], default=None)


def _next_line(blank: Blank, view: PageView) -> Segment | None:
    """Return the words with which a sentence goes on below a blank."""
    y1 = blank.box[1]
    below = [one for one in view.segments if 3 < y1 - one.box[1] < _SENTENCE_SPACING]
    return min(below, key=lambda one: (-round(one.box[1]), one.box[0]), default=None)


def _unnamed_line(
    blank: Blank, around: Surroundings, blanks: Sequence[Blank], view: PageView
) -> Iterator[Place]:
    below = around.below
    words = _one(around.left)
    if not words and len(below) == 1 and not _is_wide(blank, view):
        words = below
    if words and len(words[0].text) <= _LONGEST_LABEL:
        asked = (Asked(Sense.OTHER, plain(words[0].text)),)
        yield from _shared(asked, blank.box, words, view, _MAYBE)
    elif not words and ((above := _prompt(blank, around, blanks)) is not None):
        asked = (Asked(Sense.OTHER, plain(above)),)
        yield from _shared(asked, blank.box, (), view, _MAYBE)
    elif blank.typed:
        asked = (Asked(asked_in_a_sentence("", "", blank.typed), ""),)
        yield from _shared(asked, blank.box, (), view, _MAYBE)


def _prompt(blank: Blank, around: Surroundings, blanks: Sequence[Blank]) -> str | None:
    """Return what stands above one or more equal lines to write on."""
    x1, y1, x2, _ = blank.box
    stacked = any(
        other.shape is Shape.LINE
        and 12 < abs(other.box[1] - y1) < _LINE_SPACING
        and abs(other.box[0] - x1) < 6
        and abs(other.box[2] - x2) < 12
        for other in blanks
    )
    asks = around.above is not None and around.above.text.endswith(("?", ":"))
    if stacked or asks:
        return around.above.text if around.above else ""
    return None


def _is_wide(blank: Blank, view: PageView) -> bool:
    """Tell a line that parts a page from one to write on."""
    return blank.box[2] - blank.box[0] > 0.7 * view.width


def _names_somebody(segment: Segment, blank: Blank) -> bool:
    """Tell whether a name stands below a line: who signs there."""
    text, (x1, y1, x2, _) = segment.text, blank.box
    if segment.box[2] > x2 + 40 or y1 < _FOOT:
        return False
    if party_named(text):
        return len(text) <= _LONGEST_LABEL
    words = [word for word in plain(text).replace(",", " ").split() if word]
    return (
        2 <= len(words) <= 5
        and not any(char.isdigit() or char in "/(" for char in text)
        and all(word[0].isupper() for word in words)
        and x2 - x1 < _LONGEST_SIGNATURE
    )


def _shared(
    asked: Sequence[Asked],
    box: Rectangle,
    words: tuple[Segment, ...],
    view: PageView,
    score: float,
    *,
    whole: bool = False,
) -> Iterator[Place]:
    """Share a blank among what its label asks for; a cell is taken as a `whole`."""
    if len(asked) == 1:
        label = plain(" ".join(one.text for one in words)) or asked[0].text
        asked = (Asked(asked[0].sense, label),)
    boxes = parts_of_line([one.sense for one in asked], box, words, whole=whole)
    for one, part in zip(asked, boxes, strict=True):
        yield Place(view, one.sense, part, one.text, words, score)


def _one(segment: Segment | None) -> tuple[Segment, ...]:
    return (segment,) if segment else ()

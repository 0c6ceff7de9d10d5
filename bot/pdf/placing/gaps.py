"""Places that are not drawn at all: free space beside or above a label."""

from collections.abc import Sequence

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.boxes import overlaps
from bot.pdf.placing.fitting import free_near
from bot.pdf.placing.labels import asked_for, is_label
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.place import Place
from bot.pdf.placing.text import Segment
from bot.pdf.placing.words import HEADINGS, Sense

_SIZES = {
    Sense.SIGNATURE: (200.0, 36.0),
    Sense.STAMP: (96.0, 78.0),
    Sense.INITIALS: (50.0, 24.0),
}
_SHORTEST, _LONGEST = 50.0, 150.0
_SCORE = 0.7


def find_gaps(view: PageView, language: str, taken: Sequence[Place]) -> list[Place]:
    """Return the places of labels that no drawn blank belongs to."""
    used = {id(word) for place in taken for word in place.words}
    labels = [
        one
        for one in view.segments
        if id(one) not in used
        and is_label(one.text, language)
        and not HEADINGS.search(one.text)
    ]
    rows = [one.box for one in labels if _signs(one, language)]
    found: list[Place] = []
    for one in labels:
        boxes = [place.box for place in (*taken, *found)]
        place = _place(one, rows, boxes, view, language)
        if place:
            found.append(place)
    return found


def _signs(label: Segment, language: str) -> bool:
    return any(one.sense is Sense.SIGNATURE for one in asked_for(label.text, language))


def _place(
    label: Segment,
    rows: Sequence[Rectangle],
    taken: Sequence[Rectangle],
    view: PageView,
    language: str,
) -> Place | None:
    asked = asked_for(label.text, language)[0]
    box: Rectangle | None
    if label.text.rstrip().endswith(":"):
        box = _aside(label, asked.sense, view)
    elif asked.sense in _SIZES or any(abs(label.box[1] - r[1]) < 4 for r in rows):
        size = _SIZES.get(asked.sense, (120.0, 16.0))
        free = free_near(label.box, size, view)
        box = next((one for one in free if not _is_taken(one, taken)), None)
    else:
        return None
    if box is None or _is_taken(box, taken):
        return None
    return Place(view, asked.sense, box, asked.text, (label,), _SCORE)


def _is_taken(box: Rectangle, taken: Sequence[Rectangle]) -> bool:
    return any(overlaps(box, other) for other in taken)


def _aside(label: Segment, sense: Sense, view: PageView) -> Rectangle | None:
    x2 = label.box[2]
    low, high = label.line[1] - 1, label.line[3] + 1
    most = _SIZES.get(sense, (_LONGEST, 0))[0]
    width = view.room_right(x2 + 4, low, high, most)
    if width < _SHORTEST and sense is not Sense.INITIALS:
        return None
    left, right = x2 + 4, x2 + 4 + width
    most_high = _SIZES.get(sense, (0.0, 0.0))[1] - (high - low)
    higher = view.room_above(left, right, high, max(0.0, most_high))
    return left, low, right, high + higher

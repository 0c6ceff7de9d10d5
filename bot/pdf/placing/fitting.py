"""The box of a place: as large as its value needs, never over text."""

from collections.abc import Iterator, Sequence

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.boxes import around
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.text import Segment
from bot.pdf.placing.words import BY_HAND, Sense

_SIGNATURE = (220.0, 31.0)
_STAMP = (140.0, 78.0)
_LINES_HIGH = 1.5
_SMALLEST_LINE, _HIGHEST_LINE = 14.0, 19.0
_SHRINK = (1.0, 0.85, 0.7, 0.55)


def parts_of_line(
    senses: Sequence[Sense],
    box: Rectangle,
    words: Sequence[Segment],
    *,
    whole: bool,
) -> list[Rectangle]:
    """Share the room of one blank among what it takes, in equal parts; the `whole` of
    a cell is taken, of the room above a line only what a value needs."""
    x1, y1, x2, y2 = box
    width = (x2 - x1) / len(senses)
    parts = [
        (x1 + number * width, y1, x1 + (number + 1) * width, y2)
        for number in range(len(senses))
    ]
    if whole:
        return parts
    return [
        fitted(sense, part, words) for sense, part in zip(senses, parts, strict=True)
    ]


def fitted(sense: Sense, room: Rectangle, words: Sequence[Segment]) -> Rectangle:
    """Return the part of the room above a line that a value needs."""
    x1, y1, x2, y2 = room
    if sense in BY_HAND:
        most = _SIGNATURE if sense is Sense.SIGNATURE else _STAMP
        return x1, y1, min(x2, x1 + most[0]), min(y2, y1 + most[1])
    size = max((one.size for one in words), default=11.0)
    high = min(max(_LINES_HIGH * size, _SMALLEST_LINE), _HIGHEST_LINE)
    return x1, y1, x2, min(y2, y1 + high)


def stamp_beside(words: Sequence[Segment], within: Rectangle) -> Rectangle:
    """Return the larger of the rooms below and above words in a frame."""
    x1, y1, x2, y2 = within
    text = around([one.box for one in words])
    below, above = (x1, y1, x2, text[1] - 1), (x1, text[3] + 1, x2, y2)
    return max(below, above, key=lambda box: box[3] - box[1])


def free_near(
    words: Rectangle, size: tuple[float, float], view: PageView
) -> Iterator[Rectangle]:
    """Yield free boxes of about a size around words: above, right, left and below."""
    x1, y1, x2, y2 = words
    for factor in _SHRINK:
        width, height = size[0] * factor, size[1] * factor
        middle = (y1 + y2) / 2
        for box in (
            (x1, y2 + 2, x1 + width, y2 + 2 + height),
            (x2 + 4, middle - height / 2, x2 + 4 + width, middle + height / 2),
            (x1 - 4 - width, middle - height / 2, x1 - 4, middle + height / 2),
            (x1, y1 - 2 - height, x1 + width, y1 - 2),
        ):
            if view.is_free(box):
                yield box

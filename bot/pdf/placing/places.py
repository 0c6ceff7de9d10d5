"""Where the answer to a label may be written: on a line, beside, above or below it."""

from collections.abc import Iterator, Sequence

from bot.domain.fields import PICTURES
from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.labels import Label
from bot.pdf.placing.page_view import PageView, Rule, overlaps
from bot.pdf.placing.wants import usual_size

_NEAR = 14.0
"""A line this far above a label is the one that it names."""
_LABEL_ABOVE = 85.0
"""A line this far below a label may be the one it stands above."""
_EDGE = 6.0
_STRIP = 36.0
"""The bottom of each page is left to the strip that preparation adds."""
_SHRINK = (1.0, 0.8, 0.65, 0.5)


def places(
    label: Label, view: PageView, labels: Sequence[Label], *, stand_above: bool
) -> Iterator[Rectangle]:
    """Yield free boxes for what the label names, the likeliest first."""
    width, height = usual_size(label.kind)
    kept = [_answer(other) for other in labels if other.colon and other != label]
    # Rather smaller on the line that is meant than in full size elsewhere.
    for spots in (_on_lines, _around):
        for factor in _SHRINK:
            for box in spots(label, view, stand_above, width * factor, height * factor):
                inside = box[0] >= _EDGE and box[2] <= view.width - _EDGE
                inside = inside and box[1] >= _STRIP
                in_the_way = any(overlaps(box, other) for other in kept)
                if inside and not in_the_way and view.is_free(box):
                    yield box


def labels_stand_above(view: PageView, labels: Sequence[Label]) -> bool:
    """Tell whether this page's labels stand above their places, not under them.

    In a stack of lines and labels each label has a line on both sides; the first or
    the last one, which has only one, gives the habit away.
    """
    above = [_rule_above(label, view) is not None for label in labels]
    below = [_rule_below(label, view) is not None for label in labels]
    pairs = list(zip(above, below, strict=True))
    return pairs.count((False, True)) > pairs.count((True, False))


def _answer(label: Label) -> Rectangle:
    """The line beside "Date:", which other fields leave free."""
    x1, y1, x2, y2 = label.line
    return x1, y1 - 4, x2 + usual_size(label.kind)[0], y2 + 4


def _on_lines(
    label: Label,
    view: PageView,
    stand_above: bool,
    width: float,
    height: float,
) -> Iterator[Rectangle]:
    beside = _rule_beside(label, view)
    if beside:
        yield _on(beside, beside.x1, width, height)
    above = _rule_above(label, view)
    if above and not stand_above and label.shared:
        yield from _halves(label, above, width, height)
    elif above and not stand_above:
        yield _on(above, above.x1, width, height)
    below = _rule_below(label, view)
    if below and stand_above:
        room = label.line[1] - below.y - 3
        right = min(below.x1 + max(width, room), below.x2)
        yield below.x1, below.y + 1, right, below.y + 1 + min(height, room)


def _halves(
    label: Label, rule: Rule, width: float, height: float
) -> Iterator[Rectangle]:
    """Share the line of "Signature, stamp": the first word gets the left half."""
    half = min(width, (rule.x2 - rule.x1) / 2 - 3)
    ends = [
        _on(rule, rule.x1, half, height),
        _on(rule, rule.x2 - half, half, height),
    ]
    is_first = label.box[0] - label.line[0] < 1
    yield from ends if is_first else reversed(ends)


def _around(
    label: Label,
    view: PageView,
    stand_above: bool,
    width: float,
    height: float,
) -> Iterator[Rectangle]:
    x1, y1, x2, y2 = label.line
    start = label.box[0] if label.shared else x1
    aside = (x2 + 6, y1 - 2, x2 + 6 + width, y1 - 2 + height)
    over = (start, y2 + 2, start + width, y2 + 2 + height)
    under = (start, y1 - 2 - height, start + width, y1 - 2)
    if label.colon:
        yield from (aside, under, over)
    elif label.kind not in PICTURES or stand_above:
        yield from (under, aside, over)
    else:
        yield from (over, under, aside)


def _on(rule: Rule, left: float, width: float, height: float) -> Rectangle:
    right = min(left + width, max(rule.x2, left + width / 2))
    return left, rule.y + 1, right, rule.y + 1 + height


def _rule_beside(label: Label, view: PageView) -> Rule | None:
    """Find the line in "Date: ______"."""
    _, y1, x2, y2 = label.line
    found = [
        rule
        for rule in view.rules
        if -6 < rule.y - y1 + 2 < y2 - y1 and -2 < rule.x1 - x2 < 60
    ]
    return min(found, key=lambda rule: rule.x1, default=None)


def _rule_above(label: Label, view: PageView) -> Rule | None:
    """Find the line that the label stands under."""
    x1, _, x2, y2 = label.line
    found = [
        rule
        for rule in view.rules
        if -1 < rule.y - y2 < _NEAR and rule.x1 < x2 and rule.x2 > x1
    ]
    return min(found, key=lambda rule: rule.y, default=None)


def _rule_below(label: Label, view: PageView) -> Rule | None:
    """Find the line that the label stands above, with nothing between."""
    x1, y1, _, _ = label.line
    found = [
        rule
        for rule in view.rules
        if 8 < y1 - rule.y < _LABEL_ABOVE
        and abs(rule.x1 - x1) < 6
        and view.is_free((rule.x1, rule.y, rule.x2, y1 - 1))
    ]
    return max(found, key=lambda rule: rule.y, default=None)

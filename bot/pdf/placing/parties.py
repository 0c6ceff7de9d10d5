"""Whose a place is: by its own words, the heading of its column, or its side."""

from collections.abc import Sequence

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.text import Segment
from bot.pdf.placing.words import PARTIES, WEAKLY_OURS, Party

_LONGEST_HEADING = 75
_FAR_ABOVE = 240.0
_FAR_BELOW = 26.0


def party_named(text: str) -> Party | None:
    """Return the one party that a text names."""
    named = {party for party, pattern in PARTIES.items() if pattern.search(text)}
    if Party.OTHER in named:
        return Party.OTHER
    if not named and WEAKLY_OURS.search(text):
        return Party.OURS
    return named.pop() if len(named) == 1 else None


def party_near(box: Rectangle, own: Sequence[Segment], view: PageView) -> Party | None:
    """Return whose the place is by the words around it, the nearest first.

    `own` are the words that belong to it.
    """
    for segment in own:
        party = party_named(segment.text)
        if party:
            return party
    return _below(box, own, view) or _above(box, view)


def _below(box: Rectangle, own: Sequence[Segment], view: PageView) -> Party | None:
    """Look at the second line under a place: the name below "Signature"."""
    foot = min([box[1], *(one.box[1] for one in own if one.box[3] < box[1] + 4)])
    for other in view.segments:
        gap = foot - other.box[3]
        if (
            -1 < gap < _FAR_BELOW - 12
            and other.box[0] < box[2]
            and other.box[2] > box[0]
        ):
            party = party_named(other.text) if _is_heading(other) else None
            if party:
                return party
    return None


def _above(box: Rectangle, view: PageView) -> Party | None:
    found: list[tuple[float, float, Party]] = []
    x1, _, x2, _ = box
    for other in view.segments:
        left, bottom, right, _ = other.box
        gap = bottom - box[1]
        if not 0 <= gap < _FAR_ABOVE or left > x1 + 40 or not _is_heading(other):
            continue
        party = party_named(other.text)
        if party:
            # Headings of one line are of two columns: the nearer to the left counts.
            aside = 0.0 if right > x1 and left < x2 else x1 - left
            found.append((round(gap / 6) * 6, aside, party))
    nearest = min(found, key=lambda one: one[:2], default=None)
    return nearest[2] if nearest else None


def _is_heading(segment: Segment) -> bool:
    return len(segment.text) <= _LONGEST_HEADING

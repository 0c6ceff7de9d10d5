"""Whose a place is: by its own words, the heading of its column, or the document."""

import re
from collections.abc import Iterator, Sequence

from bot.pdf.evidence.geometry import Rectangle
from bot.pdf.placing.page_view import PageView
from bot.pdf.placing.place import Place
from bot.pdf.placing.text import Segment
from bot.pdf.placing.words import (
    BY_HAND,
    DEFINING,
    PARTIES,
    WEAKLY_OURS,
    Party,
    Sense,
)

_LONGEST_HEADING = 75
_FAR_ABOVE = 240.0
_NEAR_BELOW = 15.0
_BLOCK = 100.0
"""How far from a signature the other places of its block may lie."""
_ASIDE = 30.0
_BEFORE_A_DEFINITION = 170
_COMPANY = re.compile(
    r"(?:[A-ZÄÖÜÉÀÇŁŚŻŹĆĞİŞА-Я][\w&.’'-]*,?\s+(?:(?:&|und|and|et|y|e|i|ve|и)\s+)?){1,5}"
    r"(?:GmbH(?: & Co\.? KG)?|AG|KG|OHG|UG|SE|e\.\s?K\.|e\.\s?V\.|Ltd\.?|Limited|LLC|"
    r"LLP|Inc\.?|INC\.?|Corp\.?|plc|PLC|S\.?A\.?R\.?L\.?|SARL|SAS|S\.A\.|S\.?L\.?|S\.?r\.?l\.?|"
    r"S\.?p\.?A\.?|[Ss]p\. z o\.\s?o\.|A\.Ş\.|Ltd\. Şti\.)(?!\w)"
    r"|(?:ООО|ОАО|АО|ЗАО|ИП)\s+[«\"“]?[^»\"”,()]{2,40}[»\"”]?"
    r"|(?:Herrn?|Frau|Mr\.?|Mrs\.?|Ms\.?)\s+(?:[A-ZÄÖÜ][\w.’'-]+\s?){1,4}"
)


def party_named(text: str) -> Party | None:
    """Return the one party that a text names by what it is."""
    named = {party for party, pattern in PARTIES.items() if pattern.search(text)}
    if Party.OTHER in named:
        return Party.OTHER
    return named.pop() if len(named) == 1 else None


class Parties:
    """Who is who in one document."""

    def __init__(self, views: Sequence[PageView]) -> None:
        self._names = dict(_definitions(views))

    def assigned(self, places: Sequence[Place]) -> list[Party | None]:
        """Return the party of each place: of signatures first, then what stands in
        their columns; where one side alone signs, all else is its."""
        signing = {
            index: self._of(place)
            for index, place in enumerate(places)
            if place.sense in BY_HAND
        }
        signatures = sum(places[at].sense is Sense.SIGNATURE for at in signing)
        if signatures < 2 and not set(signing.values()) - {None, Party.OTHER}:
            # A form that one person signs, or nobody, is for whoever gets it.
            signing = {at: who or Party.THEIRS for at, who in signing.items()}
        _take_the_other_side(places, signing)
        sides = [who for who in signing.values() if who is not Party.OTHER]
        sides = sides or [Party.THEIRS]
        columns = [(places[at], who) for at, who in signing.items() if who]
        sole = sides[0] if len(set(sides)) == 1 else None
        return [
            signing[at] if at in signing else self._filler(place, columns, sole)
            for at, place in enumerate(places)
        ]

    def _filler(
        self,
        place: Place,
        columns: Sequence[tuple[Place, Party]],
        sole: Party | None,
    ) -> Party | None:
        if place.party:
            return place.party
        party = _of_column(place, columns) or self._of(place)
        return party if party is Party.OTHER or sole is None else sole

    def _of(self, place: Place) -> Party | None:
        """Look at a place's own words, then around it, the nearest first."""
        if place.party:
            return place.party
        for segment in place.words:
            party = self._named(segment.text)
            if party:
                return party
        below = self._below(place) if place.sense in BY_HAND else None
        party = below or self._above(place.box, place.view)
        if party is None and any(WEAKLY_OURS.search(one.text) for one in place.words):
            return Party.OURS
        return party

    def _named(self, text: str) -> Party | None:
        party = party_named(text)
        if party:
            return party
        plain = _plain(text)
        named = {who for name, who in self._names.items() if name in plain}
        return named.pop() if len(named) == 1 else None

    def _below(self, place: Place) -> Party | None:
        """Look at the line under a place and its label: the name of who signs."""
        x1, y1, x2, _ = place.box
        under = [one.box[1] for one in place.words if one.box[3] < y1 + 4]
        foot = min([y1, *under])
        for other in place.view.segments:
            gap = foot - other.box[3]
            level = -2 < gap < _NEAR_BELOW and other.box[0] < x2 and other.box[2] > x1
            if level and len(other.text) <= _LONGEST_HEADING:
                party = self._named(other.text)
                if party:
                    return party
        return None

    def _above(self, box: Rectangle, view: PageView) -> Party | None:
        found: list[tuple[bool, float, float, Party]] = []
        x1, y1, x2, _ = box
        for other in view.segments:
            left, bottom, right, _ = other.box
            gap = bottom - y1
            if not 0 <= gap < _FAR_ABOVE or left > x1 + 40:
                continue
            if len(other.text) > _LONGEST_HEADING:
                continue
            party = self._named(other.text)
            if party:
                # What stands in the same column counts before all else, then the
                # nearer one to the left.
                aside = 0.0 if right > x1 and left < x2 else abs(x1 - left)
                found.append((aside > _ASIDE, round(gap / 6) * 6, aside, party))
        nearest = min(found, key=lambda one: one[:3], default=None)
        return nearest[3] if nearest else None


def _take_the_other_side(
    places: Sequence[Place], signing: dict[int, Party | None]
) -> None:
    """Where one of two signs for one party, the other signs for the other."""
    signatures = [at for at in signing if places[at].sense is Sense.SIGNATURE]
    unknown = [at for at in signatures if signing[at] is None]
    known = {signing[at] for at in signatures} - {None, Party.OTHER}
    if len(unknown) == 1 and len(known) == 1:
        signing[unknown[0]] = _OPPOSITE.get(known.pop())
    for at in signing:
        if signing[at] is None and at not in signatures:
            signing[at] = _beside(
                places[at], [(places[s], signing[s]) for s in signatures]
            )


def _beside(
    stamp: Place, signatures: Sequence[tuple[Place, Party | None]]
) -> Party | None:
    """Return the party of the signature that a stamp stands next to."""
    near = [
        (abs(stamp.box[0] - other.box[2]), party)
        for other, party in signatures
        if other.view is stamp.view and abs(other.box[1] - stamp.box[1]) < _BLOCK
    ]
    return min(near, key=lambda one: one[0])[1] if near else None


_OPPOSITE: dict[Party | None, Party] = {
    Party.OURS: Party.THEIRS,
    Party.THEIRS: Party.OURS,
}


def _of_column(place: Place, columns: Sequence[tuple[Place, Party]]) -> Party | None:
    """Return whose signature stands next to a place, above, below or beside it."""
    near = [
        (abs(other.box[1] - place.box[1]), party)
        for other, party in columns
        if other.view is place.view
        and abs(other.box[1] - place.box[1]) < _BLOCK
        and other.box[0] < place.box[2]
        and place.box[0] < other.box[2]
    ]
    return min(near, key=lambda one: one[0])[1] if near else None


def _definitions(views: Sequence[PageView]) -> Iterator[tuple[str, Party]]:
    """Yield the names that a document says are one party: "Acme Ltd (the Client)"."""
    for view in views:
        text = " ".join(_reading_order(view.segments))
        last = 0
        for match in DEFINING.finditer(text):
            party = party_named(match[0])
            before = text[
                max(last, match.start() - _BEFORE_A_DEFINITION) : match.start()
            ]
            names = _COMPANY.findall(before)
            if party and names:
                yield _plain(names[-1]), party
            last = match.end()


def _reading_order(segments: Sequence[Segment]) -> list[str]:
    ordered = sorted(segments, key=lambda one: (-round(one.box[1] / 4), one.box[0]))
    return [one.text for one in ordered]


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()

"""Compares proposed places with the true ones: precision, recall, party, overlaps.

A proposal is right when it lies on the same page as a true place, is of its kind, and
both cover each other to at least half (IoU); the best pairs are taken first. One that
lies for more than half on an optional place is neither right nor wrong.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.fields import DIRECTOR, SENDER, Box

from .place import Document, Place
from .printed import Printed

ENOUGH = 0.5
"""Least intersection over union of a proposal with the place that it is for."""


class Proposal(Protocol):
    """What a locator says of one place."""

    @property
    def page(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def party(self) -> str | None: ...
    @property
    def label(self) -> str: ...
    @property
    def box(self) -> Box: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of one document."""

    document: Document
    found: Sequence[tuple[Place, Proposal]]
    missed: Sequence[Place]
    wrong: Sequence[Proposal]
    """Proposals that are for no place."""
    over_text: Sequence[Proposal]

    @property
    def wrong_party(self) -> list[tuple[Place, Proposal]]:
        """What was found, and given to the wrong side."""
        return [(place, it) for place, it in self.found if _swapped(place, it)]


@dataclass(slots=True)
class Figures:
    """Sums over documents, for one kind or for all."""

    true: int = 0
    found: int = 0
    wrong: int = 0
    sided: int = 0
    """Found ones whose party the page tells."""
    right_side: int = 0

    @property
    def recall(self) -> float:
        """Found out of all that are there."""
        return self.found / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        """Right out of all that were proposed."""
        proposed = self.found + self.wrong
        return self.found / proposed if proposed else 1.0

    @property
    def party(self) -> float:
        """Given to the right side, out of those whose side is known."""
        return self.right_side / self.sided if self.sided else 1.0


@dataclass(slots=True)
class Score:
    """Figures per kind, and `all`."""

    kinds: dict[str, Figures] = field(default_factory=dict)
    over_text: int = 0
    documents: int = 0

    def of(self, kind: str) -> Figures:
        """Return the figures of a kind."""
        return self.kinds.setdefault(kind, Figures())

    def add(self, verdict: Verdict) -> None:
        """Count one document."""
        self.documents += 1
        self.over_text += len(verdict.over_text)
        for place, it in verdict.found:
            self._count(place.kind, true=1, found=1)
            if place.party:
                self._count(place.kind, sided=1, right_side=not _swapped(place, it))
        for place in verdict.missed:
            self._count(place.kind, true=1)
        for it in verdict.wrong:
            self._count(it.kind, wrong=1)

    def _count(self, kind: str, **counts: int) -> None:
        for figures in (self.of(kind), self.of("all")):
            for name, count in counts.items():
                setattr(figures, name, getattr(figures, name) + count)


def judge(document: Document, proposals: Iterable[Proposal]) -> Verdict:
    """Compare what was proposed for a document with its true places."""
    left = list(proposals)
    printed = Printed(document.letters or document.data)
    over_text = [it for it in left if printed.under(it.page, it.box)]
    places = [place for place in document.places if not place.optional]
    found = []
    for place, it in _pairs(places, left):
        if place in places and it in left:
            places.remove(place)
            left.remove(it)
            found.append((place, it))
    optional = [place for place in document.places if place.optional]
    wrong = [it for it in left if not any(_lies_on(it, place) for place in optional)]
    return Verdict(
        document=document, found=found, missed=places, wrong=wrong, over_text=over_text
    )


def total(verdicts: Iterable[Verdict]) -> Score:
    """Sum up."""
    score = Score()
    for verdict in verdicts:
        score.add(verdict)
    return score


def wrong_kinds(verdict: Verdict) -> Counter[str]:
    """Count places that were seen, but taken for another kind: `text for number`."""
    return Counter(
        f"{it.kind} for {place.kind}"
        for place in verdict.missed
        for it in verdict.wrong
        if it.page == place.page and overlap(place.box, it.box) >= ENOUGH
    )


def overlap(one: Box, other: Box) -> float:
    """Return the intersection over the union of two boxes."""
    shared = _shared(one, other)
    return shared / (_area(one) + _area(other) - shared) if shared else 0.0


def _pairs(
    places: Sequence[Place], proposals: Sequence[Proposal]
) -> list[tuple[Place, Proposal]]:
    pairs = [
        (overlap(place.box, it.box), at, place, it)
        for at, place in enumerate(places)
        for it in proposals
        if place.page == it.page and place.kind == it.kind
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1]))
    return [(place, it) for iou, _, place, it in pairs if iou >= ENOUGH]


def _lies_on(it: Proposal, place: Place) -> bool:
    return it.page == place.page and _shared(it.box, place.box) > _area(it.box) / 2


def _swapped(place: Place, it: Proposal) -> bool:
    return place.party is not None and _side(place.party) != _side(it.party)


def _side(party: str | None) -> str | None:
    return SENDER if party == DIRECTOR else party


def _shared(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])

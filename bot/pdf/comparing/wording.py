"""Which words changed in a place: the smallest whole words that tell it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.domain.fields import Box
from bot.pdf.comparing.papers import Word

_LONGEST = 200
_MOST_WORDS = 500
"""In one place; of more, the first and the last would say nothing."""
_ACROSS, _DOWN = 0.02, 0.01
"""How far the middle of a word may have moved that counts as the same."""


class Wording:
    """The words of a page, before and after, and what became of them."""

    def __init__(self, before: Sequence[Word], after: Sequence[Word]) -> None:
        self._before, self._after = before, after
        self._gone = list(_without_twin(before, after))
        self._new = list(_without_twin(after, before))

    def changed(self) -> list[Word]:
        """Return the words that did not or do not stand where they stand."""
        return [*self._gone, *self._new]

    def at(self, box: Box) -> tuple[str, str]:
        """Return what stood in a place and what stands there, words that stayed left
        out; two empty texts when it reads the same."""
        gone, new = _touching(self._gone, box), _touching(self._new, box)
        if "".join(gone) == "".join(new) or len(gone) + len(new) > _MOST_WORDS:
            return "", ""
        then: list[str] = []
        now: list[str] = []
        matcher = SequenceMatcher(None, gone, new, autojunk=False)
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            if kind != "equal":
                then += gone[i1:i2]
                now += new[j1:j2]
        return _said(then), _said(now)

    def is_same(self, box: Box) -> bool:
        """Say whether words stand in a place, the same as before."""
        stands = _touching(self._before, box) and _touching(self._after, box)
        return bool(stands) and self.at(box) == ("", "")

    def stood(self, box: Box) -> Iterator[Box]:
        """Yield where the words are that stood in a place."""
        return (word.box for word in self._before if _overlaps(word.box, box))


def _without_twin(words: Sequence[Word], others: Sequence[Word]) -> Iterator[Word]:
    places = defaultdict(set)
    for other in others:
        places[other.text].add(_place(other))
    for word in words:
        x, y = _place(word)
        near = {(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        if near.isdisjoint(places[word.text]):
            yield word


def _place(word: Word) -> tuple[int, int]:
    x1, y1, x2, y2 = word.box
    return int((x1 + x2) / 2 / _ACROSS), int((y1 + y2) / 2 / _DOWN)


def _touching(words: Sequence[Word], box: Box) -> list[str]:
    return [word.text for word in words if _overlaps(word.box, box)]


def _said(words: Sequence[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _overlaps(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )

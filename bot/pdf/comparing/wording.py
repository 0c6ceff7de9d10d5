"""Which words changed in a place: the smallest whole words that tell it."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.domain.fields import Box
from bot.pdf.comparing.papers import Word

_LONGEST = 200
_MOST_WORDS = 3_000
"""On one page; more would take too long to compare."""


def wording(old: Sequence[Word], new: Sequence[Word]) -> tuple[str, str]:
    """Return what stood there and what stands there; two empty texts when all words
    are the same."""
    then, now = [], []
    for ours, theirs in _changed(old, new):
        then += ours
        now += theirs
    return _said(then), _said(now)


def changed_places(
    old: Sequence[Word], new: Sequence[Word]
) -> Iterator[tuple[list[Word], list[Word]]]:
    """Yield the words that changed on a page, as it was and as it is."""
    if max(len(old), len(new)) <= _MOST_WORDS:
        yield from _changed(old, new)


def touching(words: Sequence[Word], box: Box) -> list[Word]:
    """Return the words that stand in a box, if only with a part."""
    return [word for word in words if _overlaps(word.box, box)]


def _changed(
    old: Sequence[Word], new: Sequence[Word]
) -> Iterator[tuple[list[Word], list[Word]]]:
    matcher = SequenceMatcher(
        None, [it.text for it in old], [it.text for it in new], autojunk=False
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield list(old[i1:i2]), list(new[j1:j2])


def _said(words: Sequence[Word]) -> str:
    text = " ".join(word.text for word in words)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _overlaps(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )

"""Which page of the original is which page of the file as it is."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bot.pdf.comparing.picture import Map

_MOST_COMPARED = 60
"""Pages of each file that are compared with one another, when no text tells them."""
_ALIKE = 0.6
_SAME_PLACE = 0.15
"""What it counts that a page stands where it stood, from the start or from the end."""

Pairs = list[tuple[int, int]]
"""Numbers from 0, in the original and in the file as it is."""


def matched(
    old: Sequence[str], new: Sequence[str], likeness: Callable[[Pairs], Map]
) -> Pairs:
    """Return the pairs of pages that are one and the same, perhaps changed.

    `old` and `new` are what the pages say; `likeness` tells how alike the pages of
    pairs look, from 0 to 1.
    """
    pairs = dict(_same_text(old, new))
    pairs |= dict(_alike(old, new, pairs, likeness))
    pairs |= _remaining(len(old), len(new), pairs)
    return sorted((was, now) for now, was in pairs.items())


def moved(pairs: Pairs) -> Pairs:
    """Return the fewest pairs that are out of order."""
    ordered = sorted(pairs, key=lambda pair: pair[1])
    tails: list[int] = []
    ranks = []
    for was, _ in ordered:
        rank = bisect_left(tails, was)
        tails[rank : rank + 1] = [was]
        ranks.append(rank)
    rank = len(tails) - 1
    out = []
    for pair, own in zip(reversed(ordered), reversed(ranks), strict=True):
        if own == rank:
            rank -= 1
        else:
            out.append(pair)
    return out[::-1]


def _same_text(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    places = defaultdict(list)
    for was, text in enumerate(old):
        places[text].append(was)
    last = -1
    for now, text in enumerate(new):
        same = places[text] if text else []
        if same:
            # Of several pages that say the same, the next in order.
            index = bisect_left(same, last + 1)
            last = same.pop(index if index < len(same) else 0)
            yield now, last


def _alike(
    old: Sequence[str],
    new: Sequence[str],
    pairs: dict[int, int],
    likeness: Callable[[Pairs], Map],
) -> Iterator[tuple[int, int]]:
    """Yield the rest, the most alike first."""
    taken = set(pairs.values())
    rest_old = [n for n in range(len(old)) if n not in taken][:_MOST_COMPARED]
    rest_new = [n for n in range(len(new)) if n not in pairs][:_MOST_COMPARED]
    every = [(was, now) for was in rest_old for now in rest_new]
    if len(rest_old) <= 1 and len(rest_new) <= 1 and len(old) == len(new):
        yield from ((now, was) for was, now in every)
        return
    looks = iter(likeness([p for p in every if not (old[p[0]] and new[p[1]])]))
    counts = {text: Counter(_pieces(text)) for text in {*old, *new} if every}
    scores = [
        _score(counts[old[was]], counts[new[now]])
        if old[was] and new[now]
        else float(next(looks))
        for was, now in every
    ]
    ends = [len(old) - was == len(new) - now or was == now for was, now in every]
    order = np.argsort(
        -(np.array(scores) + _SAME_PLACE * np.array(ends)), kind="stable"
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for index in order:
        was, now = every[index]
        if scores[index] < _ALIKE or was in used_old or now in used_new:
            continue
        used_old.add(was)
        used_new.add(now)
        yield now, was


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + 4] for at in range(max(len(text) - 3, 1)))


def _score(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def _remaining(count_old: int, count_new: int, pairs: dict[int, int]) -> dict[int, int]:
    """Pair what is left between the same neighbours, in order: it was replaced."""
    found = {}
    taken = set(pairs.values())
    was = 0
    for now in range(count_new):
        if now in pairs:
            was = pairs[now] + 1
        elif was < count_old and was not in taken:
            found[now] = was
            was += 1
    return found

"""Which page of the original is which page of the file as it is."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

_MOST_COMPARED = 40
"""Pages of each file that are compared with one another."""
_ALIKE = 0.6
_SAME_PLACE = 0.15
"""What it counts that a page stands where it stood, from the start or from the end."""

Pairs = list[tuple[int, int]]
"""Numbers from 0, in the original and in the file as it is."""
Likeness = Callable[[int, int], float]
"""How alike two pages are, from 0 to 1; asked only for pages that match no other."""


def matched(old: Sequence[str], new: Sequence[str], likeness: Likeness) -> Pairs:
    """Return the pairs of pages that are one and the same, perhaps changed.

    `old` and `new` say what is on each page: what says the same is the same page.
    """
    pairs = dict(_same(old, new))
    pairs |= _alike(len(old), len(new), pairs, likeness)
    pairs |= _replaced(len(old), len(new), pairs)
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


def _same(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    places = defaultdict(list)
    for was, content in enumerate(old):
        places[content].append(was)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    in_order = {
        block.b + n: block.a + n
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
        if new[block.b + n]
    }
    for now, was in in_order.items():
        places[new[now]].remove(was)
        yield now, was
    for now, content in enumerate(new):
        if now not in in_order and content and places[content]:
            yield now, places[content].pop(0)


def _alike(
    count_old: int, count_new: int, pairs: dict[int, int], likeness: Likeness
) -> dict[int, int]:
    """Pair what is left, the most alike first."""
    taken = set(pairs.values())
    rest_old = [n for n in range(count_old) if n not in taken]
    rest_new = [n for n in range(count_new) if n not in pairs]
    if count_old == count_new and rest_old == rest_new and len(rest_old) == 1:
        return {rest_new[0]: rest_old[0]}
    scores = []
    for was in rest_old[:_MOST_COMPARED]:
        for now in rest_new[:_MOST_COMPARED]:
            score = likeness(was, now)
            stayed = was == now or count_old - was == count_new - now
            if score >= _ALIKE:
                scores.append((score + _SAME_PLACE * stayed, -now, -was))
    found: dict[int, int] = {}
    used = set()
    for _, now, was in sorted(scores, reverse=True):
        if -now not in found and was not in used:
            found[-now] = -was
            used.add(was)
    return found


def _replaced(count_old: int, count_new: int, pairs: dict[int, int]) -> dict[int, int]:
    """Pair what is left between the same neighbours, in order."""
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

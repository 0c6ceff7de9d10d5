"""Where two pictures of a page differ: boxes in pixels, specks and blur left out."""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.pdf.comparing.picture import Gray, Map, darkest, lightest

Spot = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels from the upper left corner."""

_CELL = 4
_GAP_ACROSS, _GAP_DOWN = 14, 5
"""Pixels between places that belong together: letters of a word, dots of a letter."""
_LEAST_PIXELS = 4


def strangeness(old: Gray, new: Gray, reach: int) -> Map:
    """Return by how many levels of gray each pixel lies outside of all that the other
    picture shows within `reach` pixels."""
    far = np.zeros(new.shape, dtype=np.int16)
    for one, other in ((old, new), (new, old)):
        own = one.astype(np.int16)
        np.maximum(far, darkest(other, reach).astype(np.int16) - own, out=far)
        np.maximum(far, own - lightest(other, reach), out=far)
    return far


def spots(mask: Map) -> list[Spot]:
    """Return boxes around what is marked, near marks in one box, specks in none."""
    height, width = mask.shape
    rows, columns = -(-height // _CELL), -(-width // _CELL)
    padded = np.zeros((rows * _CELL, columns * _CELL), dtype=bool)
    padded[:height, :width] = mask
    cells = padded.reshape(rows, _CELL, columns, _CELL).sum((1, 3))
    found = []
    for group in _groups(cells):
        if sum(int(cells[at]) for at in group) < _LEAST_PIXELS:
            continue
        ys, xs = zip(*group, strict=True)
        top, left = min(ys) * _CELL, min(xs) * _CELL
        part = mask[top : (max(ys) + 1) * _CELL, left : (max(xs) + 1) * _CELL]
        down, across = np.flatnonzero(part.any(1)), np.flatnonzero(part.any(0))
        found.append(
            (
                left + int(across[0]),
                top + int(down[0]),
                left + int(across[-1]) + 1,
                top + int(down[-1]) + 1,
            )
        )
    return merged(found)


def merged(boxes: Sequence[Spot]) -> list[Spot]:
    """Join the boxes that touch or nearly do, top ones first."""
    found: list[Spot] = []
    for box in sorted(boxes, key=lambda it: (it[1], it[0])):
        joined = box
        while near := [it for it in found if _is_near(it, joined)]:
            found = [it for it in found if it not in near]
            joined = around([joined, *near])
        found.append(joined)
    return sorted(found, key=lambda it: (it[1], it[0]))


def around(boxes: Sequence[Spot]) -> Spot:
    """Return the smallest box around others."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _is_near(one: Spot, other: Spot) -> bool:
    return (
        one[0] - _GAP_ACROSS < other[2]
        and other[0] - _GAP_ACROSS < one[2]
        and one[1] - _GAP_DOWN < other[3]
        and other[1] - _GAP_DOWN < one[3]
    )


def _groups(cells: Map) -> Iterator[list[tuple[int, int]]]:
    """Yield the cells with marks that touch one another, also across a corner."""
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(cells), strict=True)}
    while left:
        stack, group = [left.pop()], []
        while stack:
            y, x = stack.pop()
            group.append((y, x))
            around_it = {(y + j, x + i) for j in (-1, 0, 1) for i in (-1, 0, 1)} & left
            left -= around_it
            stack.extend(around_it)
        yield group

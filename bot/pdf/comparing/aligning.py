"""How the page as it was lies on the page as it is: moved, scaled, turned a little.

First roughly on a small picture, then by the shifts of many windows: most of a page is
unchanged, so the windows that disagree with the others are where it was changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.pdf.comparing.picture import WHITE, Gray, Map, resized, warped

_SMALL = 128
_CANVAS = 256
"""Pixels of the side of the small pictures, and of what they are moved about on."""
_TILTS = [(1.0, turn / 2) for turn in (0, -1, 1, -2, 2, -3, 3, -4, 4)]
_SCALES = [(percent / 100, 0.0) for percent in range(70, 142, 2)]
"""Guesses of scale and turn in degrees."""
_GOOD = 0.9
_WINDOW = 128
_SPACING = 150
_FIELD = 160
"""A size that is fast to transform, with room for the farthest shift."""
_REACHES = (28, 12, 6)
"""How far a window may have moved, in pixels, in each round."""
_LEAST_CONTRAST = 6
_ALIKE = 0.45
_IN_PLACE = 0.7
_STRAY = 1.5
_FEWEST, _MANY = 4, 12
"""Windows that tell a turn and a scale, and two scales; fewer tell a shift."""
_SHARP = 0.1


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the pixels of the page as it is were in the original."""

    matrix: Map
    """2 × 3, from the page as it is to the original."""
    likeness: float
    """The median of how alike the windows are, from 0 to 1."""


class Window(NamedTuple):
    """How far a part of a page lies from where it was, in pixels."""

    x: float
    y: float
    dx: float
    dy: float
    sure_x: float
    sure_y: float
    alike: float


def align(old: Gray, new: Gray) -> Alignment:
    """Return how the original lies on the page as it is, at its best."""
    if old.shape == new.shape:
        # Most programs leave everything where it was.
        here = _refined(old, new, np.eye(2, 3), _REACHES[-1:])
        if here.likeness >= _IN_PLACE:
            again = _refined(old, new, here.matrix, _REACHES[1:])
            return max(here, again, key=lambda it: it.likeness)
    found = Alignment(np.eye(2, 3), 0.0)
    for guesses in (_TILTS, _SCALES):
        matrix = _roughly(old, new, guesses)
        other = _refined(old, new, matrix, _REACHES)
        found = max(found, other, key=lambda it: it.likeness)
        if found.likeness >= _IN_PLACE:
            break
    return found


def _refined(old: Gray, new: Gray, matrix: Map, reaches: Sequence[int]) -> Alignment:
    alike = 0.0
    for reach in reaches:
        found = list(windows(warped(old, matrix, new.shape), new, reach))
        if not found:
            break
        alike = float(np.median([each.alike for each in found]))
        good = [each for each in found if each.alike >= _ALIKE]
        if not good:
            break
        matrix = _composed(matrix, _fitted(good))
    return Alignment(matrix, alike)


def _roughly(old: Gray, new: Gray, guesses: Sequence[tuple[float, float]]) -> Map:
    """Find turn, scale and shift on small pictures of both."""
    factor = _SMALL / max(*old.shape, *new.shape)
    target = _ink(_small(new, factor))
    spectrum = np.fft.rfft2(target, (_CANVAS, _CANVAS))
    norm = float(np.linalg.norm(target)) or 1.0
    best, matrix = -1.0, np.eye(2, 3)
    for scale, angle in guesses:
        small, back = _tilted(_small(old, factor * scale), angle)
        ink = _ink(small)
        field = np.fft.irfft2(
            spectrum * np.conj(np.fft.rfft2(ink, (_CANVAS, _CANVAS))),
            (_CANVAS, _CANVAS),
        )
        y, x = divmod(int(field.argmax()), _CANVAS)
        score = float(field[y, x]) / (norm * (float(np.linalg.norm(ink)) or 1.0))
        if score > best + 1e-6:
            best = score
            shift = np.array(((1, 0, -_signed(x)), (0, 1, -_signed(y))), dtype=float)
            matrix = _composed(back, shift)
            matrix[:, :2] /= scale
            matrix[:, 2] /= scale * factor
        if score > _GOOD:
            break
    return matrix


def _tilted(gray: Gray, angle: float) -> tuple[Gray, Map]:
    """Turn a picture about its middle, and say where its pixels come from."""
    cos, sin = float(np.cos(np.radians(angle))), float(np.sin(np.radians(angle)))
    y, x = gray.shape[0] / 2, gray.shape[1] / 2
    back: Map = np.array(
        ((cos, sin, x - cos * x - sin * y), (-sin, cos, y + sin * x - cos * y))
    )
    return warped(gray, back, gray.shape), back


def _small(gray: Gray, factor: float) -> Gray:
    height, width = gray.shape
    return resized(gray, round(width * factor), round(height * factor))


def _ink(small: Gray) -> Map:
    ink = (WHITE - small.astype(np.float32))[:_CANVAS, :_CANVAS]
    risen: Map = np.maximum(ink - np.median(ink), 0)
    return risen


def _signed(shift: int) -> int:
    return shift - _CANVAS if shift > _CANVAS // 2 else shift


def windows(
    old: Gray, new: Gray, reach: int, *, size: int = _WINDOW, spacing: int = _SPACING
) -> Iterator[Window]:
    """Yield the windows in which both pages show something.

    `reach`, `size` of a window and the `spacing` of their starts are in pixels.
    """
    height, width = new.shape
    for y in _starts(height, size, spacing):
        for x in _starts(width, size, spacing):
            part = (slice(y, y + size), slice(x, x + size))
            then, now = (each[part].astype(np.float32) for each in (old, new))
            if min(then.std(), now.std()) < _LEAST_CONTRAST:
                continue
            x_middle, y_middle = x + then.shape[1] / 2, y + then.shape[0] / 2
            shift = _shift(then - then.mean(), now - now.mean(), reach)
            yield Window(x_middle, y_middle, *shift)


def _starts(length: int, size: int, spacing: int) -> list[int]:
    count = max(round(length / spacing), 1)
    return [int(at) for at in np.linspace(0, max(length - size, 0), count)]


def _shift(then: Map, now: Map, reach: int) -> tuple[float, float, float, float, float]:
    """Return how far a window moved to the right and down, how surely so in each of the
    two (from 0 to 1), and how alike it is there.

    `reach` is the farthest that is looked for.
    """
    size = (_FIELD, _FIELD)
    field = np.fft.irfft2(
        np.fft.rfft2(now, size) * np.conj(np.fft.rfft2(then, size)), size
    )
    near = np.roll(field, (reach, reach), (0, 1))[: 2 * reach + 1, : 2 * reach + 1]
    y, x = divmod(int(near.argmax()), near.shape[1])
    norm = float(np.linalg.norm(then) * np.linalg.norm(now))
    (dx, sure_x), (dy, sure_y) = _peak(near[y], x), _peak(near[:, x], y)
    return dx - reach, dy - reach, sure_x, sure_y, float(near[y, x]) / norm


def _peak(line: Map, at: int) -> tuple[float, float]:
    """Return where the top of a peak lies, and how sharp it is: along a line that goes
    through a window, nobody can say how far it moved."""
    if not 0 < at < len(line) - 1 or line[at] <= 0:
        return float(at), 0.0
    before, top, after = (float(line[n]) for n in (at - 1, at, at + 1))
    bend = before - 2 * top + after
    beside = float(max(line[max(at - 3, 0)], line[min(at + 3, len(line) - 1)]))
    sharp = (1 - beside / top) / _SHARP
    return at + (0.5 * (before - after) / bend if bend < 0 else 0), min(sharp, 1.0)


def _fitted(windows: Sequence[Window]) -> Map:
    """Return what most windows agree on, from where they are to where they were."""
    points = np.array([(it.x, it.y, 1.0) for it in windows])
    shifts = np.array([(-it.dx, -it.dy) for it in windows])
    sure = np.array([(it.sure_x, it.sure_y) for it in windows])
    change = np.zeros((3, 2))
    change[2] = np.median(shifts, axis=0)
    away = (np.abs(shifts - change[2]) * sure).max(axis=1)
    # A turn or a scale moves the edges apart, so the first choice is a generous one.
    kept = away <= max(_STRAY, 2.5 * float(np.median(away)))
    for _ in range(4):
        if kept.sum() < _FEWEST or _is_line(points[kept]):
            break
        fit = _stretched if kept.sum() >= _MANY else _turned
        change = fit(points[kept], shifts[kept], sure[kept])
        kept = (np.abs(shifts - points @ change) * sure).max(axis=1) <= _STRAY
    return np.eye(2, 3) + change.T


def _stretched(points: Map, shifts: Map, sure: Map) -> Map:
    """Fit a turn with one scale across and another one down (3 × 2)."""
    columns = [
        np.linalg.lstsq(
            points * sure[:, [axis]], shifts[:, axis] * sure[:, axis], rcond=None
        )[0]
        for axis in (0, 1)
    ]
    return np.stack(columns, axis=1)


def _turned(points: Map, shifts: Map, sure: Map) -> Map:
    """Fit a turn and one scale (3 × 2), which takes fewer windows to be sure of."""
    x, y, one = points.T
    none = np.zeros_like(one)
    across = np.stack((x, y, one, none), axis=1) * sure[:, [0]]
    down = np.stack((y, -x, none, one), axis=1) * sure[:, [1]]
    a, b, dx, dy = np.linalg.lstsq(
        np.vstack((across, down)), (shifts * sure).T.ravel(), rcond=None
    )[0]
    return np.array(((a, -b), (b, a), (dx, dy)))


def _is_line(points: Map) -> bool:
    """Say whether points are too much in a row to tell a turn or a scale from."""
    return bool(min(np.ptp(points[:, 0]), np.ptp(points[:, 1])) < _WINDOW)


def _composed(outer: Map, inner: Map) -> Map:
    return np.asarray(
        (np.vstack((outer, (0, 0, 1))) @ np.vstack((inner, (0, 0, 1))))[:2]
    )

"""Strokes from a signature pad, drawn again smoothly."""

from collections.abc import Sequence
from math import hypot, isfinite

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bot.images.cutout import trimmed
from bot.images.errors import ImageProblem, ImageRefused
from bot.images.picture import Picture, encode

INK = (20, 30, 92)
MAX_STROKES = 500
MAX_POINTS = 20_000
LONGEST = 900  # pixels of the longer side, before trimming
FINER = 3  # drawn this much larger, then averaged
PEN = 8.0  # pixels, a stroke of medium speed
LONGEST_LINE = 80  # times the longer side: more is a blackened sheet
LEAST_TURN = 0.6  # radians in all: a line that never bends is no signature

Path = npt.NDArray[np.float64]
Strokes = Sequence[Sequence[Sequence[float]]]


def draw_strokes(strokes: Strokes) -> Picture:
    """Each stroke is a list of points (x, y) or (x, y, pressure from 0 to 1).

    The unit of x and y does not matter, y grows downwards. Without pressure the pen
    gets thinner where the points lie far apart, that is, where it was quick.
    Raises ImageRefused: too-little, too-many-points, too-busy (scrawled over and over).
    """
    paths = [_path(stroke) for stroke in _bounded(strokes)]
    _insist_on_writing(paths)
    paths = _scaled(paths)
    size = np.concatenate(paths)[:, :2].max(axis=0) + 4 * PEN
    sheet = Image.new("L", (int(size[0] * FINER), int(size[1] * FINER)))
    draw = ImageDraw.Draw(sheet)
    for path in paths:
        _draw(draw, _smooth(path))
    ink = Image.new("RGBA", sheet.size, INK)
    ink.putalpha(sheet)
    return encode(trimmed(ink.reduce(FINER)))


def _bounded(strokes: Strokes) -> Strokes:
    if len(strokes) > MAX_STROKES or sum(map(len, strokes)) > MAX_POINTS:
        raise ImageRefused(ImageProblem.TOO_MANY_POINTS)
    return [stroke for stroke in strokes if len(stroke)]


def _path(stroke: Sequence[Sequence[float]]) -> Path:
    # Columns: x, y, pressure; NaN where the pad does not know the pressure.
    points = [(*map(float, point[:3]), float("nan"))[:3] for point in stroke]
    if any(len(p) < 3 or not (_usable(p[0]) and _usable(p[1])) for p in points):
        raise ImageRefused(ImageProblem.TOO_LITTLE)
    path: Path = np.array(points)
    moved = np.append(True, np.abs(np.diff(path[:, :2], axis=0)).sum(axis=1) > 0)
    distinct: Path = path[moved]
    return distinct


def _usable(number: float) -> bool:
    return isfinite(number) and abs(number) < 1e6


def _insist_on_writing(paths: list[Path]) -> None:
    if not paths:
        raise ImageRefused(ImageProblem.TOO_LITTLE)
    whole = np.concatenate(paths)[:, :2]
    span = hypot(*np.ptp(whole, axis=0))
    steps = [np.diff(path[:, :2], axis=0) for path in paths]
    length = sum(float(np.hypot(*step.T).sum()) for step in steps)
    if span == 0 or length < 0.5 * span:
        raise ImageRefused(ImageProblem.TOO_LITTLE)
    if length > LONGEST_LINE * span:
        raise ImageRefused(ImageProblem.TOO_BUSY)
    turns = sum(_turning(path, span) for path in paths)
    if turns < LEAST_TURN and len(paths) < 3:
        raise ImageRefused(ImageProblem.TOO_LITTLE)


def _turning(path: Path, span: float) -> float:
    # Steps smaller than a hundredth of the whole only tremble.
    corners = [path[0, :2]]
    for point in path[1:, :2]:
        if hypot(*(point - corners[-1])) > span / 100:
            corners.append(point)
    step = np.diff(np.array(corners), axis=0)
    heading = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    return float(np.abs(np.diff(heading)).sum())


def _scaled(paths: list[Path]) -> list[Path]:
    whole = np.concatenate(paths)[:, :2]
    scale = LONGEST / float(np.ptp(whole, axis=0).max())
    shift = whole.min(axis=0)
    for path in paths:
        path[:, :2] = (path[:, :2] - shift) * scale + 2 * PEN
    return paths


def _smooth(path: Path) -> Path:
    """Catmull-Rom through the points, about a point a pixel; columns x, y, width."""
    if len(path) < 3:
        return np.column_stack([path[:, :2], np.full(len(path), PEN)])
    ends = np.vstack([path[0], path, path[-1]])
    width = _widths(path)
    pieces = []
    for i in range(len(path) - 1):
        a, b, c, d = ends[i : i + 4, :2]
        count = max(2, int(hypot(*(c - b))))
        t = np.arange(count)[:, None] / count
        curve = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
        curve = (curve + (3 * b - a - 3 * c + d) * t**3) / 2
        swell = width[i] + (width[i + 1] - width[i]) * t
        pieces.append(np.hstack([curve, swell]))
    pieces.append(np.append(path[-1, :2], width[-1])[None])
    return np.vstack(pieces)


def _widths(path: Path) -> Path:
    step = np.hypot(*np.diff(path[:, :2], axis=0).T)
    speed = np.append(step[0], step) / max(float(np.median(step)), 1e-9)
    known = np.where(np.isnan(path[:, 2]), 0.5, path[:, 2].clip(0, 1))
    width = PEN * (0.55 + 0.9 * known) / np.sqrt(speed.clip(0.4, 2.5)) ** 0.7
    # A nib does not change its width at once; it lifts off towards the end.
    for _ in range(3):
        width[1:-1] = (width[:-2] + 2 * width[1:-1] + width[2:]) / 4
    fade = np.minimum(np.arange(len(width))[::-1] / 4, 1)
    faded: Path = width * (0.55 + 0.45 * fade)
    return faded


def _draw(draw: ImageDraw.ImageDraw, path: Path) -> None:
    for x, y, width in path * FINER:
        r = width / 2
        draw.ellipse([x - r, y - r, x + r, y + r], fill=255)

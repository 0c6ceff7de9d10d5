"""How far a mark leans, judged by its sheet, its writing or its frame."""

import numpy as np

from bot.images.grids import Ints, Sums
from bot.images.picture import Floats, Mask

STEEPEST = 25.0
STEEPEST_SHEET = 0.45  # as a slope
SLIGHTEST = 1.0
LEAST_FRAMED = 0.45  # a circle touches its box along a third of it


def sheet_tilt(paper: Mask) -> float | None:
    """Degrees clockwise by which the sheet lies turned; None where no edge is seen."""
    columns = np.flatnonzero(paper.any(axis=0))
    inner = columns[len(columns) // 5 : -len(columns) // 5]
    if len(inner) < 20:
        return None
    upper = np.argmax(paper[:, inner], axis=0)
    lower = np.argmax(paper[::-1, inner], axis=0)
    slopes = [
        sign * slope
        for sign, edge in ((1, upper), (-1, lower))
        if edge.min() > 0 and (slope := _slope(inner, edge, paper)) is not None
    ]
    return float(np.degrees(np.arctan(np.mean(slopes)))) if slopes else None


def _slope(columns: Ints, edge: Ints, paper: Mask) -> float | None:
    slope, start = np.polyfit(columns, edge, 1)
    off = np.abs(edge - slope * columns - start).mean()
    straight = off < 0.01 * max(paper.shape)
    return float(slope) if straight and abs(slope) < STEEPEST_SHEET else None


def writing_tilt(cover: Floats) -> float:
    """Degrees clockwise by which a line of writing leans; 0 without a clear line."""
    rows, columns = np.nonzero(cover > 0.5)
    spread = np.cov(np.stack([columns, rows]))
    (small, large), axes = np.linalg.eigh(spread)
    if large < 2.5**2 * small:
        return 0.0
    x, y = axes[:, 1]
    angle = float(np.degrees(np.arctan2(y, x)))
    angle = (angle + 90) % 180 - 90
    return angle if SLIGHTEST <= abs(angle) <= STEEPEST else 0.0


def frame_tilt(cover: Floats) -> float:
    """Degrees clockwise by which a rectangular stamp leans; 0 for any other shape."""
    rows, columns = np.nonzero(cover > 0.5)
    step = 1 + len(rows) // 20_000
    spots = np.stack([columns, rows])[:, ::step].astype(np.float64)
    angles = np.arange(-30, 30.1, 0.5)
    best = min(angles, key=lambda angle: float(np.prod(_reach(_turn(spots, angle)))))
    if abs(best) < SLIGHTEST or _framed(_turn(spots, best)) < LEAST_FRAMED:
        return 0.0
    return float(best)


def _turn(spots: Sums, angle: float) -> Sums:
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    turned: Sums = np.array([[c, s], [-s, c]]) @ spots
    return turned


def _reach(spots: Sums) -> Sums:
    # Percentiles, so that one stray speck does not turn the stamp.
    low, high = np.percentile(spots, [0.2, 99.8], axis=1)
    reach: Sums = high - low
    return reach


def _framed(spots: Sums) -> float:
    """Share of the box's four sides that has ink along it."""
    low, high = np.percentile(spots, [0.2, 99.8], axis=1)[:, :, None]
    across, down = (spots - low) / (high - low)
    sides = [across[down < 0.03], across[down > 0.97]]
    sides += [down[across < 0.03], down[across > 0.97]]
    filled = [len(np.unique((side.clip(0, 0.99) * 30).astype(int))) for side in sides]
    return sum(filled) / (4 * 30)

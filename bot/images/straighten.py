"""How far a mark leans, judged by its paper's lines, its writing or its frame."""

import numpy as np

from bot.images.grids import Sums
from bot.images.picture import Floats

STEEPEST = 25.0
SLIGHTEST = 1.0
LEAST_FRAMED = 0.45  # a circle touches its box along a third of it


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

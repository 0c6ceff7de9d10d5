"""How far a mark leans, judged by its paper's lines, its writing or its frame."""

import numpy as np

from bot.images.grids import Sums
from bot.images.picture import Floats

STEEPEST = 25.0
SLIGHTEST = 1.0


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
    """Degrees clockwise by which a rectangular stamp leans; 0 for a round one."""
    rows, columns = np.nonzero(cover > 0.5)
    step = 1 + len(rows) // 20_000
    x, y = columns[::step].astype(np.float64), rows[::step].astype(np.float64)
    angles = np.arange(-30, 30.1, 0.5)
    areas = np.array([_box_area(x, y, angle) for angle in angles])
    best = int(np.argmin(areas))
    # The box around a circle is the same from every side.
    if areas.max() < 1.15 * areas[best] or abs(angles[best]) < SLIGHTEST:
        return 0.0
    return float(angles[best])


def _box_area(x: Sums, y: Sums, angle: float) -> float:
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    # Percentiles, so that one stray speck does not turn the stamp.
    across = np.percentile(x * c + y * s, [0.2, 99.8])
    down = np.percentile(y * c - x * s, [0.2, 99.8])
    return float(np.ptp(across) * np.ptp(down))

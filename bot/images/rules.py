"""Printed lines of ruled and squared paper: found by their direction, divided out."""

from dataclasses import dataclass

import numpy as np

from bot.images.grids import Sums, highest, lowest
from bot.images.picture import Floats, Mask

STEEPEST = 20.0  # degrees
SAMPLE = 30_000
FEWEST_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Angles in degrees, clockwise from the picture's axes; None without such lines."""

    across: float | None
    down: float | None


def find_rules(faint: Mask) -> Rules:
    """The directions along which the `faint` pixels line up."""
    spots = np.argwhere(faint).astype(np.float32)
    if len(spots) < 400:
        return Rules(across=None, down=None)
    rows, columns = spots[:: 1 + len(spots) // SAMPLE].T
    height, width = faint.shape
    return Rules(
        across=_direction(rows, columns, height, width),
        down=_direction(columns, rows, width, height),
    )


def _direction(along: Floats, cross: Floats, length: int, span: int) -> float | None:
    coarse = np.arange(-STEEPEST, STEEPEST + 0.1, 0.5)
    sharp = np.array([_sharpness(along, cross, a, length, span) for a in coarse])
    best = float(coarse[np.argmax(sharp)])
    fine = best + np.arange(-0.5, 0.51, 0.1)
    peaks = [_sharpness(along, cross, a, length, span) for a in fine]
    if abs(best) == STEEPEST or max(peaks) < 3.0 * float(np.median(sharp)):
        return None
    angle = float(fine[int(np.argmax(peaks))])
    lines = _count_lines(_profile(along, cross, angle, length, span))
    return angle if lines >= FEWEST_LINES else None


def _sharpness(
    along: Floats, cross: Floats, angle: float, length: int, span: int
) -> float:
    # The profile across the lines is most uneven when it looks along them.
    return float(np.square(np.diff(_profile(along, cross, angle, length, span))).mean())


def _profile(
    along: Floats, cross: Floats, angle: float, length: int, span: int
) -> Sums:
    shift = (cross - span / 2) * np.tan(np.radians(angle))
    bins = np.clip((along - shift) / 2, 0, length / 2).astype(np.int64)
    return np.bincount(bins, minlength=length // 2 + 1).astype(np.float64)


def _count_lines(profile: Sums) -> int:
    high = profile > 0.3 * profile.max()
    return int((high[1:] & ~high[:-1]).sum())


def erase(darkness: Floats, rules: Rules, limit: float) -> Floats:
    """Divide the lines out where they are not darker than `limit`."""
    if rules.across is None and rules.down is None:
        return darkness
    lines = np.zeros_like(darkness)
    if rules.across is not None:
        lines = np.maximum(lines, _lines(darkness, rules.across))
    if rules.down is not None:
        lines = np.maximum(lines, _lines(darkness.T, rules.down).T)
    lines = np.where(lines > limit, 0, np.minimum(lines, np.maximum(darkness, 0)))
    return (1 - (1 - darkness) / (1 - lines)).astype(np.float32)


def _lines(darkness: Floats, angle: float) -> Floats:
    height, width = darkness.shape
    shift = np.round((np.arange(width) - width / 2) * np.tan(np.radians(angle)))
    rows = np.arange(height)[:, None] + shift[None, :].astype(np.int64)
    level = np.take_along_axis(darkness, np.clip(rows, 0, height - 1), axis=0)
    # Two pixels of play: perspective makes lines converge.
    long = max(20, width // 24)
    opened = highest(lowest(highest(level, 2, 0), long, 1), long, 1)
    back = np.arange(height)[:, None] - shift[None, :].astype(np.int64)
    return np.take_along_axis(opened, np.clip(back, 0, height - 1), axis=0)

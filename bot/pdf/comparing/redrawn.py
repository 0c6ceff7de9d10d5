"""Where a page that was drawn anew differs: scanned, photographed, in another font.

Such a page is softer, grayer, noisier everywhere. A place differs when a window of the
size of a digit fits its original far worse than the windows of the page usually do.
"""

from dataclasses import dataclass

import numpy as np

from bot.pdf.comparing.picture import WHITE, Gray, Map, blurred, without_shade

_SOFT = 0.7
"""Blurs the scan, so that dots of a raster do not count."""
_BLURS = (0.7, 1.0, 1.4, 2.0, 2.6)
"""How soft that makes it; the one that fits best is taken."""
_REACH = 4
REACH = 2 * _REACH
"""Pixels from the middle of a window to its edge: a digit of small print."""
_STRAYS = ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0))
"""What a place may be off by, down and across, in pixels."""
_FAINT = 30
_PALE = (0.6, 1.7)
_BLACK = 200.0**2
"""The ink of a black pixel, squared."""
_WORSE, _MOST = 2.6, 0.25
"""How much worse than usual a different window fits, and what is never usual."""
_EDGE = 0.015
"""The part of a page at each edge where scanners show what lies behind it."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What does not count on pages that came about in one way."""

    speck: float
    """Black pixels that are as good as none: noise, and dust."""
    usual: float
    """The percentile of the windows that fit as badly as is usual."""
    least: float
    """How badly a window fits at least that is different."""


SCAN = Tolerance(speck=150, usual=90, least=0.047)
"""Dusty, but flat; pages that other programs drew are much better."""
PHOTO = Tolerance(speck=40, usual=97, least=0.07)
"""Clean, but nowhere laid over the original to the pixel."""


def misfit(old: Gray, new: Gray, tolerance: Tolerance) -> Map:
    """Return how badly each place of a page drawn anew fits the original: above 1 it
    shows something else."""
    speck = tolerance.speck * _BLACK
    now = _ink(blurred(without_shade(new), _SOFT))
    then = _as_soft(without_shade(old), now)
    ink_now = _windows(now**2)
    apart = np.full_like(ink_now, np.inf)
    for stray in _STRAYS:
        strayed = np.roll(then, stray, (0, 1))
        ink_then = _windows(strayed**2)
        shared = _windows(now * strayed)
        # Some prints are paler here than there, which does not count.
        dark = np.clip(shared / np.maximum(ink_then, 1), *_PALE)
        rest = np.maximum(ink_now - 2 * dark * shared + dark**2 * ink_then, 0)
        np.minimum(apart, rest / (ink_now + ink_then + speck), out=apart)
    both = np.minimum(ink_now, _windows(then**2)) > speck / 2
    usual = float(np.percentile(apart[both], tolerance.usual)) if both.any() else 0.0
    found = apart / min(max(_WORSE * usual, tolerance.least), _MOST)
    height, width = new.shape
    return _inside(found.repeat(2, 0).repeat(2, 1)[:height, :width])


def _ink(gray: Gray) -> Map:
    return np.maximum(WHITE - _FAINT - gray.astype(np.float32), 0)


def _as_soft(old: Gray, now: Map) -> Map:
    """Return the ink of the original, as soft and as dark as that of the scan."""
    best, least = now, float("inf")
    some = now[::3, ::3]
    for sigma in _BLURS:
        then = _ink(blurred(old, sigma))
        part = then[::3, ::3]
        both = (part > _FAINT) & (some > _FAINT)
        dark = float(np.median(some[both] / part[both])) if both.any() else 1.0
        error = float(((dark * part - some) ** 2).sum())
        if error < least:
            best, least = dark * then, error
    return best


def _windows(values: Map) -> Map:
    """Return for every second pixel the sum of the window around it, what is at its
    edge counting less, so that nothing jumps in or out of it by half a pixel."""
    return _sums(_sums(values, _REACH)[::2, ::2], _REACH // 2)


def _sums(values: Map, reach: int) -> Map:
    ends = (reach + 1, reach)
    sums = np.pad(values, (ends, (0, 0))).cumsum(0)
    values = sums[2 * reach + 1 :] - sums[: -2 * reach - 1]
    sums = np.pad(values, ((0, 0), ends)).cumsum(1)
    return np.asarray(sums[:, 2 * reach + 1 :] - sums[:, : -2 * reach - 1])


def _inside(values: Map) -> Map:
    down, across = (int(_EDGE * length) + 1 for length in values.shape)
    inner = np.zeros_like(values)
    inner[down:-down, across:-across] = values[down:-down, across:-across]
    return inner

"""Ink on paper, told apart: how much of it covers each pixel, and its colour."""

from dataclasses import dataclass

import numpy as np

from bot.images.errors import ImageProblem, ImageRefused
from bot.images.grids import blur, dilate, highest, wide_blur
from bot.images.light import Sheet, flatten
from bot.images.marks import Mark, find_mark
from bot.images.picture import Floats, Mask
from bot.images.rules import Rules, erase, find_rules

FAINTEST = 0.13  # share of the light that ink must swallow
COLOURFUL = 0.35  # spread of the channels' darkness


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A mark lifted from its photo, in the photo's own pixels.

    `cover`: height x width, 0 to 1. `colour`: 3 x height x width, 0 to 255, as on
    white paper. `rules`: the printed lines of the paper.
    """

    cover: Floats
    colour: Floats
    mark: Mark
    rules: Rules


def lift_ink(rgb: Floats, rules: Rules | None = None) -> Ink:
    """Find the one mark on a photo (3 x height x width, 0 to 255).

    `rules` are the printed lines of the paper, when they are known already.
    Raises ImageRefused: too-dark, no-ink, too-busy, cut-off.
    """
    sheet = flatten(rgb)
    dark = np.clip(1 - sheet.ratio, -0.2, 1) * sheet.paper
    grey = blur(dark.mean(axis=0), 1)
    deep = _insist_on_ink(grey, sheet)
    other = _foreign_print(dark, grey, deep)
    own = grey > 0.6 * deep if other is None else (grey > 0.4 * deep) & ~other
    pigment = np.median(dark[:, own], axis=1)
    amount = np.tensordot(pigment, dark, 1) / np.float32(pigment @ pigment)
    soft = blur(amount, 1)
    if rules is None:
        rules = find_rules((soft > 0.06) & (soft < 0.5) & sheet.paper)
    amount = erase(amount, rules, limit=0.55)
    if other is not None:
        amount = _bridge(amount, other)
        dark = dark * ~dilate(other, 1)
    mark = find_mark(amount, sheet.paper)
    cover = _cover(amount, mark)
    return Ink(
        cover=cover, colour=_colour(dark, cover, pigment), mark=mark, rules=rules
    )


def _insist_on_ink(grey: Floats, sheet: Sheet) -> float:
    bare = grey[sheet.paper]
    noise = 1.48 * float(np.median(np.abs(bare - np.median(bare))))
    deep = float(np.percentile(bare, 99.7))
    if deep < max(FAINTEST, 6 * noise):
        raise ImageRefused(ImageProblem.NO_INK)
    return deep


def _foreign_print(dark: Floats, grey: Floats, deep: float) -> Mask | None:
    # Black print under coloured ink: told apart where colour is smooth, because
    # JPEG keeps colour at half the resolution.
    smooth = blur(dark, 2)
    inked = grey > 0.4 * deep
    spread = np.ptp(smooth, axis=0) / np.maximum(smooth.max(axis=0), 0.05)
    coloured = (spread > COLOURFUL)[inked].mean()
    black = inked & (spread < 0.5 * COLOURFUL)
    if coloured < 0.12 or black.sum() < 0.03 * inked.sum():
        return None
    return dilate(black, 2)


def _bridge(amount: Floats, other: Mask) -> Floats:
    # Under the print the ink is guessed from what is beside it.
    known = (~other).astype(np.float32)
    guess = blur(amount * known, 4) / np.maximum(blur(known, 4), 0.05)
    return np.where(other, guess, amount).astype(np.float32)


def _cover(amount: Floats, mark: Mark) -> Floats:
    # Where the pen ran dry the strokes are paler as a whole, not thinner.
    peak = highest(highest(blur(amount, 1) * mark.mask, 6, 0), 6, 1)
    full = np.clip(wide_blur(peak, 8), 0.6, 1.0)
    near = dilate(mark.mask, 1)
    cover: Floats = np.clip((amount / full - 0.12) / 0.76, 0, 1) * near
    return cover


def _colour(dark: Floats, cover: Floats, pigment: Floats) -> Floats:
    # One smooth colour that may change slowly, taken where the ink is thickest.
    weight = (cover > 0.95) * np.clip(dark.mean(axis=0), 0, 1) ** 3
    base = 1e-4 + wide_blur(weight, 12)
    planes = [
        (wide_blur(weight * plane, 12) + 1e-4 * full) / base
        for plane, full in zip(dark, pigment, strict=True)
    ]
    light = 1 - np.clip(np.stack(planes), 0, 1)
    colour: Floats = (255 * light).astype(np.float32)
    return colour

"""Ink on paper, told apart: how much of it covers each pixel, and its colour."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bot.images.errors import ImageProblem, ImageRefused
from bot.images.grids import blur, dilate, highest, wide_blur
from bot.images.light import flatten
from bot.images.marks import Mark, find_mark
from bot.images.picture import Floats, Mask
from bot.images.rules import Rules, erase, find_rules

FAINTEST = 0.13  # share of the light that ink must swallow
REACH = 7  # pixels, the thickest printed stroke that ink is followed under
COLOURFUL = 0.35  # spread of the channels' darkness


class Tool(StrEnum):
    """What the mark was made with: it decides how even the ink must be."""

    PEN = "pen"
    STAMP = "stamp"


MOST_PARTS = {Tool.PEN: 70, Tool.STAMP: 150}  # more is a page of print


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mark on its sheet, before it is lifted.

    `dark`: 3 x height x width, the share of the light that is swallowed. `amount`: of
    ink, 1 where it is as dark as `pigment`. `other`: black print, not ink.
    """

    paper: Mask
    dark: Floats
    pigment: Floats
    amount: Floats
    other: Mask
    rules: Rules
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A mark lifted from its photo, in the photo's own pixels.

    `cover`: height x width, 0 to 1. `colour`: 3 x height x width, 0 to 255, as on
    white paper.
    """

    cover: Floats
    colour: Floats
    mark: Mark


def find_ink(rgb: Floats, tool: Tool, rules: Rules | None = None) -> Found:
    """Find the one mark on a photo (3 x height x width, 0 to 255).

    `rules` are the printed lines of the paper, when they are known already.
    Raises ImageRefused: too-dark, no-ink, too-busy, cut-off.
    """
    sheet = flatten(rgb)
    dark = np.clip(1 - sheet.ratio, -0.2, 1) * sheet.paper
    grey = blur(dark.mean(axis=0), 1)
    deep = _insist_on_ink(grey[sheet.paper])
    other = _foreign_print(dark, grey, deep)
    pigment = _pigment(dark[:, (grey > 0.4 * deep) & ~other])
    amount = np.tensordot(pigment, dark, 1) / np.float32(pigment @ pigment)
    if rules is None:
        soft = blur(amount, 1)
        rules = find_rules((soft > 0.06) & ~dilate(soft > 0.5, 4) & sheet.paper)
    amount = erase(amount, rules, limit=0.55)
    if other.any():
        amount = _bridge(np.minimum(amount, _coloured(dark, pigment)), other)
    return Found(
        paper=sheet.paper,
        dark=dark,
        pigment=pigment,
        amount=amount,
        other=other,
        rules=rules,
        mark=find_mark(amount, sheet.paper, MOST_PARTS[tool]),
    )


def lift_ink(found: Found, tool: Tool) -> Ink:
    """Take a mark off its sheet."""
    mark, amount = found.mark, found.amount
    if tool is Tool.PEN:
        amount = amount / _fullness(amount, mark)
    cover = np.clip((amount - 0.12) / 0.76, 0, 1) * dilate(mark.mask, 1)
    pure = dilate(mark.mask, 6) & ~dilate(found.other, 2)
    inked = cover > 0.5 if tool is Tool.PEN else amount
    colour = _colour(found.dark * pure, inked * pure, found.pigment)
    return Ink(cover=cover, colour=colour, mark=mark)


def _insist_on_ink(grey: Floats) -> float:
    some = grey[:: 1 + len(grey) // 200_000]
    noise = 1.48 * float(np.median(np.abs(some - np.median(some))))
    deep = float(np.percentile(some, 99.9))
    if deep < max(FAINTEST, 6 * noise):
        raise ImageRefused(ImageProblem.NO_INK)
    return deep


def _foreign_print(dark: Floats, grey: Floats, deep: float) -> Mask:
    # Black print under coloured ink: told apart where colour is smooth, because
    # JPEG keeps colour at half the resolution.
    smooth = blur(dark, 1)
    inked = grey > 0.4 * deep
    spread = np.ptp(smooth, axis=0) / np.maximum(smooth.max(axis=0), 0.05)
    coloured = inked & (spread > COLOURFUL)
    if coloured.sum() < 0.06 * inked.sum():
        return np.zeros_like(inked)
    black = inked & (spread < 0.5 * np.median(spread[coloured]))
    if black.sum() < 0.03 * inked.sum():
        return np.zeros_like(inked)
    return dilate(black, 1)


def _pigment(inked: Floats) -> Floats:
    # The darkest tenth: the rest is thin ink or the edges of strokes.
    depth = inked.mean(axis=0)
    deepest = inked[:, depth >= np.percentile(depth, 90)]
    return np.median(deepest, axis=1).astype(np.float32)


def _coloured(dark: Floats, pigment: Floats) -> Floats:
    # How much of the ink the colour alone shows: next to nothing on black print. Half
    # as much again is allowed, as JPEG pales the colour of thin strokes.
    spread: Floats = 1.5 * np.ptp(blur(dark, 1), axis=0) / np.ptp(pigment)
    return spread


def _bridge(amount: Floats, other: Mask) -> Floats:
    # Under the print there is ink where there is some on both sides of it.
    rows, columns = np.nonzero(other)
    known = np.pad(np.where(other, 0, amount), REACH)
    guess = np.zeros(len(rows), np.float32)
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        sides = [
            np.max(
                [
                    known[rows + REACH + n * down, columns + REACH + n * right]
                    for n in steps
                ],
                axis=0,
            )
            for steps in (range(1, REACH + 1), range(-REACH, 0))
        ]
        guess = np.maximum(guess, np.minimum(*sides))
    bridged = amount.copy()
    bridged[rows, columns] = guess
    return bridged


def _fullness(amount: Floats, mark: Mark) -> Floats:
    # A pen lays down even ink: where a stroke is paler, it is thinner than the lens
    # can show, or the pen ran dry.
    peak = highest(highest(blur(amount, 1) * mark.mask, 6, 0), 6, 1)
    return np.clip(wide_blur(peak, 8), 0.55, 1).astype(np.float32)


def _colour(dark: Floats, amount: Floats, pigment: Floats) -> Floats:
    # Lens and JPEG smear a stroke but keep its sum, so a colour is the sum of what is
    # swallowed nearby over the amount of ink there. It changes slowly if at all.
    base = 0.02 + wide_blur(amount.astype(np.float32), 12)
    planes = [
        (wide_blur(plane, 12) + 0.02 * full) / base
        for plane, full in zip(dark, pigment, strict=True)
    ]
    light = 1 - np.clip(np.stack(planes), 0, 1)
    colour: Floats = (255 * light).astype(np.float32)
    return colour

"""Even light: the paper becomes white, ink dark, and colours stay what they are."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from bot.images.grids import highest, resize, wide_blur
from bot.images.light import FINE, bare_paper
from bot.images.picture import Floats, Mask, at_most

_DARKEST = 0.36
"""Paper in shadow beside paper in light; what is darker is printed."""
_NEAR = 0.2
"""How far that paper in light is, as a share of the longer side."""
_HUE = 0.1
"""How much the paper's colour may change."""
_BARE = 0.9
"""Of the light, what bare paper gives back at least."""
_BLACK = 0.3
_WHITES = (0.8, 0.94)
_REACH = (0.06, 0.3)
"""From how far the light over printed areas is taken, as shares of the longer side."""


@dataclass(frozen=True, slots=True)
class Light:
    """How a page is lit."""

    levels: Floats
    """How bright bare paper is all over it: 3 × height × width, small."""
    bare: float
    """Share of the page that is nothing but paper."""


def look_at_light(picture: Image.Image) -> Light:
    """Find the light on a page, in RGB."""
    small = np.asarray(at_most(picture, FINE), np.float32)
    pixels = small.transpose(2, 0, 1)
    levels = bare_paper(pixels)
    paper = _is_paper(levels)
    bare = paper & ((pixels / levels).min(axis=0) > _BARE)
    return Light(_filled(levels, paper), float(bare.mean()))


def evened(picture: Image.Image, light: Light) -> Image.Image:
    """Return the page without its light and shadows."""
    rgb = np.asarray(picture).transpose(2, 0, 1)
    shape = rgb.shape[1], rgb.shape[2]
    ratios = [
        plane / np.maximum(resize(level, shape), 1)
        for plane, level in zip(rgb, light.levels, strict=True)
    ]
    black, white = _levels(np.stack([ratio[::4, ::4] for ratio in ratios]))
    planes = [(ratio - black) * (255 / (white - black)) for ratio in ratios]
    return Image.fromarray(
        np.stack([plane.clip(0, 255).astype(np.uint8) for plane in planes], axis=2)
    )


def _is_paper(lit: Floats) -> Mask:
    level = lit.mean(axis=0)
    reach = round(_NEAR * max(level.shape))
    paper = level > _DARKEST * highest(highest(level, reach, 0), reach, 1)
    hue = np.log(lit + 1) - np.log(level + 1)
    usual = np.median(hue[:, paper], axis=1)
    alike = np.abs(hue - usual[:, None, None]).max(axis=0) < _HUE
    return np.asarray(paper & alike)


def _filled(lit: Floats, paper: Mask) -> Floats:
    """Return the light with that of the paper around where no paper is."""
    bare = paper.astype(np.float32)
    near, far = (round(share * max(paper.shape)) for share in _REACH)
    filled = []
    for plane in lit:
        usual = float(plane[paper].mean()) if paper.any() else 255.0
        wide = (wide_blur(plane * bare, far) + 0.001 * usual) / (
            wide_blur(bare, far) + 0.001
        )
        close = (wide_blur(plane * bare, near) + 0.01 * wide) / (
            wide_blur(bare, near) + 0.01
        )
        filled.append(np.where(paper, plane, close))
    return np.stack(filled)


def _levels(ratios: Floats) -> tuple[float, float]:
    """Return which share of the paper's brightness becomes black, and which white."""
    gray = ratios.mean(axis=0)
    paper = gray[gray > 0.8]
    grain = float(np.abs(paper - np.median(paper)).mean()) if paper.size else 0.0
    white = float(np.clip(1 - 4 * grain, *_WHITES))
    return min(float(np.percentile(gray, 0.5)), _BLACK), white

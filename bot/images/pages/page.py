"""From a photo of paper to a page: cropped, flat, evenly lit and upright."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from bot.domain.errors import InputRefused
from bot.images.cutout import on_white
from bot.images.intake import open_image
from bot.images.pages.direction import find_lines, upright
from bot.images.pages.edges import find_sheet
from bot.images.pages.evening import evened, look_at_light
from bot.images.pages.flat import flat
from bot.images.picture import at_most

MAX_PIXELS = 50_000_000
LONGEST = 2339
"""Pixels of a page's longer side: 200 dpi on A4."""
_DECODED = 3000
_SMALLEST, _NARROWEST = 600, 100
"""Pixels of a page's longer and shorter side, below which print cannot be read."""
_DIGITAL = 0.35
"""Share of pixels that have the very same colour only where no camera was."""
_DARKEST = 25.0
"""Levels of bare paper."""
_LEAST_BARE = 0.3
"""Share of a page that is bare where neither sheet nor text is seen."""
_BLACK, _GRAY = 60, 200
"""Levels that print has at its darkest, and that anything written has."""
_STEEP, _STEEP_LARGE = 36, 16
"""Levels between neighbours at the edges of small print, and of large print."""
_RIM = 0.03
"""Share of a page's sides where the desk may still show."""
_TRACE = 1e-4
"""Share of a page that tells anything."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in RGB, at most `LONGEST` pixels high or wide."""

    picture: Image.Image
    sheet: bool
    """Whether it was cut out along the edges of a sheet, rather than the picture's."""


def page_on(photo: bytes) -> Page:
    """Return the page on a photo or scan, or a screenshot as it is.

    Raises ImageRefused (image.format, image.unreadable, image.too-large, image.pages)
    and InputRefused: page.too-small, page.too-dark, page.blurred, page.none.
    """
    picture = on_white(open_image(photo, about=_DECODED, most=MAX_PIXELS, tiff=True))
    corners = None if _is_digital(picture) else find_sheet(picture)
    sheet = corners is not None
    if corners is None:
        picture = at_most(picture, LONGEST)
    else:
        picture = flat(picture, corners, LONGEST)
    if max(picture.size) < _SMALLEST or min(picture.size) < _NARROWEST:
        raise InputRefused("page.too-small")
    if not _is_digital(picture):
        picture = _readable(picture, sheet)
    lines = find_lines(picture)
    if lines is not None:
        picture = upright(picture, lines, level=sheet)
    return Page(picture, sheet)


def _readable(page: Image.Image, sheet: bool) -> Image.Image:
    light = look_at_light(page)
    if float(np.median(light.levels)) < _DARKEST:
        raise InputRefused("page.too-dark")
    page = evened(page, light)
    if not sheet and light.bare < _LEAST_BARE and find_lines(page) is None:
        raise InputRefused("page.none")
    if _is_blurred(page):
        raise InputRefused("page.blurred")
    return page


def _is_digital(picture: Image.Image) -> bool:
    """Whether it is a screenshot or a clean scan, which nothing can make better."""
    some = np.asarray(picture)[::7, ::7].astype(np.uint32)
    colours = some @ np.array((1 << 16, 1 << 8, 1), np.uint32)
    counts = np.unique(colours, return_counts=True)[1]
    return bool(counts.max() > _DIGITAL * colours.size)


def _is_blurred(page: Image.Image) -> bool:
    """Whether something is written, but nothing as sharp as print that one can read."""
    width, height = page.size
    x, y = round(_RIM * width), round(_RIM * height)
    gray = np.asarray(page.convert("L").crop((x, y, width - x, height - y)))
    if (gray < _GRAY).mean() < 10 * _TRACE:
        return False
    steps = np.abs(np.diff(gray.astype(np.int16), axis=1))
    # Large print is black and can be read even where small print is gone.
    steepest = _STEEP_LARGE if (gray < _BLACK).mean() > _TRACE else _STEEP
    return bool((steps > steepest).mean() < _TRACE)

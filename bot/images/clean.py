"""Photo of a signature or stamp to its ink alone: cropped, straight, transparent."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from bot.images.cutout import is_cut_out, on_white, trimmed
from bot.images.errors import ImageProblem, ImageRefused
from bot.images.ink import Found, Ink, Tool, find_ink, lift_ink
from bot.images.intake import open_image
from bot.images.picture import Floats, Picture, at_most, encode
from bot.images.straighten import SLIGHTEST, frame_tilt, sheet_tilt, writing_tilt

DECODED = 2000  # longest side of what is kept of a photo
SEARCHED = 800
LIFTED = 1400
SMALLEST = 24

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """Ink, the box of the photo it covers (left, top, right, bottom), and how many
    degrees clockwise the sheet lies turned, if that can be seen.
    """

    ink: Ink
    box: Box
    tilt: float | None


def clean_signature(data: bytes) -> Picture:
    """Lift a signature from a photo, scan or cut-out; turn its line level.

    Raises ImageRefused with any key of `ImageProblem` that concerns pictures.
    """
    return _clean(data, Tool.PEN)


def clean_stamp(data: bytes) -> Picture:
    """Lift a stamp from a photo, scan or cut-out; turn its frame level if it has one.

    Raises ImageRefused with any key of `ImageProblem` that concerns pictures.
    """
    return _clean(data, Tool.STAMP)


def _clean(data: bytes, tool: Tool) -> Picture:
    photo = open_image(data, about=DECODED)
    if min(photo.size) < SMALLEST or max(photo.size) < 2 * SMALLEST:
        raise ImageRefused(ImageProblem.TOO_SMALL)
    photo = at_most(photo, DECODED)
    if photo.mode == "RGBA" and is_cut_out(photo):
        return encode(trimmed(photo))
    lifted = lift(photo, tool)
    return encode(trimmed(_turned(lifted.ink, _tilt(lifted, tool))))


def lift(photo: Image.Image, tool: Tool) -> Lifted:
    """Search on a small copy, then lift from as many pixels as the mark has."""
    photo = on_white(photo)
    small = at_most(photo, SEARCHED)
    found = find_ink(_pixels(small), tool)
    box = _around(found, photo.size, photo.width / small.width)
    pixels = _pixels(at_most(photo.crop(box), LIFTED))
    tilt = sheet_tilt(found.paper)
    return Lifted(
        ink=lift_ink(find_ink(pixels, tool, found.rules), tool),
        box=box,
        tilt=found.rules.across if tilt is None else tilt,
    )


def _around(found: Found, size: tuple[int, int], scale: float) -> Box:
    mark = found.mark
    margin = 0.25 * max(mark.size) + 10
    return (
        max(0, int((mark.left - margin) * scale)),
        max(0, int((mark.top - margin) * scale)),
        min(size[0], int((mark.right + margin) * scale)),
        min(size[1], int((mark.bottom + margin) * scale)),
    )


def _pixels(image: Image.Image) -> Floats:
    return np.asarray(image).transpose(2, 0, 1).astype(np.float32, order="C")


def _tilt(lifted: Lifted, tool: Tool) -> float:
    if tool is Tool.STAMP:
        return frame_tilt(lifted.ink.cover)
    return writing_tilt(lifted.ink.cover) if lifted.tilt is None else lifted.tilt


def _turned(ink: Ink, tilt: float) -> Image.Image:
    layers = np.stack([*ink.colour, 255 * ink.cover], axis=-1)
    mark = ink.mark
    near = layers[
        max(0, mark.top - 2) : mark.bottom + 2, max(0, mark.left - 2) : mark.right + 2
    ]
    image = Image.fromarray(near.round().astype(np.uint8))
    if abs(tilt) < SLIGHTEST:
        return image
    turned = image.convert("RGB").rotate(tilt, Image.Resampling.BILINEAR, expand=True)
    alpha = image.getchannel("A").rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    turned.putalpha(alpha)
    return turned

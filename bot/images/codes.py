"""QR and Data Matrix codes on a picture, with what they hold and where they are."""

from dataclasses import dataclass

import zxingcpp
from PIL import Image

Corner = tuple[float, float]

_KINDS = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix]
)
_SCALES = (1, 2, 3)
"""Small codes are read once they are enlarged."""
_MOST_PIXELS = 28_000_000
"""Of a picture that is enlarged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code on a picture."""

    text: str
    corners: tuple[Corner, Corner, Corner, Corner]
    """In pixels: top left, top right, bottom right and bottom left of the code."""


def read_codes(picture: Image.Image) -> tuple[Code, ...]:
    """Return the codes on a picture, each content once; as a rule in below a second.

    What they hold comes from outside.
    """
    found: dict[str, Code] = {}
    grey = picture.convert("L")
    for scale in _SCALES:
        size = (grey.width * scale, grey.height * scale)
        if scale > 1 and size[0] * size[1] > _MOST_PIXELS:
            break
        large = grey if scale == 1 else grey.resize(size, Image.Resampling.BICUBIC)
        for seen in zxingcpp.read_barcodes(large, formats=_KINDS, try_invert=False):
            found.setdefault(seen.text, _code(seen, scale))
    return tuple(found.values())


def _code(seen: zxingcpp.Barcode, scale: int) -> Code:
    place = seen.position
    first, second, third, fourth = (
        ((point.x + 0.5) / scale - 0.5, (point.y + 0.5) / scale - 0.5)
        for point in (
            place.top_left,
            place.top_right,
            place.bottom_right,
            place.bottom_left,
        )
    )
    return Code(text=seen.text, corners=(first, second, third, fourth))

"""What Telegram does to a photo: JPEG again, several sizes, no EXIF."""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

EDGES: Final = (90, 320, 800, 1280)
QUALITY: Final = 82
LONGEST_SUM: Final = 10_000
STEEPEST_RATIO: Final = 20


class PhotoError(Exception):
    """The bytes are no image, or one of impossible proportions."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaled:
    width: int
    height: int
    data: bytes


def recompress(data: bytes, *, strict: bool) -> list[Scaled]:
    """The sizes of a photo, smallest first. Blocking: call it in a thread.

    A bot's upload is checked (`strict`) against Telegram's limits of dimensions;
    a person's app scales his photo down before it leaves the phone.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            if strict:
                _check_dimensions(image.width, image.height)
            upright = ImageOps.exif_transpose(image)
            flat = _on_white(upright)
    except (UnidentifiedImageError, OSError, ValueError, Warning) as error:
        raise PhotoError("IMAGE_PROCESS_FAILED") from error
    except Image.DecompressionBombError as error:
        raise PhotoError("PHOTO_INVALID_DIMENSIONS") from error
    longest = max(flat.size)
    edges = [edge for edge in EDGES if edge < longest] + [min(longest, EDGES[-1])]
    return [_scaled(flat, edge) for edge in sorted(set(edges))]


def _check_dimensions(width: int, height: int) -> None:
    if width + height > LONGEST_SUM or (
        max(width, height) > STEEPEST_RATIO * min(width, height)
    ):
        raise PhotoError("PHOTO_INVALID_DIMENSIONS")


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    ground = Image.new("RGBA", rgba.size, "white")
    return Image.alpha_composite(ground, rgba).convert("RGB")


def _scaled(image: Image.Image, edge: int) -> Scaled:
    copy = image.copy()
    copy.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    copy.save(out, "JPEG", quality=QUALITY)
    return Scaled(width=copy.width, height=copy.height, data=out.getvalue())

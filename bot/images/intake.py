"""The first stop of every picture from outside: few formats, bounded, upright, bare."""

import struct
import warnings
import zlib
from importlib import import_module
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from bot.images.errors import ImageProblem, ImageRefused

MAX_PIXELS = 25_000_000
FORMATS = ["PNG", "JPEG", "WEBP"]

# Everything the decoders of Pillow raise on damaged files.
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)


def open_image(data: bytes, *, about: int | None = None) -> Image.Image:
    """Decode to upright RGB, or RGBA where something is transparent, without metadata.

    `about` is the longest side in pixels that is enough: a JPEG is then decoded at
    1/2, 1/4 or 1/8 of its size where that still leaves this much.
    Raises ImageRefused: format, heic, unreadable, too-large.
    """
    image = _identify(data)
    if image.width * image.height > MAX_PIXELS:
        raise ImageRefused(ImageProblem.TOO_LARGE)
    try:
        if about is not None:
            scale = max(image.size) / about
            image.draft(None, (int(image.width / scale), int(image.height / scale)))
        image.load()
        return _bare(_upright(image))
    except _DAMAGED as e:
        raise ImageRefused(ImageProblem.UNREADABLE) from e


def _identify(data: bytes) -> Image.Image:
    formats = FORMATS
    if _is_heic(data):
        formats = [*FORMATS, _heic()]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(BytesIO(data), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as e:
        raise ImageRefused(ImageProblem.TOO_LARGE) from e
    except _DAMAGED as e:
        known = data.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF")) or not data
        problem = ImageProblem.UNREADABLE if known else ImageProblem.FORMAT
        raise ImageRefused(problem) from e


def _is_heic(data: bytes) -> bool:
    brands = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
    return data[4:8] == b"ftyp" and data[8:12] in brands


def _heic() -> str:
    try:
        plugin = import_module("pillow_heif")  # optional, and slow to load
    except ImportError as e:
        raise ImageRefused(ImageProblem.HEIC) from e
    plugin.register_heif_opener()
    return "HEIF"


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except _DAMAGED:
        return image  # broken EXIF says nothing about how the picture was held


def _bare(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # Pillow clips 16-bit grey at 255 instead of scaling it.
        wide = np.asarray(image).astype(np.int64).clip(0, 65535)
        image = Image.fromarray((wide >> 8).astype(np.uint8))
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    bare = image.convert("RGBA" if has_alpha else "RGB")
    if has_alpha and bare.getchannel("A").getextrema() == (255, 255):
        bare = bare.convert("RGB")
    bare.info = {}
    return bare

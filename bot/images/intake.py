"""The first stop of every picture from outside: few formats, bounded, upright, bare."""

import struct
import warnings
import zlib
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from bot.images.errors import ImageProblem, ImageRefused

MAX_PIXELS = 25_000_000
FORMATS = ("PNG", "JPEG", "WEBP")  # and HEIC, and TIFF where it is let in
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8", b"RIFF")

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
    RuntimeError,
    struct.error,
    zlib.error,
)


def open_image(
    data: bytes, *, about: int | None = None, most: int = MAX_PIXELS, tiff: bool = False
) -> Image.Image:
    """Decode to upright RGB, or RGBA where something is transparent, without metadata.

    `about` is the longest side in pixels that is enough: a JPEG is then decoded at
    1/2, 1/4 or 1/8 of its size where that still leaves this much. `tiff` lets TIFF in.
    Raises ImageRefused: format, unreadable, too-large (more than `most` pixels), pages
    (a TIFF with several).
    """
    image = _identify(data, tiff, most)
    _check_size(image, most)
    try:
        if image.format == "TIFF" and getattr(image, "n_frames", 1) > 1:
            raise ImageRefused(ImageProblem.PAGES)
        # The draft of a HEIC is its thumbnail, which may show something else.
        if about is not None and image.format != "HEIF":
            scale = max(image.size) / about
            image.draft(None, (int(image.width / scale), int(image.height / scale)))
        image.load()
        _check_size(image, most)  # a HEIC tells its true size only now
        return _bare(_upright(image))
    except _DAMAGED as e:
        raise ImageRefused(ImageProblem.UNREADABLE) from e


def _check_size(image: Image.Image, most: int) -> None:
    if image.width * image.height > most:
        raise ImageRefused(ImageProblem.TOO_LARGE, millions=most // 1_000_000)


def _identify(data: bytes, tiff: bool, most: int) -> Image.Image:
    formats = [*FORMATS, *["TIFF"] * tiff]
    if _is_heic(data):
        import pillow_heif  # slow to load, and few pictures need it

        pillow_heif.register_heif_opener()
        formats = ["HEIF"]
    try:
        with warnings.catch_warnings():
            # Pillow's own idea of a large picture; ours comes next.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(BytesIO(data), formats=formats)
    except Image.DecompressionBombError as e:
        raise ImageRefused(ImageProblem.TOO_LARGE, millions=most // 1_000_000) from e
    except _DAMAGED as e:
        problem = ImageProblem.FORMAT
        if not data or data.startswith(_BEGINNINGS) or _is_heic(data):
            problem = ImageProblem.UNREADABLE
        raise ImageRefused(problem) from e


def _is_heic(data: bytes) -> bool:
    brands = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
    return data[4:8] == b"ftyp" and data[8:12] in brands


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

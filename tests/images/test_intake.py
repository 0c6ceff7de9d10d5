"""What is sent as a picture, and what of it gets in."""

import resource
import struct
import time
import zlib
from io import BytesIO
from multiprocessing import get_context

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from bot.images.errors import ImageRefused
from bot.images.intake import open_image

pillow_heif.register_heif_opener()


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def refusal_of(data: bytes) -> str:
    with pytest.raises(ImageRefused) as refusal:
        open_image(data)
    return str(refusal.value.key)


def png_bomb(side: int) -> bytes:
    """A PNG of `side` squared black pixels: half a megabyte that unpacks to 507."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + _crc(checked)

    deflate = zlib.compressobj()
    rows = bytes(100 * (1 + 3 * side))
    some = deflate.compress(rows) + deflate.flush(zlib.Z_FULL_FLUSH)
    same = deflate.compress(rows) + deflate.flush(zlib.Z_FULL_FLUSH)
    rows = some + same * (side // 100 - 1)
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _crc(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


def _weigh(data: bytes) -> tuple[str, float, int]:
    Image.init()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    key = refusal_of(data)
    took = time.perf_counter() - started
    return key, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def test_mallorys_image_bomb_is_refused_by_its_header():
    with get_context("spawn").Pool(1) as pool:
        key, seconds, kilobytes = pool.apply(_weigh, (png_bomb(13_000),))

    assert key == "image.too-large"
    assert seconds < 1
    assert kilobytes < 10_000


def test_a_row_more_than_25_million_pixels_is_too_large():
    assert refusal_of(png_bomb(5001)) == "image.too-large"
    assert open_image(saved(Image.new("1", (5000, 5000)))).size == (5000, 5000)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><html><body>hello</body></html>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"%PDF-1.7\n",
        b"just words",
        saved(Image.new("RGB", (9, 9)), "GIF"),
        saved(Image.new("RGB", (9, 9)), "TIFF"),
        saved(Image.new("RGB", (9, 9)), "BMP"),
    ],
    ids=["svg", "html", "eps", "pdf", "text", "gif", "tiff", "bmp"],
)
def test_other_formats_are_refused(data):
    assert refusal_of(data) == "image.format"


def test_a_heic_photo_is_upright_and_bounded_like_any_other():
    photo = Image.new("RGB", (64, 32), "white")
    photo.paste("red", (0, 0, 8, 8))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise

    image = open_image(saved(photo, "HEIF", exif=exif.tobytes(), quality=95))

    assert image.size == (32, 64)
    assert image.getpixel((29, 2))[1] < 100
    assert image.info == {}
    with pytest.raises(ImageRefused) as refusal:
        open_image(saved(photo, "HEIF"), most=2_000)
    assert refusal.value.key == "image.too-large"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "HEIF"])
def test_a_damaged_picture_is_unreadable(kind):
    noise = np.random.default_rng(1).integers(0, 256, (60, 60, 3)).astype(np.uint8)
    data = saved(Image.fromarray(noise), kind)

    assert refusal_of(data[: len(data) // 2]) == "image.unreadable"
    assert refusal_of(data[:12]) == "image.unreadable"
    assert refusal_of(b"") == "image.unreadable"


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken():
    photo = Image.new("RGB", (40, 20), "white")
    photo.paste("red", (0, 0, 5, 5))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    exif[0x010E] = "at home"

    image = open_image(saved(photo, "JPEG", exif=exif.tobytes(), quality=95))

    assert image.size == (20, 40)
    assert image.getpixel((18, 1))[1] < 100
    assert dict(image.getexif()) == {}
    assert image.info == {}


@pytest.mark.parametrize(
    ("image", "kind", "mode"),
    [
        (Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG", "RGB"),
        (Image.new("P", (30, 30)), "PNG", "RGB"),
        (Image.new("L", (30, 30), 128), "PNG", "RGB"),
        (Image.new("1", (30, 30)), "PNG", "RGB"),
        (Image.new("LA", (30, 30), (9, 9)), "PNG", "RGBA"),
        (Image.new("RGBA", (30, 30), (9, 9, 9, 255)), "PNG", "RGB"),
        (Image.new("RGBA", (30, 30), (9, 9, 9, 50)), "WEBP", "RGBA"),
    ],
    ids=lambda value: getattr(value, "mode", None),
)
def test_every_mode_becomes_rgb_or_rgba(image, kind, mode):
    assert open_image(saved(image, kind)).mode == mode


def test_cmyk_red_stays_red_and_16_bit_grey_stays_grey():
    red = open_image(saved(Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG"))
    grey = open_image(saved(Image.fromarray(np.full((30, 30), 0x8000, np.uint16))))

    assert red.getpixel((9, 9))[0] > 200 > 60 > red.getpixel((9, 9))[1]
    assert grey.getpixel((9, 9)) == (128, 128, 128)


def test_a_large_jpeg_is_decoded_no_larger_than_needed():
    data = saved(Image.new("RGB", (4000, 3000), "white"), "JPEG")

    assert open_image(data, about=1500).size == (2000, 1500)

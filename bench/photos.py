"""How long a photo's way to a signature takes, beside Pillow reading, resizing and
writing the same photo."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO

from PIL import Image

from bench.turns import beside, in_turns
from bot.images.clean import DECODED, clean_signature, clean_stamp
from playground.guide import samples

PHONE = (4000, 3000)
"""12 megapixels."""


def lines(rounds: int, size: tuple[int, int] = PHONE) -> Iterator[str]:
    """Yield the lines of the table."""
    megapixels = round(size[0] * size[1] / 1e6)
    head = f"{megapixels} MP photo to PNG, ms (median of {rounds} in turns)"
    yield f"{head:<52}{'chatsign':>10}{'Pillow, least':>19}{'Pillow, whole':>19}"
    for name, clean in (("signature", clean_signature), ("stamp", clean_stamp)):
        photo = _enlarged(samples()[f"{name}-photo.jpg"], size)
        wanted = Image.open(BytesIO(clean(photo).png)).size
        contestants = (
            partial(clean, photo),
            partial(_resized, photo, wanted, DECODED),
            partial(_resized, photo, wanted, None),
        )
        ours, *others = (times.median for times in in_turns(contestants, rounds))
        cells = "".join(beside(ours, other) for other in others)
        yield f"  {f'{name}, {len(photo) / 1e6:.1f} MB':<50}{ours:10.1f}{cells}"


def _resized(photo: bytes, size: tuple[int, int], about: int | None) -> bytes:
    """Decode, whole or as small as the cleaning does, resize and encode."""
    image = Image.open(BytesIO(photo))
    if about:
        image.draft("RGB", (about, about * image.height // image.width))
    file = BytesIO()
    image.resize(size, Image.Resampling.BILINEAR).save(file, "PNG")
    return file.getvalue()


def _enlarged(photo: bytes, size: tuple[int, int]) -> bytes:
    """Return the photo as a phone takes it, with the noise that it has there."""
    image = Image.open(BytesIO(photo)).convert("RGB").resize(size)
    noise = Image.effect_noise(size, 12).convert("RGB")
    file = BytesIO()
    Image.blend(image, noise, 0.04).save(file, "JPEG", quality=90)
    return file.getvalue()

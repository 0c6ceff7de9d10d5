"""A company's logo: decoded, bounded and encoded anew."""

from bot.images.intake import open_image
from bot.images.picture import Picture, encode


def clean_logo(data: bytes) -> Picture:
    """Return the picture as a small PNG. Raises ImageRefused like `open_image`."""
    return encode(open_image(data))

"""A typed name as a signature, in a handwriting font."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile

from bot.images.cutout import trimmed
from bot.images.errors import ImageProblem, ImageRefused
from bot.images.picture import Picture, encode
from bot.images.strokes import INK

FONTS = Path(__file__).parent / "fonts"
MAX_LENGTH = 60
SIZE = 150  # pixels
WIDEST = 1100


class Style(StrEnum):
    """The handwritings to choose from."""

    FLOWING = "flowing"
    CASUAL = "casual"
    NEAT = "neat"


_FONT = {
    Style.FLOWING: "GreatVibes",
    Style.CASUAL: "Caveat",
    Style.NEAT: "BadScript",
}
_GREEK = "Mynerve"


def typed_signature(text: str, style: Style = Style.FLOWING) -> Picture:
    """Write a name; another font stands in where the style lacks a letter of it.

    Raises ImageRefused: no-ink (empty), too-long, no-glyph (with the letter as `char`).
    """
    name = " ".join(normalize("NFC", text).split())
    if not name:
        raise ImageRefused(ImageProblem.NO_INK)
    if len(name) > MAX_LENGTH:
        raise ImageRefused(ImageProblem.TOO_LONG, limit=MAX_LENGTH)
    path = FONTS / f"{_font_for(name, style)}.ttf"
    font = ImageFont.truetype(path, SIZE)
    font = font.font_variant(size=SIZE * min(1.0, WIDEST / font.getlength(name)))
    room = int(font.size * 2)
    left, top, right, bottom = (int(edge) for edge in font.getbbox(name))
    ink = Image.new("L", (right - left + 2 * room, bottom - top + 2 * room))
    ImageDraw.Draw(ink).text((room - left, room - top), name, fill=255, font=font)
    picture = Image.new("RGBA", ink.size, INK)
    picture.putalpha(ink)
    return encode(trimmed(picture))


def _font_for(name: str, style: Style) -> str:
    letters = set(name) - {" "}
    fonts = [_FONT[style], *_FONT.values(), _GREEK]
    for font in fonts:
        if letters <= _letters(font):
            return font
    known = frozenset[str]().union(*map(_letters, fonts))
    # Greek beside Cyrillic: each letter is known, but no one hand writes both.
    strange = sorted(letters - known) or sorted(letters - _letters(fonts[0]))
    raise ImageRefused(ImageProblem.NO_GLYPH, char=strange[0])


@lru_cache
def _letters(font: str) -> frozenset[str]:
    codes = TTFontFile(str(FONTS / f"{font}.ttf")).charToGlyph
    return frozenset(map(chr, codes))

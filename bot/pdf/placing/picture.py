"""A page as a picture with its places on it: numbered, coloured, under a grid."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.domain.fields import CUSTOMER, DIRECTOR, SENDER, Box, Field
from bot.domain.squares import COLUMNS, column_name, rows_of
from bot.fonts import SANS_BOLD
from bot.pdf.making.signature_page import signature_page
from bot.pdf.render import opened, rendered

Colour = tuple[int, int, int]

COLOURS: dict[str, Colour] = {
    SENDER: (31, 92, 102),
    DIRECTOR: (196, 98, 16),
    CUSTOMER: (58, 82, 190),
}
"""Who fills a place; the placing page uses the same ones."""
_GRID: Colour = (150, 160, 164)
_WIDTH = 1100
_MARGIN = 34
"""Pixels beside a page under a grid, for the names of its rows and columns."""
_QUALITY = 82


def picture_of_places(
    data: bytes,
    page: int,
    numbered: Sequence[tuple[int, Field]],
    *,
    title: str,
    language: str,
    chosen: str = "",
    grid: bool = False,
) -> bytes:
    """Return a page (from 0) as JPEG; the number of pages itself is the signature page
    as it will be added."""
    with opened(data) as document:
        added = page >= len(document)
        picture = None if added else rendered(document, page, _WIDTH)
    if picture is None:
        drawn = signature_page([field for _, field in numbered], language, title)
        with opened(drawn) as document:
            picture = rendered(document, 0, _WIDTH)
    for number, field in numbered:
        _mark(picture, field, number, strong=not chosen or field.id == chosen)
    if grid:
        picture = _under_grid(picture)
    file = BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()


def _mark(picture: Image.Image, field: Field, number: int, *, strong: bool) -> None:
    colour = COLOURS[field.role]
    x1, y1, x2, y2 = _pixels(picture, field.box)
    layer = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(layer)
    draw.rectangle(
        (x1, y1, x2, y2),
        fill=(*colour, 60 if strong else 28),
        outline=(*colour, 255 if strong else 110),
        width=3 if strong else 2,
    )
    picture.paste(layer, mask=layer.getchannel("A"))
    _badge(picture, (x1, y1), str(number), colour)


def _badge(
    picture: Image.Image, corner: tuple[float, float], text: str, colour: Colour
) -> None:
    """Set the number on the upper left corner, kept on the page."""
    font = ImageFont.truetype(SANS_BOLD, 18)
    radius = 13 + 4 * (len(text) - 1)
    x = min(max(corner[0], radius), picture.width - radius)
    y = min(max(corner[1], 14), picture.height - 14)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle(
        (x - radius, y - 13, x + radius, y + 13), 13, fill=colour, outline="white"
    )
    draw.text((x, y), text, fill="white", font=font, anchor="mm")


def _pixels(picture: Image.Image, box: Box) -> Box:
    x1, y1, x2, y2 = box
    width, height = picture.size
    return x1 * width, (1 - y2) * height, x2 * width, (1 - y1) * height


def _under_grid(picture: Image.Image) -> Image.Image:
    """Lay squares over a page, with letters above and numbers beside it."""
    width, height = picture.size
    whole = Image.new("RGB", (width + _MARGIN, height + _MARGIN), "white")
    layer = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(layer)
    for line in _lines(width, height):
        draw.line(line, fill=(*_GRID, 150), width=1)
    picture.paste(layer, mask=layer.getchannel("A"))
    whole.paste(picture, (_MARGIN, _MARGIN))
    _name_squares(whole, width, height)
    return whole


def _lines(width: int, height: int) -> Iterator[tuple[float, float, float, float]]:
    for number in range(1, COLUMNS):
        x = width * number / COLUMNS
        yield x, 0, x, height
    rows = rows_of(width / height)
    for number in range(1, rows):
        y = height * number / rows
        yield 0, y, width, y


def _name_squares(whole: Image.Image, width: int, height: int) -> None:
    font = ImageFont.truetype(SANS_BOLD, 20)
    draw = ImageDraw.Draw(whole)
    middle = _MARGIN / 2
    for number in range(COLUMNS):
        x = _MARGIN + width * (number + 0.5) / COLUMNS
        draw.text((x, middle), column_name(number), "black", font, anchor="mm")
    rows = rows_of(width / height)
    for number in range(rows):
        y = _MARGIN + height * (number + 0.5) / rows
        draw.text((middle, y), str(number + 1), "black", font, anchor="mm")

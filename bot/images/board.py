"""The board as a picture for the chat: columns with cards, readable when shrunk."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.fonts import SANS, SANS_BOLD

WIDTH = 1600
_LEAST, _MOST = 520, 900
"""Heights; the picture grows with its fullest column."""
_EDGE, _GAP, _PAD, _TOP = 28, 14, 12, 92
_BAND, _LINE = 38, 25
_RADIUS = 14
_MORE = 34
"""Height of the line that counts the cards that are not shown."""

_PAGE, _COLUMN, _CARD, _BORDER = "#f2f4f6", "#e7ebef", "#ffffff", "#d9dfe5"
_TEXT, _QUIET = "#1b1f24", "#57606a"

Box = tuple[int, int, int, int]
Font = ImageFont.FreeTypeFont


class Tone(Enum):
    """A column's colour."""

    GREY = "#727d88"
    AMBER = "#b87312"
    BLUE = "#2f76c7"
    VIOLET = "#7a5cc0"
    GREEN = "#2f8f4e"
    SLATE = "#5b7083"
    RED = "#c2453d"


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One envelope: its title, and a line below it."""

    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One stage. `count` may be more than there are cards."""

    title: str
    count: int
    cards: tuple[BoardCard, ...] = ()
    tone: Tone = Tone.GREY


def draw_board(
    columns: Sequence[BoardColumn], heading: str, more: str = "+{count}"
) -> bytes:
    """Return a PNG, 1600 pixels wide and 520 to 900 high.

    `more` stands below the last card of a column that holds more than is shown.
    """
    width = (WIDTH - 2 * _EDGE + _GAP) // max(len(columns), 1) - _GAP
    room = width - 2 * _PAD
    lines = max((len(_title(c, room)) for c in columns), default=1)
    head = _BAND + lines * _LINE + 18
    longest = max((_length(column, width) for column in columns), default=0)
    height = min(max(_TOP + head + longest + _EDGE, _LEAST), _MOST)
    image = Image.new("RGB", (WIDTH, height), _PAGE)
    draw = ImageDraw.Draw(image)
    name = _fitted(heading, _font(34, bold=True), WIDTH - 2 * _EDGE)
    draw.text((_EDGE, 28), name, _TEXT, _font(34, bold=True))
    for index, column in enumerate(columns):
        left = _EDGE + index * (width + _GAP)
        box = (left, _TOP, left + width, height - _EDGE)
        _draw_head(draw, column, box)
        _draw_cards(draw, column, (left, _TOP + head, box[2], box[3]), more)
    png = BytesIO()
    image.save(png, "PNG")
    return png.getvalue()


def _draw_head(draw: ImageDraw.ImageDraw, column: BoardColumn, box: Box) -> None:
    left, top, right, _ = box
    draw.rounded_rectangle(box, _RADIUS, _COLUMN)
    band = (left, top, right, top + _BAND)
    corners = (True, True, False, False)
    draw.rounded_rectangle(band, _RADIUS, column.tone.value, corners=corners)
    middle = (left + _PAD, top + _BAND // 2)
    draw.text(middle, f"{column.count}", "white", _font(24, bold=True), anchor="lm")
    at = top + _BAND + 9
    for line in _title(column, right - left - 2 * _PAD):
        draw.text((left + _PAD, at), line, _TEXT, _font(20, bold=True))
        at += _LINE


def _draw_cards(
    draw: ImageDraw.ImageDraw, column: BoardColumn, box: Box, more: str
) -> None:
    left, top, right, bottom = box
    shown = _shown(column, right - left, bottom - top)
    for card in column.cards[:shown]:
        below = top + _height(card, right - left)
        _draw_card(draw, card, (left + 8, top, right - 8, below), column.tone)
        top = below + 8
    if column.count > shown:
        font = _font(18, bold=True)
        text = _fitted(more.format(count=column.count - shown), font, right - left - 16)
        draw.text(((left + right) // 2, top + 3), text, _QUIET, font, anchor="ma")


def _draw_card(
    draw: ImageDraw.ImageDraw, card: BoardCard, box: Box, tone: Tone
) -> None:
    left, top, right, bottom = box
    draw.rounded_rectangle(box, 10, _CARD, _BORDER)
    draw.rounded_rectangle((left + 8, top + 11, left + 12, bottom - 11), 2, tone.value)
    at, room = top + 9, right - left - 32
    for line in _wrapped(card.title, _font(19), room):
        draw.text((left + 22, at), line, _TEXT, _font(19))
        at += _LINE
    if card.detail:
        detail = _fitted(card.detail, _font(17), room)
        draw.text((left + 22, at + 2), detail, _QUIET, _font(17))


def _title(column: BoardColumn, room: int) -> tuple[str, ...]:
    return _wrapped(column.title, _font(20, bold=True), room)


def _length(column: BoardColumn, width: int) -> int:
    cards = sum(_height(card, width) + 8 for card in column.cards)
    return cards + (_MORE if column.count > len(column.cards) else 8)


def _shown(column: BoardColumn, width: int, room: int) -> int:
    """Return how many cards fit, with the line for the rest where there is one."""
    used = 0
    for index, card in enumerate(column.cards):
        used += _height(card, width) + 8
        last = index + 1 == column.count
        if used + (0 if last else _MORE) > room:
            return index
    return len(column.cards)


def _height(card: BoardCard, width: int) -> int:
    lines = len(_wrapped(card.title, _font(19), width - 48))
    return 20 + lines * _LINE + (26 if card.detail else 0)


def _wrapped(text: str, font: Font, room: int) -> tuple[str, ...]:
    """Break into at most two lines, the second one cut where it must be."""
    words = _clean(text).split()
    first = ""
    while words and font.getlength(longer := f"{first} {words[0]}".strip()) <= room:
        first = longer
        words.pop(0)
    if not first and words:
        first, rest = _broken(words.pop(0), font, room)
        words.insert(0, rest)
    return (first, _fitted(" ".join(words), font, room)) if words else (first,)


def _broken(word: str, font: Font, room: int) -> tuple[str, str]:
    """Break a word that is longer than a line."""
    end = len(word)
    while end > 1 and font.getlength(word[:end]) > room:
        end -= 1
    return word[:end], word[end:]


def _fitted(text: str, font: Font, room: int) -> str:
    clean = _clean(text)
    if font.getlength(clean) <= room:
        return clean
    kept, _ = _broken(clean, font, room - int(font.getlength("…")))
    return kept.rstrip(" -–·") + "…"


def _clean(text: str) -> str:
    """Drop control and direction marks; longer than this is never seen anyway."""
    return "".join(c for c in text[:200] if unicodedata.category(c)[0] != "C")


@cache
def _font(size: int, *, bold: bool = False) -> Font:
    file = SANS_BOLD if bold else SANS
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)

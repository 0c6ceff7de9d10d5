"""What forms are made of: labelled lines, captions, cells, combs, boxes to tick."""

import re
from collections.abc import Sequence
from typing import Any

from bot.domain.fields import Box

from . import fonts
from .place import Want
from .sheet import Sheet

SMALL = 7.0
"""Type size of captions and of the labels in cells, in points."""

_GLYPHS = {
    "ballot": ("☐", fonts.WORLD.regular, (0.09, 0.0, 0.81, 0.73)),
    "white": ("□", fonts.WORLD.regular, (-0.01, -0.12, 0.75, 0.64)),
    "dingbat": ("❏", "ZapfDingbats", (0.04, 0.0, 0.73, 0.69)),
    "bracket": ("[ ]", "Helvetica", (0.06, -0.2, 0.77, 0.72)),
}
"""Text, font and inked box of the glyphs that are ticked, in parts of the size."""


def labelled(
    sheet: Sheet,
    label: str,
    want: str,
    x: float,
    until: float,
    y: float,
    *,
    indent: float = 0,
    leader: str = "",
) -> None:
    """Write a label and a line after it; `indent` aligns the lines of several."""
    end = sheet.text(x, y, label) + 4
    want = Want.named(want, label)
    sheet.blank(want, max(end, x + indent), until, y, leader=leader)


def rows(
    sheet: Sheet,
    lines: str,
    x: float,
    until: float,
    *,
    step: float = 22,
    indent: float = 0,
    leader: str = "",
) -> None:
    """Draw labelled lines from the cursor on: `Name: > text/us | Date: > date/us`."""
    for line in lines.split(" | "):
        label, want = line.split(" > ")
        labelled(sheet, label, want, x, until, sheet.y, indent=indent, leader=leader)
        sheet.y -= step


def caption(
    sheet: Sheet,
    text: str,
    want: str,
    x1: float,
    x2: float,
    y: float,
    *,
    align: str = "left",
    points: float = 0,
    leader: str = "",
) -> None:
    """Draw a line with its label below."""
    points = points or SMALL + 1
    sheet.blank(Want.named(want, text), x1, x2, y, leader=leader)
    at = {"left": x1, "center": (x1 + x2) / 2, "right": x2}[align]
    sheet.text(at, y - 1.35 * points - 2, text, points=points, align=align)


def captions(
    sheet: Sheet, text: str, y: float, *, x: float = 0, gap: float = 30, **how: Any
) -> None:
    """Draw lines side by side: `Date > date/us * 120 | Seller > signature/us * 180`."""
    at = x or sheet.left
    for line in text.split(" | "):
        label, want, wide = re.split(r" [>*] ", line)
        caption(sheet, label, want, at, at + float(wide), y, **how)
        at += float(wide) + gap


def shared(sheet: Sheet, text: str, wants: str, x1: float, x2: float, y: float) -> None:
    """Draw one line with places side by side, `date/us stamp/us`, and a label below."""
    sheet.leaders(x1, x2, y)
    sheet.text(x1, y - 12, text, points=SMALL + 1)
    kinds = wants.split()
    share = (x2 - x1) / len(kinds)
    for at, want in enumerate(kinds):
        start, want = x1 + at * share, Want.named(want, text)
        if Want.read(want).kind == "stamp":
            sheet.mark(want, (start, y - 0.5, start + share, y), upwards=60)
        else:
            sheet.above(want, start, start + share, y)


def cell(
    sheet: Sheet,
    label: str,
    want: str,
    box: Box,
    *,
    fill: str | None = None,
    points: float = SMALL,
    filled: str = "",
) -> None:
    """Draw a box with a small label at its top left; `filled` is printed in it."""
    x1, y1, x2, y2 = box
    sheet.frame(box, fill=fill)
    sheet.text(x1 + 3, y2 - points - 1, label, points=points)
    if filled:
        sheet.text(x1 + 4, y1 + 4, filled)
    else:
        want = Want.named(want, label)
        sheet.mark(want, (x1 + 2, y1 + 1.5, x2 - 2, y2 - 1.3 * points - 2.5))


def grid(
    sheet: Sheet,
    text: str,
    widths: Sequence[float],
    *,
    x: float = 0,
    height: float = 18,
    head: str | None = "#dddddd",
    stripe: str | None = None,
) -> None:
    """Draw a table from the cursor on, a line of text per row, cells between bars.

    A cell like `{text/us/Name}` is to be filled; `head` and `stripe` are the colours of the first and of every second row.
    """
    left = x or sheet.left
    for number, line in enumerate(text.split("\n")):
        bottom, at = sheet.y - height, left
        fill = head if number == 0 else stripe if number % 2 == 0 else None
        for wide, cell_text in zip(widths, line.split("|"), strict=True):
            sheet.frame((at, bottom, at + wide, sheet.y), fill=fill)
            if cell_text.startswith("{"):
                sheet.mark(
                    cell_text, (at + 2, bottom + 1.5, at + wide - 2, sheet.y - 1.5)
                )
            elif cell_text:
                bold = number == 0 and head is not None
                middle = bottom + height / 2 - 0.35 * sheet.points
                sheet.text(at + 4, middle, cell_text, bold=bold)
            at += wide
        sheet.y = bottom
    sheet.y -= 16


def comb(
    sheet: Sheet,
    want: str,
    x: float,
    y: float,
    groups: Sequence[int],
    *,
    wide: float = 13,
    high: float = 17,
    gap: float = 5,
) -> float:
    """Draw one box per letter, in groups, as one place; return where it ends."""
    at = x
    for count in groups:
        for _ in range(count):
            sheet.frame((at, y, at + wide, y + high))
            at += wide
        at += gap
    sheet.mark(want, (x, y, at - gap, y + high))
    return at - gap


def tick(
    sheet: Sheet, label: str, want: str, x: float, y: float, *, style: str = "square"
) -> float:
    """Draw a box to tick and its label after it; return where that ends."""
    points = sheet.points
    if style == "square":
        box = (x, y - 1, x + points, y + points - 1)
        sheet.frame(box)
        after = x + points
    else:
        glyph, font, (x1, y1, x2, y2) = _GLYPHS[style]
        sheet.glyph(x, y, glyph, font)
        box = (x + x1 * points, y + y1 * points, x + x2 * points, y + y2 * points)
        after = x + fonts.width(glyph, font, points)
    sheet.mark(Want.named(want, label), box)
    return sheet.text(after + 4, y, label) if label else after


def seal(sheet: Sheet, text: str, want: str, x: float, y: float, radius: float) -> None:
    """Draw the circle for a stamp, with a small text below it."""
    sheet.circle(x, y, radius)
    sheet.mark(want, (x - radius, y - radius, x + radius, y + radius))
    if text:
        sheet.text(x, y - radius - 10, text, points=SMALL, align="center")


def cells(
    sheet: Sheet, text: str, *, height: float = 30, fill: str | None = None
) -> None:
    """Draw rows of cells over the width of the page, from the cursor on.

    `Name > text/us * 60 | No. > =4711 * 40`: label, what is wanted or printed, percent.
    """
    width = (sheet.right - sheet.left) / 100
    for line in text.split("\n"):
        x = sheet.left
        for part in line.split(" | "):
            label, want, percent = re.split(r" [>*] ", part)
            box = (x, sheet.y - height, x + float(percent) * width, sheet.y)
            printed = want[1:] if want.startswith("=") else ""
            cell(sheet, label, want, box, fill=fill, filled=printed)
            x = box[2]
        sheet.y -= height


def unruled(
    sheet: Sheet, label: str, want: str, x: float, y: float, *, until: float = 0
) -> None:
    """Write a label with nothing but free paper after it."""
    start = sheet.text(x, y, label) + 4
    picture = Want.read(want).kind == "signature"
    end = min(start + (200 if picture else 150), until or sheet.right)
    up = 36 if picture else 1.5 * sheet.points
    sheet.mark(Want.named(want, label), (start, y - 3, end, y), upwards=up + 3)


def stamp_word(sheet: Sheet, word: str, want: str, x: float, y: float) -> None:
    """Write the word for a stamp, which goes to the right of it."""
    end = sheet.text(x, y, word) + 4
    middle = y + 0.35 * sheet.points
    sheet.mark(want, (end, middle - 37.5, end + 90, middle + 37.5))

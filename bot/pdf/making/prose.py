"""Text that flows down the pages: paragraphs, numbered sections and lists.

No line of a paragraph of up to three lines stands alone on a page, and of a longer one
neither its first nor its last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from bot.pdf.making.flow import Block
from bot.pdf.making.paper import (
    BODY,
    HEADING,
    LABEL,
    LEFT,
    MM,
    RIGHT,
    STRONG,
    Paper,
    measure,
    wrap,
)
from bot.texts import Texts

PROSE = replace(BODY, size=9, leading=13.5)
_SECTION = replace(HEADING, size=10.5, leading=15)
_INDENT = 9 * MM
_BULLET = 4.5 * MM
_PARAGRAPH_GAP = 4.5
_ITEM_GAP = 2.0
_SECTION_GAP = 9.0
_BETWEEN = 6 * MM
_PANEL = (RIGHT - LEFT - _BETWEEN) / 2
_PADDING = 9.0
_INSIDE = _PANEL - 2 * _PADDING


def paragraph(
    text: str,
    *,
    mark: str = "",
    left: float = LEFT,
    indent: float = _INDENT,
    gap: float = _PARAGRAPH_GAP,
) -> list[Block]:
    """Return the lines of a paragraph with room below it.

    A mark, a number or a bullet, stands before the first line.
    """
    start = left + indent if mark else left
    lines = _wrap_evenly(text, RIGHT - start)
    last = len(lines) - 1
    return [
        Block(
            height=PROSE.leading + (gap if index == last else 0),
            draw=partial(_draw_line, mark if index == 0 else "", left, start, line),
            keep=index < last and (index in {0, last - 1}),
        )
        for index, line in enumerate(lines)
    ]


def items(texts: Sequence[str], *, left: float = LEFT + _INDENT) -> list[Block]:
    """Return a list with bullets, one text each; set for a numbered paragraph."""
    found = [
        paragraph(text, mark="•", left=left, indent=_BULLET, gap=_ITEM_GAP)
        for text in texts
    ]
    return [*chain.from_iterable(found), Block(height=_PARAGRAPH_GAP - _ITEM_GAP)]


def heading(text: str) -> list[Block]:
    """Return the heading of a section; it stays with what follows."""
    lines = wrap(text, _SECTION, RIGHT - LEFT)
    height = _SECTION_GAP + len(lines) * _SECTION.leading + 2
    return [Block(height=height, draw=partial(_draw_heading, lines), keep=True)]


Section = tuple[str, Sequence[str | list[Block]]]
"""A heading, and below it paragraphs or what stands in their place."""


def sections(
    parts: Sequence[Section], t: Texts, *, numbered: bool = True
) -> list[Block]:
    """Set sections below each other, numbered, and so are a section's paragraphs where
    there are several."""
    blocks: list[Block] = []
    for number, (title, contents) in enumerate(parts, start=1):
        counted = t("{number}. {heading}", number=number, heading=title)
        blocks += heading(counted if numbered else title)
        several = sum(isinstance(part, str) for part in contents) > 1
        mark = 0
        for part in contents:
            if isinstance(part, str):
                mark += 1
                shown = f"({mark})" if numbered and several else ""
                blocks += paragraph(part, mark=shown)
            else:
                # What introduces a list or a table stays with it.
                blocks = [*blocks[:-1], *together(blocks[-1:]), *part]
    return blocks


def note(text: str, t: Texts) -> list[Block]:
    """Return what the order notes, under its label; nothing without a note."""
    if not text:
        return []
    lines = wrap(text, BODY, RIGHT - LEFT)
    height = 18 + LABEL.leading + len(lines) * BODY.leading
    return [Block(height=height, draw=partial(_draw_note, t("Note"), lines))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a contract."""

    role: str
    """What the contract calls it."""
    name: str
    address: Sequence[str]


def parties(one: Party, other: Party) -> list[Block]:
    """Return who makes a contract, side by side."""
    names = [wrap(side.name, STRONG, _INSIDE) for side in (one, other)]
    addresses = [
        [part for line in side.address for part in wrap(line, BODY, _INSIDE)]
        for side in (one, other)
    ]
    count = max(map(len, map(list.__add__, names, addresses)))
    height = LABEL.leading + count * BODY.leading + 2 * _PADDING + 2

    def draw(paper: Paper, top: float) -> None:
        for index, side in enumerate((one, other)):
            x = LEFT + index * (_PANEL + _BETWEEN)
            paper.panel(x, top - height, _PANEL, height)
            x += _PADDING
            below = paper.lines(x, top - _PADDING, [side.role], LABEL) - 2
            below = paper.lines(x, below, names[index], STRONG)
            paper.lines(x, below, addresses[index], BODY)

    return [Block(height=height + 3 * MM, draw=draw, keep=True)]


def together(blocks: Sequence[Block]) -> list[Block]:
    """Keep blocks on one page with each other and with what follows."""
    return [replace(block, keep=True) for block in blocks]


def _wrap_evenly(text: str, width: float) -> list[str]:
    """Break a text so that, where possible, no short word is left on a last line."""
    lines = wrap(text, PROSE, width)
    narrower = width
    while len(lines) > 1 and measure(lines[-1], PROSE) < width / 5:
        narrower -= 4
        tried = wrap(text, PROSE, narrower)
        if len(tried) > len(lines) or narrower < width * 0.85:
            break
        lines = tried
    return lines


def _draw_line(
    mark: str, left: float, start: float, line: str, paper: Paper, top: float
) -> None:
    if mark:
        paper.lines(left, top, [mark], PROSE)
    paper.lines(start, top, [line], PROSE)


def _draw_heading(lines: list[str], paper: Paper, top: float) -> None:
    paper.lines(LEFT, top - _SECTION_GAP, lines, _SECTION)


def _draw_note(label: str, lines: list[str], paper: Paper, top: float) -> None:
    below = paper.lines(LEFT, top - 14, [label], LABEL)
    paper.lines(LEFT, below, lines, BODY)

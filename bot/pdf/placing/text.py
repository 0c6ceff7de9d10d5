"""The words of a page as displayed, and the blanks typed between them."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.pdf.evidence.geometry import Rectangle, Sheet
from bot.pdf.placing.boxes import around, overlaps

_MOST_CHARACTERS = 20_000
"""On one page; more is no form."""

_LEADER = re.compile(r"[_\u2017\uff3f]{2,}|[.\u2024\u2026\u00b7]{5,}|\u2026{2,}")
_LEADERS = frozenset("_\u2017\uff3f.\u2024\u2026\u00b7")
TAG = re.compile(r"\{\{([^{}]{1,200})\}\}")
"""A place that the author of a document wrote into it."""
_SHORTEST_LEADER = 14.0
_WORD_SPACE, _STROKE_SPACE = 0.95, 1.2
_TICKS = frozenset(
    "\u2610\u25a1\u25a2\u25fb\u2751\u2752\u274f\u2750\uf06f\uf0a8\uf071\uf072\uf0a3\uf030"
)
"""Glyphs that are empty check boxes, those of symbol fonts among them."""


@dataclass(frozen=True, slots=True)
class Character:
    """One glyph; lengths in displayed points."""

    text: str
    box: Rectangle
    """Around its ink."""
    line: Rectangle
    """Its share of the line, as high as the font."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that belong together on one line."""

    text: str
    box: Rectangle
    """Around its ink."""
    line: Rectangle
    """As high as its font."""
    spans: tuple[tuple[int, int, Rectangle], ...]
    """Where in the text each word stands, and its box."""

    @property
    def size(self) -> float:
        """The height of its font, in points."""
        return self.line[3] - self.line[1]

    def part(self, start: int, end: int) -> Rectangle:
        """Return the box of the words within a span of the text."""
        return around([box for a, b, box in self.spans if a < end and start < b])


@dataclass(frozen=True, slots=True)
class PageText:
    """All that is written on a page."""

    segments: tuple[Segment, ...]
    leaders: tuple[Segment, ...]
    """Runs of underscores or dots: places to write on."""
    ticks: tuple[Character, ...]
    """Typed check boxes."""
    obstacles: tuple[Rectangle, ...]
    """The ink of each character that nothing may be put over."""


def read_text(page: pdfium.PdfPage, sheet: Sheet) -> PageText:
    """Read a page; words that stand upright become segments, others only obstacles."""
    textpage = page.get_textpage()
    try:
        runs = list(_runs(_characters(textpage, sheet)))
    finally:
        textpage.close()
    leaders: list[_Piece] = []
    words: list[_Piece] = []
    ticks: list[Character] = []
    obstacles: list[Rectangle] = []
    for run, upright in _brackets_joined(runs):
        if not upright:
            obstacles.extend(one.box for one in run)
            continue
        for piece in _pieces(run):
            if _is_leader(piece.text):
                leaders.append(piece)
            elif piece.text in _TICKS or piece.text in _BRACKETS:
                ticks.append(Character(piece.text, piece.box, piece.line))
            else:
                words.append(piece)
                obstacles.extend(one.box for one in piece.characters)
    typed = [one for one in _joined(leaders) if _is_long(one)]
    return PageText(
        segments=tuple(_joined(words)),
        leaders=tuple(typed),
        ticks=tuple(ticks),
        obstacles=tuple(obstacles),
    )


_BRACKETS = frozenset({"[]", "()", "[_]", "(_)"})
"""Typed check boxes of two or three characters."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    characters: Sequence[Character]
    box: Rectangle
    line: Rectangle


def _is_leader(text: str) -> bool:
    return set(text) <= _LEADERS


def _is_long(leader: Segment) -> bool:
    dots = "_" not in leader.text
    wide = leader.box[2] - leader.box[0] >= _SHORTEST_LEADER
    return wide and len(leader.text.replace(" ", "")) >= (4 if dots else 2)


def _characters(
    textpage: pdfium.PdfTextPage, sheet: Sheet
) -> Iterator[tuple[Character | None, bool]]:
    """Yield each character and whether it stands upright; None where words end."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium_c.FS_RECTF()
    raw = textpage.raw
    for index in range(min(textpage.count_chars(), _MOST_CHARACTERS)):
        char = chr(pdfium_c.FPDFText_GetUnicode(raw, index))
        if char.isspace() or char in "\x00\x02\ufffe\ufffd\u200b":
            yield None, True
            continue
        pdfium_c.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, loose)
        ink = sheet.seen((left.value, bottom.value, right.value, top.value))
        line = sheet.seen((loose.left, loose.bottom, loose.right, loose.top))
        if not overlaps(ink, (0, 0, sheet.width, sheet.height)):
            continue
        angle = math.degrees(pdfium_c.FPDFText_GetCharAngle(raw, index)) + sheet.turn
        yield Character(char, ink, line), abs((angle + 180) % 360 - 180) < 5


def _runs(
    characters: Iterator[tuple[Character | None, bool]],
) -> Iterator[tuple[list[Character], bool]]:
    """Break the text at blanks and wherever it jumps."""
    run: list[Character] = []
    way = True
    for one, upright in characters:
        if run and (one is None or upright != way or _is_apart(run[-1], one)):
            yield run, way
            run = []
        if one is not None:
            run.append(one)
            way = upright
    if run:
        yield run, way


def _is_apart(before: Character, after: Character) -> bool:
    size = max(before.line[3] - before.line[1], 1.0)
    return (
        abs(before.line[1] - after.line[1]) > size / 2
        or not -0.7 * size < after.line[0] - before.line[2] < 0.22 * size
    )


def _brackets_joined(
    runs: Sequence[tuple[list[Character], bool]],
) -> Iterator[tuple[list[Character], bool]]:
    """Make one word of "[ ]", whose blank broke it in two."""
    before: tuple[list[Character], bool] | None = None
    for run, upright in runs:
        if before and _opens(before[0]) and _closes(before[0][-1], run):
            yield before[0][:-1], upright
            yield [before[0][-1], run[0]], upright
            run = run[1:]
            before = None
        if before and before[0]:
            yield before
        before = run, upright
    if before and before[0]:
        yield before


def _opens(run: Sequence[Character]) -> bool:
    return bool(run) and run[-1].text in "[("


def _closes(opening: Character, run: Sequence[Character]) -> bool:
    size = opening.line[3] - opening.line[1]
    near = 0 <= run[0].line[0] - opening.line[2] < 1.6 * size
    level = abs(run[0].line[1] - opening.line[1]) < 0.3 * size
    return run[0].text == {"[": "]", "(": ")"}[opening.text] and near and level


def _pieces(run: Sequence[Character]) -> Iterator[_Piece]:
    """Turn "Date:____" into a word and a blank, "\u2610Yes" into a box and a word."""
    text = "".join(one.text for one in run)
    cuts = {0, len(run)}
    for leader in _LEADER.finditer(text):
        cuts |= set(leader.span())
    cuts |= {at + step for at, c in enumerate(text) if c in _TICKS for step in (0, 1)}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        part = run[start:end]
        box, line = around([c.box for c in part]), around([c.line for c in part])
        yield _Piece(text[start:end], part, box, line)


def _joined(pieces: Sequence[_Piece]) -> Iterator[Segment]:
    """Join what follows closely on one line."""
    if not pieces:
        return
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.line[1], one.line[0])):
        line = next((one for one in lines[-6:] if _level(one[-1], piece)), None)
        if line:
            line.append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda one: one.line[0])
        yield from _split(line)


def _level(a: _Piece, b: _Piece) -> bool:
    size = min(a.line[3] - a.line[1], b.line[3] - b.line[1])
    return abs(a.line[1] - b.line[1]) < 0.3 * size


def _split(line: Sequence[_Piece]) -> Iterator[Segment]:
    group = [line[0]]
    for piece in line[1:]:
        gap = piece.line[0] - group[-1].line[2]
        size = min(piece.line[3] - piece.line[1], 14.0)
        if gap > _reach(group[-1], piece) * size or gap < -size:
            yield _segment(group)
            group = []
        group.append(piece)
    yield _segment(group)


def _reach(before: _Piece, after: _Piece) -> float:
    """Return how far apart words, or the strokes of one blank, may stand, in sizes of
    the font."""
    if not (_is_leader(before.text) and _is_leader(after.text)):
        return _WORD_SPACE
    return _STROKE_SPACE if len(before.text) < 3 or len(after.text) < 3 else 0.15


def _segment(pieces: Sequence[_Piece]) -> Segment:
    text = ""
    spans = []
    last: _Piece | None = None
    for piece in pieces:
        size = piece.line[3] - piece.line[1]
        if last and piece.line[0] - last.line[2] > 0.08 * size:
            text += " "
        spans.append((len(text), len(text) + len(piece.text), piece.box))
        text += piece.text
        last = piece
    return Segment(
        text,
        around([piece.box for piece in pieces]),
        around([piece.line for piece in pieces]),
        tuple(spans),
    )

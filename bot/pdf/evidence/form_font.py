"""The one font that every form field is written in: Latin, Greek and Cyrillic.

A character's code in a content stream is its UTF-16 code unit, so filling a field
later needs no font work at all.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from struct import pack_into

from reportlab.pdfbase.ttfonts import TTFontFile

from bot.domain.errors import InputRefused
from bot.fonts import SANS
from bot.pdf.evidence.font_subset import without_hints

NAME = "/ChatsignSans"
"""The font's name in every resource dictionary."""

ASCENT = 0.76
"""Height of a capital letter with its accent, for a size of 1."""
DESCENT = 0.24

_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x2B0, 0x2DD),
    (0x300, 0x3FF),
    (0x400, 0x52F),
    (0x1E00, 0x1FFE),
    (0x2010, 0x203A),
    (0x20A0, 0x20BF),
    (0x2100, 0x2126),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2265),
    (0x2713, 0x2713),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FontProgram:
    """What a PDF needs to embed the font. Lengths in thousandths of the size."""

    file: bytes
    """TrueType, subset, without hints."""
    glyphs: bytes
    """CIDToGIDMap: two bytes for each code up to U+FFFF."""
    widths: tuple[tuple[int, tuple[int, ...]], ...]
    """Runs of widths with the first code of each."""
    unicode: bytes
    """ToUnicode CMap."""
    ascent: int
    descent: int
    box: tuple[int, int, int, int]


def encode(text: str) -> bytes:
    """Return the text as a hexadecimal string for `Tj`."""
    return b"<" + text.encode("utf-16-be").hex().encode() + b">"


def measure(text: str, size: float) -> float:
    """Return the width of a text in points."""
    widths = _widths()
    return sum(widths.get(ord(char), 600) for char in text) * size / 1000


def missing(text: str) -> str:
    """Return the first character that the font lacks, or nothing."""
    widths = _widths()
    return next((c for c in text if ord(c) not in widths and c != "\n"), "")


def printable(text: str, limit: int = 200) -> str:
    """Return one line that can be printed whatever came in: control and direction
    marks gone, foreign characters replaced, the length cut."""
    kept = (c for c in text[: limit * 4] if unicodedata.category(c) not in _UNPRINTED)
    line = " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
    line = "".join("?" if missing(c) else c for c in line)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def refuse_unprintable(text: str) -> None:
    """Refuse a text that would be printed as boxes."""
    if char := missing(text):
        raise InputRefused("text.script", char=char)


@cache
def font_program() -> FontProgram:
    """Build the font from DejaVu Sans; some 30 ms, once a process."""
    face = _face()
    codes = _codes(face)
    index: dict[int, int] = {0: 0}
    for code in codes:
        index.setdefault(face.charToGlyph[code], len(index))
    glyphs = bytearray(0x20000)
    for code in codes:
        pack_into(">H", glyphs, 2 * code, index[face.charToGlyph[code]])
    return FontProgram(
        file=without_hints(face.makeSubset(codes)),
        glyphs=bytes(glyphs),
        widths=_runs(codes, _widths()),
        unicode=_to_unicode(codes),
        ascent=round(face.ascent),
        descent=round(face.descent),
        box=tuple(round(edge) for edge in face.bbox),
    )


_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@cache
def _face() -> TTFontFile:
    return TTFontFile(str(SANS), validate=0)


@cache
def _widths() -> dict[int, int]:
    face = _face()
    return {code: round(face.charWidths[code]) for code in _codes(face)}


def _codes(face: TTFontFile) -> list[int]:
    return [
        code
        for first, last in _RANGES
        for code in range(first, last + 1)
        if code in face.charToGlyph
        and unicodedata.category(chr(code)) not in _UNPRINTED
    ]


def _runs(
    codes: list[int], widths: dict[int, int]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    runs: list[tuple[int, list[int]]] = []
    for code in codes:
        if runs and code == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(widths[code])
        else:
            runs.append((code, [widths[code]]))
    return tuple((first, tuple(run)) for first, run in runs)


def _to_unicode(codes: list[int]) -> bytes:
    # A range of a CMap may not cross a change of the high byte.
    blocks = sorted({code >> 8 for code in codes})
    ranges = "\n".join(f"<{b:02x}00> <{b:02x}ff> <{b:02x}00>" for b in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{len(blocks)} beginbfrange
{ranges}
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
""".encode()

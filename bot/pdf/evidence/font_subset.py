"""A TrueType subset made bare: only what an embedded CID font is drawn from."""

from itertools import pairwise
from struct import iter_unpack, pack, pack_into, unpack_from

_WORDS = 0x0001
_MORE = 0x0020
_INSTRUCTED = 0x0100
_SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))
"""Flags of a composite glyph's component; the scales with their length in bytes."""


def without_hints(font: bytes) -> bytes:
    """Drop names, hints and the encoding: a third of the size, and nothing reads them
    in an embedded CID font."""
    tables = _tables(font)
    offsets = [offset for (offset,) in iter_unpack(">I", _long_loca(tables))]
    glyphs = [
        _bare_glyph(tables[b"glyf"][start:end]) for start, end in pairwise(offsets)
    ]
    places = [0]
    for glyph in glyphs:
        places.append(places[-1] + len(glyph))
    head = bytearray(tables[b"head"])
    pack_into(">h", head, 50, 1)
    return _font_file(
        {
            b"glyf": b"".join(glyphs),
            b"head": bytes(head),
            b"hhea": tables[b"hhea"],
            b"hmtx": tables[b"hmtx"],
            b"loca": pack(f">{len(places)}I", *places),
            b"maxp": tables[b"maxp"],
        }
    )


def _tables(font: bytes) -> dict[bytes, bytes]:
    (count,) = unpack_from(">H", font, 4)
    found = {}
    for index in range(count):
        tag, _, offset, length = unpack_from(">4sIII", font, 12 + 16 * index)
        found[tag] = font[offset : offset + length]
    return found


def _long_loca(tables: dict[bytes, bytes]) -> bytes:
    if unpack_from(">h", tables[b"head"], 50)[0]:
        return tables[b"loca"]
    short = [2 * half for (half,) in iter_unpack(">H", tables[b"loca"])]
    return pack(f">{len(short)}I", *short)


def _bare_glyph(glyph: bytes) -> bytes:
    if len(glyph) < 10:
        return glyph
    (contours,) = unpack_from(">h", glyph)
    if contours < 0:
        return _bare_composite(glyph)
    at = 10 + 2 * contours
    (length,) = unpack_from(">H", glyph, at)
    bare = glyph[:at] + b"\0\0" + glyph[at + 2 + length :]
    return bare + bytes(-len(bare) % 4)


def _bare_composite(glyph: bytes) -> bytes:
    bare = bytearray(glyph)
    at, flags = 10, _MORE
    while flags & _MORE:
        (flags,) = unpack_from(">H", bare, at)
        pack_into(">H", bare, at, flags & ~_INSTRUCTED)
        at += 8 if flags & _WORDS else 6
        at += next((size for flag, size in _SCALES if flags & flag), 0)
    return bytes(bare[:at]) + bytes(-at % 4)


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    directory = pack(">IHHHH", 0x00010000, len(tables), 64, 2, 16 * len(tables) - 64)
    body = b""
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        total = sum(word for (word,) in iter_unpack(">I", padded)) & 0xFFFFFFFF
        directory += pack(">4sIII", tag, total, offset + len(body), len(table))
        body += padded
    return directory + body

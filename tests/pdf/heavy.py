"""More files that cost a careless reader much: in their tables and streams."""

import zlib
from functools import cache

from tests.pdf.bombs import PAGES, build, stream, updated

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_MUCH = 1024


def page(
    entries: bytes = b"",
    *more: bytes,
    box: bytes = b"[0 0 300 200]",
    count: int = 1,
) -> bytes:
    """Return a file of one page, with these entries and objects from 4."""
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox %s %s >>" % (box, entries)
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % count
    return build([CATALOGUE, pages, sheet, *more])


@cache
def zeros(megabytes: int, layers: int = 1) -> bytes:
    """Pack so many zero bytes, again and again."""
    pack = zlib.compressobj(9)
    head, block = pack.compress(b"") + pack.flush(zlib.Z_FULL_FLUSH), bytes(1 << 20)
    part = pack.compress(block) + pack.flush(zlib.Z_FULL_FLUSH)
    # The same block again and again; only its checksum tells how often.
    checksum = (((megabytes << 20) % 65_521) << 16) + 1
    packed = head + part * megabytes + b"\x03\x00" + checksum.to_bytes(4, "big")
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    return packed


def flate_of_flate() -> bytes:
    """Draw a page from a gigabyte that is packed three times."""
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    return page(b"/Contents 4 0 R", stream(zeros(_MUCH, 3), filters))


def form_that_draws_itself() -> bytes:
    """Let a drawing contain itself, which takes down pdfium."""
    resources = b"<< /XObject << /A 5 0 R >> >>"
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " + resources
    return page(
        b"/Contents 4 0 R /Resources " + resources,
        stream(b"/A Do"),
        stream(b"/A Do " * 9, form),
    )


def pattern_that_paints_itself() -> bytes:
    """Do the same with a pattern."""
    resources = b"<< /Pattern << /A 5 0 R >> >>"
    pattern = (
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] "
        b"/XStep 9 /YStep 9 /Resources " + resources
    )
    paint = b"/Pattern cs /A scn 0 0 99 99 re f "
    return page(
        b"/Contents 4 0 R /Resources " + resources,
        stream(paint),
        stream(paint, pattern),
    )


def object_stream_in_layers() -> bytes:
    """Hide the catalogue behind a gigabyte that is packed three times."""
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    head = b"/Type /ObjStm /N 1 /First 4 " + filters
    return with_table_stream(stream(zeros(_MUCH, 3), head), b"/Index [0 4]")


def object_stream_of_many() -> bytes:
    """Announce two thousand million objects in one stream."""
    head = b"/Type /ObjStm /N 2000000000 /First 4 /Filter /FlateDecode"
    return with_table_stream(stream(zlib.compress(b"1 0 "), head), b"/Index [0 4]")


def with_table_stream(body: bytes, entries: bytes, table: bytes = b"") -> bytes:
    """Return a file whose catalogue stands in an object stream."""
    at = len(b"%PDF-1.7\n")
    out = b"%%PDF-1.7\n2 0 obj\n%s\nendobj\n" % body
    rows = ((0, 0, 0), (2, 2, 0), (1, at, 0), (1, len(out), 0))
    packed = b"".join(
        kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(1, "big")
        for kind, first, second in rows
    )
    head = b"/Type /XRef /W [1 4 1] /Size 4 /Root 1 0 R " + entries
    written = stream(table or packed, head)
    return out + b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (written, len(out))


def table_stream_bomb() -> bytes:
    """Pack a gigabyte of entries into the cross-reference table."""
    entries = b"/Index [0 170000000] /Filter /FlateDecode"
    return with_table_stream(b"null", entries, zeros(_MUCH))


def table_stream_of_many() -> bytes:
    """Announce two thousand million entries, of no bytes each."""
    entries = b"/Index [0 2000000000]"
    data = with_table_stream(b"null", entries)
    return data.replace(b"/W [1 4 1]", b"/W [0 0 0]")


def predictor_of_wide_rows() -> bytes:
    """Let a predictor work on rows of two thousand million columns."""
    predictor = b"/DecodeParms << /Predictor 12 /Columns 2000000000 >>"
    entries = b"/Index [0 4] /Filter /FlateDecode " + predictor
    return with_table_stream(b"null", entries, zeros(_MUCH))


def table_that_leads_to_itself() -> bytes:
    """Name a cross-reference table as the one before itself."""
    data = build([CATALOGUE, PAGES], trailer=b"/Prev 000000000")
    at = b"%09d" % data.rindex(b"xref\n0")
    return data.replace(b"/Prev 000000000", b"/Prev " + at)


def five_thousand_revisions() -> bytes:
    """Update the file more often than anybody does."""
    return updated(build([CATALOGUE, PAGES]), 5_001)


def signatures_without_number() -> bytes:
    """Speak of fifty thousand signatures that leave out almost everything."""
    marks = b"".join(
        b"/ByteRange [0 %d %d 9]\n" % (n, 2_000_000 + n) for n in range(9, 50_000)
    )
    return build([CATALOGUE, PAGES, stream(marks + b" " * 2_000_000)])

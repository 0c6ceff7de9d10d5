"""Small files that cost a careless reader much: time, memory or its life."""

import zlib
from collections.abc import Iterable


def build(
    objects: Iterable[bytes], *, root: int = 1, trailer: bytes = b"", head: bytes = b""
) -> bytes:
    """Return a file of these objects, numbered from 1."""
    out = bytearray(head + b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    entries = b"/Size %d /Root %d 0 R %s" % (len(offsets) + 1, root, trailer)
    out += b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (entries, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
        len(content),
        entries,
        content,
    )


PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"


def nested_arrays() -> bytes:
    """Nest a hundred thousand arrays."""
    depth = 100_000
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /X %s%s >>" % (
        b"[" * depth,
        b"]" * depth,
    )
    return build([catalogue, PAGES])


def form_that_contains_itself() -> bytes:
    """Make a field its own child."""
    return build(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>",
            PAGES,
            b"<< /T (a) /Kids [3 0 R 4 0 R] >>",
            b"<< /T (b) /Kids [3 0 R 4 0 R] >>",
        ]
    )


def page_tree_that_contains_itself() -> bytes:
    """Make the page tree its own child, with remains of a signature."""
    return build(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 536870912 >>",
            b"<< /ByteRange [0 10 20 30] >>",
        ]
    )


def doubling_page_tree() -> bytes:
    """Name two kids on each of 60 levels, the same ones: 2^60 pages."""
    levels = [
        b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n + 1, n + 1)
        for n in range(2, 62)
    ]
    last = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    remains = b"<< /ByteRange [0 1 2 3] >>"
    return build([b"<< /Type /Catalog /Pages 2 0 R >>", *levels, last, remains])


def doubling_form() -> bytes:
    """Do the same with fields."""
    levels = [
        b"<< /T (%d) /Kids [%d 0 R %d 0 R] >>" % (n, n + 1, n + 1) for n in range(3, 63)
    ]
    return build(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>",
            PAGES,
            *levels,
            b"<< /T (end) /FT /Tx >>",
        ]
    )


def object_stream_bomb() -> bytes:
    """Hide the catalogue behind half a gigabyte of zeros."""
    packed = zlib.compressobj(1)
    parts = [packed.compress(b"1 0 ")]
    block = bytes(1 << 20)
    parts += [packed.compress(block) for _ in range(512)]
    parts.append(packed.flush())
    body = stream(b"".join(parts), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    out = bytearray(b"%PDF-1.7\n")
    at = len(out)
    out += b"2 0 obj\n%s\nendobj\n" % body
    start = len(out)
    entries = b"".join(
        kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(1, "big")
        for kind, first, second in ((0, 0, 0), (2, 2, 0), (1, at, 0), (1, start, 0))
    )
    table = stream(entries, b"/Type /XRef /W [1 4 1] /Size 4 /Root 1 0 R")
    out += b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)
    return bytes(out)


def many_fields() -> bytes:
    """List more fields than anybody fills."""
    count = 10_500
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 3 + count))
    form = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] >> >>" % kids
    fields = [b"<< /T (f%d) /FT /Tx /V (x) >>" % n for n in range(count)]
    return build([form, PAGES, *fields])


def updated(data: bytes, times: int) -> bytes:
    """Return a file of two objects with so many revisions that change nothing."""
    out = bytearray(data)
    previous = out.rindex(b"xref\n0")
    for _ in range(times):
        start = len(out)
        out += b"xref\n0 1\n0000000000 65535 f \ntrailer\n"
        out += b"<< /Size 3 /Root 1 0 R /Prev %d >>\n" % previous
        out += b"startxref\n%d\n%%%%EOF\n" % start
        previous = start
    return bytes(out)


def many_revisions() -> bytes:
    """Update the file 201 times."""
    return updated(build([b"<< /Type /Catalog /Pages 2 0 R >>", PAGES]), 201)


def huge_table() -> bytes:
    """Announce a cross-reference table of two thousand million entries."""
    data = build([b"<< /Type /Catalog /Pages 2 0 R >>", PAGES])
    return data.replace(b"xref\n0 3\n", b"xref\n0 2000000000\n")


BOMBS = (
    nested_arrays,
    form_that_contains_itself,
    page_tree_that_contains_itself,
    doubling_page_tree,
    doubling_form,
    object_stream_bomb,
    many_fields,
    many_revisions,
    huge_table,
)

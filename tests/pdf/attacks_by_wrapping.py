"""Signature wrapping: the signed bytes are moved, and others stand in their place."""

import re

from tests.pdf.forging import attack, last_byte_range, last_startxref

_FORGED = b"\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"


def _wrapped(data: bytes, between: bytes, *, adapt: bool) -> bytes:
    """Put bytes behind the contents and say that the second part begins after them."""
    start, length, again, rest = last_byte_range(data)
    moved = again + len(between)
    pattern = rb"/ByteRange\s*\[\s*%d\s+%d\s+%d\s+%d\s*\]\s*"
    found = re.search(pattern % (start, length, again, rest), data)
    assert found
    forged = b"/ByteRange [%d %d %d %d]" % (start, length, moved, rest)
    out = data[: found.start()] + forged.ljust(len(found[0])) + data[found.end() :]
    out = out[:again] + between + out[again:]
    if adapt:
        table = int(last_startxref(data)) + len(between)
        head, _, end = out.rpartition(b"startxref")
        out = head + b"startxref" + re.sub(rb"\d+", b"%d" % table, end, count=1)
    return out


@attack("broken")
def second_part_moved(data: bytes) -> bytes:
    return _wrapped(data, b" " * 200, adapt=True)


@attack("altered", "broken", "broken")
def second_part_moved_behind_an_object(data: bytes) -> bytes:
    return _wrapped(data, _FORGED, adapt=True)


@attack("altered", "unreadable", "unreadable")
def second_part_moved_with_the_old_table(data: bytes) -> bytes:
    return _wrapped(data, _FORGED * 40, adapt=False)


@attack("broken")
def contents_wrapped_in_a_comment(data: bytes) -> bytes:
    """Hide a second value of the contents between the two signed parts."""
    return _wrapped(data, b"%<00>\n/Contents <3000>", adapt=True)


@attack("broken")
def contents_given_twice(data: bytes) -> bytes:
    return _wrapped(data, b"\n/Contents <3000>\n", adapt=True)

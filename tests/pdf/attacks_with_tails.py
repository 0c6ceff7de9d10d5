"""Attacks with bytes that no page shows: behind the end, within it, or missing."""

import re

from tests.pdf.chain import document
from tests.pdf.forging import attack, last_byte_range, last_startxref

_LAST_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*$")


@attack("altered")
def five_hundred_bytes_appended(data: bytes) -> bytes:
    return data + b"A" * 500


@attack("altered")
def long_tail_without_end(data: bytes) -> bytes:
    return data + b"% nothing to see here\n" * 200


@attack("altered")
def tail_that_repeats_the_old_end(data: bytes) -> bytes:
    end = b"\nstartxref\n" + last_startxref(data) + b"\n%%EOF\n"
    return data + b"99 0 obj\n(hidden)\nendobj" + end


@attack("altered")
def long_tail_that_repeats_the_old_end(data: bytes) -> bytes:
    end = b"\nstartxref\n" + last_startxref(data) + b"\n%%EOF\n"
    return data + b"% filler\n" * 1000 + end


@attack("altered")
def archive_appended(data: bytes) -> bytes:
    return data + b"PK\x05\x06" + bytes(18)


@attack("altered")
def one_byte_appended(data: bytes) -> bytes:
    return data + b"x"


@attack("altered")
def comment_appended(data: bytes) -> bytes:
    return data + b"% paid\n"


@attack("altered")
def end_repeated(data: bytes) -> bytes:
    return data + b"%%EOF\n"


@attack("altered")
def end_repeated_often(data: bytes) -> bytes:
    end = b"startxref\n" + last_startxref(data) + b"\n%%EOF\n"
    return data + end * 100


@attack("altered")
def page_of_html_appended(data: bytes) -> bytes:
    return data + b"<html><script>alert(1)</script></html>"


@attack("altered")
def another_file_appended(data: bytes) -> bytes:
    return data + document(1)


@attack("altered")
def another_file_appended_that_points_back(data: bytes) -> bytes:
    other = document(1)
    end = b"startxref\n" + last_startxref(data) + b"\n%%EOF\n"
    return data + other[: other.rindex(b"startxref")] + end


@attack("unreadable")
def another_file_in_front(data: bytes) -> bytes:
    return document(1) + data


@attack("altered")
def spaces_in_front(data: bytes) -> bytes:
    return b"  \n" + data


@attack("altered")
def zeros_and_something_appended(data: bytes) -> bytes:
    return data + bytes(2000) + b"A" + bytes(2000)


@attack("unreadable")
def last_byte_taken(data: bytes) -> bytes:
    return data.rstrip()[:-1]


@attack("unreadable")
def last_pointer_taken(data: bytes) -> bytes:
    return _LAST_END.sub(b"", data)


@attack("altered")
def last_pointer_turned(data: bytes) -> bytes:
    """Let the end point to the table of the revision before."""
    before = re.findall(rb"startxref\s+(\d+)", data)[-2]
    return _LAST_END.sub(b"startxref\n%s\n%%%%EOF\n" % before, data)


@attack("altered", "unreadable", "unreadable")
def cut_off_within_the_contents(data: bytes) -> bytes:
    start, length, again, _ = last_byte_range(data)
    return data[: (start + length + again) // 2]


@attack("altered", "unreadable", "unreadable")
def cut_off_behind_the_contents(data: bytes) -> bytes:
    return data[: last_byte_range(data)[2]]


@attack("unreadable")
def cut_off_behind_the_signature(data: bytes) -> bytes:
    return data[: data.rindex(b"xref\n0")]


@attack("altered")
def padding_used(data: bytes) -> bytes:
    """Write into the zeros behind the signature, which nobody signs."""
    at = last_byte_range(data)[2] - 40
    return data[:at] + b"4d616c6c6f7279" + data[at + 14 :]


@attack("altered")
def padding_made_of_spaces(data: bytes) -> bytes:
    at = last_byte_range(data)[2] - 40
    return data[:at] + b" " * 20 + data[at + 20 :]


@attack("altered")
def padding_that_looks_like_an_end(data: bytes) -> bytes:
    at = last_byte_range(data)[2] - 40
    return data[:at] + b">/V(paid)/X<" + data[at + 12 :]


@attack("altered")
def letters_of_the_contents_changed(data: bytes) -> bytes:
    """Write one digit in the other case: the same number, but not the same file."""
    start, length, again, _ = last_byte_range(data)
    at = next(n for n in range(start + length + 1, again) if data[n : n + 1].isalpha())
    return data[:at] + data[at : at + 1].swapcase() + data[at + 1 :]

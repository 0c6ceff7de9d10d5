"""Traces of signatures in the bytes of a file, found without parsing it."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_HIDDEN_NAME = re.compile(
    b"/" + b"".join(b"(?:%c|#%02x)" % (char, char) for char in b"ByteRange"),
    re.IGNORECASE,
)
"""The name as it may be written to escape a plain search: /#42yteRange."""
_HEX_STRING = re.compile(rb"<[0-9A-Fa-f\s]*>")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^%]{0,400}?stream\r?\n")
_MOST_INFLATED = 1 << 26
_WHITE = b"\0\t\n\f\r "


@dataclass(frozen=True, slots=True)
class Trace:
    """A signature whose byte range and contents stand where it says they do."""

    byte_range: tuple[int, int, int, int]
    contents: bytes
    """The DER bytes, with their padding."""

    @property
    def end(self) -> int:
        """Where the signed bytes end."""
        return self.byte_range[2] + self.byte_range[3]


def traces(data: bytes) -> list[Trace]:
    """Return the complete signatures of all revisions, removed ones included.

    What only looks like one, such as a signed PDF attached to this one, is left out:
    its byte range does not enclose itself and its contents.
    """
    found = []
    for match in _BYTE_RANGE.finditer(data):
        start, length, again, rest = (int(number) for number in match.groups())
        gap = data[start + length : again]
        at = match.start()
        inside = start <= at < start + length or again <= at < again + rest
        if inside and again + rest <= len(data) and fills_gap(gap):
            found.append(Trace((start, length, again, rest), unhex(gap)))
    return found


def is_cut_off(data: bytes) -> bool:
    """Say whether a signature speaks of bytes beyond the end."""
    ends = (int(match[3]) + int(match[4]) for match in _BYTE_RANGE.finditer(data))
    return any(end > len(data) for end in ends)


def fills_gap(gap: bytes) -> bool:
    """Say whether the bytes left out are one hexadecimal string and nothing else."""
    return len(gap) > 2 and _HEX_STRING.fullmatch(gap) is not None


def unhex(gap: bytes) -> bytes:
    """Return the bytes of a hexadecimal string."""
    digits = bytes(gap[1:-1]).translate(None, _WHITE).decode("ascii")
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def mentions_signature(data: bytes) -> bool:
    """Say whether the bytes name a byte range anywhere, object streams included.

    An object stream that cannot be decoded counts, because nobody knows what is in it.
    """
    if b"/ByteRange" in data or _HIDDEN_NAME.search(data):
        return True
    return any(
        stream is None or _HIDDEN_NAME.search(stream) for stream in _streams(data)
    )


def _streams(data: bytes) -> Iterator[bytes | None]:
    for match in _OBJECT_STREAM.finditer(data):
        head = data[max(data.rfind(b" obj", 0, match.start()), 0) : match.end()]
        body = data[match.end() :]
        if b"/Filter" not in head:
            yield body[: body.find(b"endstream")]
            continue
        try:
            yield zlib.decompressobj().decompress(body, _MOST_INFLATED)
        except zlib.error:
            yield None


def bytes_after(data: bytes, end: int) -> int:
    """Return how many bytes follow `end`, white space at the very end left out."""
    return max(len(data.rstrip(_WHITE)) - end, 0)

"""Traces of signatures in the bytes of a file, found without parsing it."""

import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_NAME = re.compile(
    b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (char, char) for char in b"ByteRange")
)
"""The name in any spelling, such as /#42yteRange."""
_KIND = re.compile(rb"/Type\s*/(?:Sig|DocTimeStamp)(?![A-Za-z0-9#])")
"""What signature dictionaries call themselves, and nothing else."""
_HEX_STRING = re.compile(rb"<[0-9A-Fa-f\s]*>")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^%]{0,400}?stream\r?\n")
_MOST_INFLATED = 1 << 26
_NEXT_OBJECT = re.compile(rb"\s*\d+ \d+ obj\b")
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
        at, end = match.start(), again + rest
        inside = start <= at < start + length or again <= at < end
        if not inside or end > len(data) or again <= start + length + 2:
            continue
        # Copied only when it is one: a file may speak of any number of long gaps.
        if _HEX_STRING.fullmatch(data, start + length, again):
            gap = data[start + length : again]
            found.append(Trace((start, length, again, rest), unhex(gap)))
    return found


def is_cut_off(data: bytes, since: int) -> bool:
    """Say whether a signature after `since` speaks of bytes beyond the end.

    Before, whoever signed may have written so in any text.
    """
    found = _BYTE_RANGE.finditer(data, since)
    return any(int(match[3]) + int(match[4]) > len(data) for match in found)


def speaks_of_others(data: bytes, known: Collection[Sequence[int]]) -> bool:
    """Say whether the bytes name a byte range that is none of those known."""
    ranges = {tuple(numbers) for numbers in known}
    for name in _NAME.finditer(data):
        match = _BYTE_RANGE.match(data, name.start())
        if (
            match is None
            or tuple(int(number) for number in match.groups()) not in ranges
        ):
            return True
    return False


def fills_gap(gap: bytes) -> bool:
    """Say whether the bytes left out are one hexadecimal string and nothing else."""
    return len(gap) > 2 and _HEX_STRING.fullmatch(gap) is not None


def unhex(gap: bytes) -> bytes:
    """Return the bytes of a hexadecimal string."""
    digits = bytes(gap[1:-1]).translate(None, _WHITE).decode("ascii")
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


class Undecodable(ValueError):
    """Part of the file cannot be looked into, so nobody knows what is in it."""


def mentions_signature(data: bytes, streams: Iterable[bytes]) -> bool:
    """Say whether the bytes or the object streams speak of a signature anywhere."""
    return any(
        _NAME.search(part) or _KIND.search(part) for part in chain((data,), streams)
    )


def object_streams(data: bytes) -> Iterator[bytes]:
    """Yield what the object streams of all revisions hold, orphaned ones included.

    Raises `Undecodable` for one that cannot be read.
    """
    for match in _OBJECT_STREAM.finditer(data):
        head = data[max(data.rfind(b" obj", 0, match.start()), 0) : match.end()]
        body = data[match.end() : data.find(b"endstream", match.end())]
        yield _inflate(body) if b"/Filter" in head else body


def _inflate(body: bytes) -> bytes:
    stream = zlib.decompressobj()
    try:
        inflated = stream.decompress(body, _MOST_INFLATED)
    except zlib.error as error:
        raise Undecodable from error
    if not stream.eof:
        raise Undecodable
    return inflated


def lacks_end(data: bytes, end: int) -> bool:
    """Say whether one more revision begins at `end` and is not finished."""
    begins = _NEXT_OBJECT.match(data, end) is not None
    return begins and b"%%EOF" not in data[end:]


def bytes_after(data: bytes, end: int) -> int:
    """Return how many bytes follow `end`, white space at the very end left out."""
    return len(data[end:].rstrip(_WHITE))

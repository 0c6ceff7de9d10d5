"""What objects refer to, learned once for all objects that are built alike.

The pages of a file differ in their numbers and in hardly anything else, and to parse
each of them takes most of the time of a verdict. So pyHanko parses one object of each
shape, with a number of its own in every place where a number stands, and from the
numbers that come back as references it is known which ones are references in all.
Where the numbers could matter to pyHanko the object is left to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import chain, count, zip_longest
from typing import Any, NamedTuple

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    Reference,
    read_object,
)

from bot.pdf.verifying.edges import Id, Outline, Path, edges_of, numbers_of
from bot.pdf.verifying.inside import raw

_LONGEST = 1 << 16
"""How many bytes of an object are looked at, a stream's data left out."""
_MOST = 4096
"""How many bytes a shape may have."""

_BLANK = b"\0\t\n\f\r "
_W = b"[" + _BLANK + b"]"
_KEYWORD = re.compile(rb"endobj|stream")
_STREAM = re.compile(rb"stream\r?\n")
_END = re.compile(rb"endobj%b{0,9}[^%b%%]" % (_W, _BLANK))
_STREAM_END = re.compile(rb"%b{0,9}endstream%b{0,9}%b" % (_W, _W, _END.pattern))
# A number longer than that is part of the shape.
_DIGITS = rb"[0-9]{1,7}+"
_NUMBER = re.compile(rb"(?<=[%b\[])(%b)(?=[%b\]>/])" % (_BLANK, _DIGITS, _BLANK))
_FRACTION = re.compile(rb"(?<=[%b\[])-?[0-9]+\.[0-9]+(?=[%b\]>/])" % (_BLANK, _BLANK))
_NUMBERS = re.compile(
    rb"\[(?:%b*+-?+[0-9]++(?:\.[0-9]++)?+(?=[%b\]]))*+%b*+\]" % (_W, _BLANK, _W)
)
# Without zeros in front, and not to object 0: to pyHanko there is no such object, and
# it refuses to read on.
_FIRST = rb"[1-9][0-9]{0,6}+"
_SECOND = rb"(?:0|[1-9][0-9]{0,4}+)"
_USUAL = re.compile(rb"%b %b" % (_FIRST, _SECOND))
_REFERENCE = re.compile(rb"%b(?= R)" % _USUAL.pattern)
_LIST = re.compile(
    rb"\[%b*+(?:%b R(?=[%b\]])%b*+){16,}+\]" % (_W, _USUAL.pattern, _BLANK, _W)
)
_LISTED = b"[ R]"
"""What a long list of references alone is to a shape."""
# As long as any, because pyHanko looks only so far ahead for a reference.
_FIRST_MARK = 1_000_000
_FIRST_LIST = 1_100_000
_LIKE_A_MARK = re.compile(rb"1[01]0\d{4}")


@dataclass(frozen=True)
class _Shape:
    literals: tuple[bytes, ...]
    """What stands between the numbers."""
    references: tuple[int, ...]
    """Which numbers are the first of a reference."""
    paths: tuple[Path, ...]
    """Where each of these references stands."""
    lists: tuple[tuple[int, Path], ...]
    """Which long lists of references there are, and their paths."""
    length: int | None
    """Which number is the length of the stream."""
    is_leaf: bool
    is_node: bool

    @cached_property
    def bare(self) -> Outline:
        """The outline of what refers to nothing."""
        return Outline((), (), self.is_leaf, self.is_node)

    @cached_property
    def length_at(self) -> int | None:
        """How many references stand before the length of the stream."""
        length = self.length
        return None if length is None else sum(n < length for n in self.references)

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """Match what is certain to be of this shape.

        Its groups are the references, the length of the stream in its place among
        them, and an empty one when a stream follows.
        """
        literals = (
            re.escape(each).replace(re.escape(b"[]"), _NUMBERS.pattern)
            for each in self.literals
        )
        numbers = [_DIGITS] * (len(self.literals) - 1)
        for first in self.references:
            numbers[first], numbers[first + 1] = b"(" + _FIRST, _SECOND + b")"
        if self.length is not None:
            numbers[self.length] = b"(%b)" % numbers[self.length]
        text = b"".join(chain(*zip_longest(literals, numbers, fillvalue=b"")))
        keyword = b"(?:%b()|%b)" % (_STREAM.pattern, _END.pattern)
        return re.compile(b"%b{0,9}%b%b*%b" % (_W, text, _W, keyword))


class Shapes:
    """The shapes of a file's objects, as far as they have been met."""

    def __init__(self, data: bytes, *, strict: bool) -> None:
        self._data = data
        self._strict = strict
        self._likely: dict[bytes, _Shape] = {}
        self._known: dict[tuple[bytes, ...], _Shape | None] = {}

    def outline(self, wanted: Id, place: int) -> Outline | None:
        """Return what the object at an offset refers to; None if it must be parsed."""
        head = wanted + b" obj"
        if not self._data.startswith(head, place):
            return None
        begin = place + len(head)
        shape = self._likely.get(self._beginning(begin))
        match = shape and shape.pattern.match(self._data, begin)
        if not shape or not match:
            return self._read(begin)
        *targets, marker = match.groups()
        stream = None if marker is None else match.end()
        length = None if shape.length_at is None else targets.pop(shape.length_at)
        return self._filled_in(shape, targets, stream, length)

    def _beginning(self, begin: int) -> bytes:
        return self._data[begin : begin + 16].translate(None, b"0123456789")

    def _filled_in(
        self,
        shape: _Shape,
        targets: list[Id],
        stream: int | None,
        length: bytes | None,
        lists: Sequence[bytes] = (),
    ) -> Outline | None:
        """Return what an object refers to, unless pyHanko takes it in another way.

        `stream` is the offset of the data that belong to it.
        """
        if stream is not None and (
            length is None or not _STREAM_END.match(self._data, stream + int(length))
        ):
            return None
        if not targets and not lists:
            return shape.bare
        paths = shape.paths
        for k, path in shape.lists:
            listed = _REFERENCE.findall(lists[k])
            targets += listed
            paths += tuple((*path, n) for n in range(len(listed)))
        return Outline(tuple(targets), paths, shape.is_leaf, shape.is_node)

    def _read(self, begin: int) -> Outline | None:
        keyword = _KEYWORD.search(self._data, begin, begin + _LONGEST)
        if keyword is None:
            return None
        end = keyword.start()
        stream = _STREAM.match(self._data, end)
        if not stream and not _END.match(self._data, end):
            return None
        text = self._data[begin:end].strip(_BLANK)
        whole = text.startswith((b"<<", b"[")) and text.endswith((b">>", b"]"))
        # What looks like numbers may end a comment.
        if not whole or b"%" in text or _LISTED in text:
            return None
        lists = _LIST.findall(text)
        if lists:
            text = _LIST.sub(_LISTED, text)
        text = _FRACTION.sub(b"0.5", _NUMBERS.sub(b"[]", text))
        if len(text) > _MOST:
            return None
        parts = _NUMBER.split(text)
        literals, numbers = tuple(parts[::2]), parts[1::2]
        if literals not in self._known:
            self._known[literals] = _learned(literals, self._strict)
        elif (shape := self._known[literals]) and not shape.lists:
            # One more of its kind is worth a pattern.
            self._likely[self._beginning(begin)] = shape
        shape = self._known[literals]
        if shape is None:
            return None
        targets = [b" ".join(numbers[n : n + 2]) for n in shape.references]
        if not all(map(_USUAL.fullmatch, targets)):
            return None
        length = None if shape.length is None else numbers[shape.length]
        return self._filled_in(shape, targets, stream and stream.end(), length, lists)


class _Reader(NamedTuple):
    """As much of a reader as parsing needs where no stream is."""

    strict: bool


@lru_cache(maxsize=1000)
def _learned(literals: tuple[bytes, ...], strict: bool) -> _Shape | None:
    """Let pyHanko parse one object; other files have the same programs' objects."""
    if any(map(_LIKE_A_MARK.search, literals)):
        return None
    marked = _joined(literals, b"%d", _FIRST_MARK)
    stream = BytesIO(_joined(marked.split(_LISTED), b"[%d 0 R]", _FIRST_LIST))
    try:
        content = read_object(stream, Reference(1, 0, pdf=_Reader(strict)))
    except Exception:  # noqa: BLE001 - what it is about is told by parsing it
        return None
    if stream.read():
        return None
    references: dict[int, Path] = {}
    lists: list[tuple[int, Path]] = []
    for target, path in edges_of(content):
        number, generation = numbers_of(target)
        if number >= _FIRST_LIST and not generation:
            lists.append((number - _FIRST_LIST, path[:-1]))
        elif _FIRST_MARK <= number == generation - 1:
            references[number - _FIRST_MARK] = path
        else:
            return None
    numbers = tuple(sorted(references))
    if any(literals[number + 1] != b" " for number in numbers):
        return None
    return _Shape(
        literals,
        numbers,
        tuple(references[number] for number in numbers),
        tuple(lists),
        _length(content),
        *_role(content),
    )


def _joined(pieces: Sequence[bytes], mark: bytes, first: int) -> bytes:
    """Return the pieces with a mark of its own in each gap."""
    marks = (mark % number for number in count(first))
    return b"".join(chain(*zip(pieces, marks, strict=False)))[: -len(mark % first)]


def _length(content: Any) -> int | None:
    length = raw(content, "/Length") if isinstance(content, DictionaryObject) else None
    if isinstance(length, NumberObject) and length >= _FIRST_MARK:
        return int(length) - _FIRST_MARK
    return None


def _role(content: Any) -> tuple[bool, bool]:
    """Say whether it is no node of the page tree for sure, or one for sure."""
    if not isinstance(content, DictionaryObject):
        return False, False
    kind, kids = raw(content, "/Type"), raw(content, "/Kids")
    listed = isinstance(kids, ArrayObject) and all(
        isinstance(kid, IndirectObject) for kid in kids
    )
    return kind != "/Pages", kind == "/Pages" and listed

"""How much a PDF expands to when it is drawn: bombs are found before they go off."""

import re
import zlib
from collections.abc import Iterable

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    PdfObject,
    StreamObject,
)

from bot.domain.errors import InputRefused
from bot.pdf.intake.structure import Damaged, PageNode, Structure

MAX_STREAM = 64 * 1024 * 1024
MAX_PICTURE = 512 * 1024 * 1024
MAX_TOTAL = 1024 * 1024 * 1024
MAX_PIXELS = 100_000_000
MAX_DRAWN = 64 * 1024 * 1024
"""Bytes of drawing instructions on one page, with all that they call."""

_MAX_DEPTH = 30
_CHUNK = 1024 * 1024
_FLATE = ({"/FlateDecode"}, {"/Fl"})
_CALL = re.compile(
    rb"/([^\x00-\x20/\[\]<>(){}%]+)(?:\s|%[^\r\n]*[\r\n])+(Do|gs|scn|SCN)\b"
)
_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
_CATEGORIES = {
    b"Do": "/XObject", b"gs": "/ExtGState", b"scn": "/Pattern", b"SCN": "/Pattern"
}  # fmt: skip


def check_streams(dictionaries: Iterable[DictionaryObject]) -> None:
    """Refuse streams that unpack to more than can be processed."""
    total = 0
    for stream in dictionaries:
        if not isinstance(stream, StreamObject):
            continue
        picture = stream.get("/Subtype") == "/Image"
        if picture and _pixels(stream) > MAX_PIXELS:
            raise InputRefused("file.too-much")
        if stream.get("/Type") != "/EmbeddedFile":
            total += _unpacked(stream, MAX_PICTURE if picture else MAX_STREAM)
        if total > MAX_TOTAL:
            raise InputRefused("file.too-much")


class Weights:
    """Weighs pages; what is drawn often is weighed once."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._known: dict[tuple[int, int], int] = {}
        self._open: set[tuple[int, int]] = set()

    def check(self, node: PageNode) -> None:
        """Refuse a page whose drawing calls itself or far too much."""
        resources = node.get("/Resources")
        if not isinstance(resources, DictionaryObject):
            resources = DictionaryObject()
        weight = self._calls(self._contents(node), resources)
        for annotation in self._array(node.page, "/Annots"):
            for stream in self._appearances(annotation):
                weight += self._weigh(stream, resources)
        if weight > MAX_DRAWN:
            raise InputRefused("file.too-much")

    def _contents(self, node: PageNode) -> bytes:
        contents = node.get("/Contents")
        found = [contents]
        if isinstance(contents, ArrayObject):
            found = [self._structure.resolve(part) for part in contents]
        return b"\n".join(
            _data(part) for part in found if isinstance(part, StreamObject)
        )

    def _appearances(self, annotation: PdfObject) -> list[StreamObject]:
        found = self._structure.resolve(annotation)
        if not isinstance(found, DictionaryObject) or "/AP" not in found:
            return []
        normal = self._structure.dictionary(found.raw_get("/AP")).get("/N")
        if isinstance(normal, StreamObject):
            return [normal]
        states = normal.values() if isinstance(normal, DictionaryObject) else ()
        resolved = [self._structure.resolve(state) for state in states]
        return [state for state in resolved if isinstance(state, StreamObject)]

    def _array(self, owner: DictionaryObject, key: str) -> list[PdfObject]:
        found = owner.get(key)
        return list(found) if isinstance(found, ArrayObject) else []

    def _weigh(self, stream: StreamObject, outer: DictionaryObject) -> int:
        own = stream.get("/Resources")
        resources = own if isinstance(own, DictionaryObject) else outer
        key = (id(stream), id(resources))
        if key in self._open or len(self._open) > _MAX_DEPTH:
            raise InputRefused("file.too-much")
        if key not in self._known:
            self._open.add(key)
            self._known[key] = self._calls(_data(stream), resources)
            self._open.remove(key)
        return self._known[key]

    def _calls(self, content: bytes, resources: DictionaryObject) -> int:
        weight = len(content)
        for name, operator in _CALL.findall(content):
            called = self._called(name, operator, resources)
            if called is not None:
                weight += self._weigh(called, resources)
        return weight

    def _called(
        self, name: bytes, operator: bytes, resources: DictionaryObject
    ) -> StreamObject | None:
        category = resources.get(_CATEGORIES[operator])
        key = "/" + _unescape(name)
        if not isinstance(category, DictionaryObject) or key not in category:
            return None
        found = self._structure.resolve(category.raw_get(key))
        if operator == b"gs" and isinstance(found, DictionaryObject):
            mask = found.get("/SMask")
            group = mask.get("/G") if isinstance(mask, DictionaryObject) else None
            return group if isinstance(group, StreamObject) else None
        if not isinstance(found, StreamObject) or found.get("/Subtype") == "/Image":
            return None
        return found


def _data(stream: StreamObject) -> bytes:
    """Unpack without keeping a second copy alive in the reader."""
    data = stream.get_data()
    if isinstance(stream, EncodedStreamObject):
        stream.decoded_self = None
    return data


def _unescape(name: bytes) -> str:
    plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name)
    return plain.decode("utf-8", "replace")


def _pixels(picture: StreamObject) -> int:
    width, height = picture.get("/Width", 0), picture.get("/Height", 0)
    if not isinstance(width, int) or not isinstance(height, int):
        raise Damaged("a picture without size")
    return width * height


def _unpacked(stream: StreamObject, limit: int) -> int:
    filters = stream.get("/Filter", ())
    names = set(filters) if isinstance(filters, ArrayObject) else {filters}
    if not isinstance(filters, ArrayObject) and filters == ():
        return len(stream._data)
    if names in _FLATE and not (isinstance(filters, ArrayObject) and len(filters) > 1):
        return _inflated(stream._data, limit)
    if stream.get("/Subtype") == "/Image":
        return len(stream._data)
    return len(_data(stream))


def _inflated(data: bytes, limit: int) -> int:
    """Count what a deflated stream unpacks to, without keeping it."""
    machine = zlib.decompressobj()
    size, rest = 0, data
    while not machine.eof:
        piece = machine.decompress(rest, _CHUNK)
        rest = machine.unconsumed_tail
        size += len(piece)
        if size > limit:
            raise InputRefused("file.too-much")
        if not piece and not rest and not machine.eof:
            raise Damaged("a stream that was cut off")
    return size

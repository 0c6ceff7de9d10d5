"""Whether two files show the same, as a reader of other origin than ours sees them."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

_DEPTH = 12
_UPWARDS = frozenset({"/Parent", "/P", "/Prev", "/Next", "/StructParents"})


def looks_the_same(old: bytes, new: bytes) -> bool:
    """Compare pages, marks and form; what cannot be read does not look the same."""
    try:
        return _look(old) == _look(new)
    except Exception:  # noqa: BLE001 - whatever it trips over
        return False


def _look(data: bytes) -> str:
    reader = PdfReader(BytesIO(data))
    state = hashlib.sha256()
    form = reader.trailer["/Root"].get("/AcroForm")
    for part in (form, *reader.pages):
        for piece in _pieces(part, _DEPTH):
            state.update(piece)
    return state.hexdigest()


def _pieces(value: Any, depth: int) -> Iterator[bytes]:
    if isinstance(value, IndirectObject):
        value = value.get_object()
    if not depth:
        return
    if isinstance(value, DictionaryObject):
        for key in sorted(value.keys() - _UPWARDS):
            yield key.encode()
            yield from _pieces(value.raw_get(key), depth - 1)
        if isinstance(value, StreamObject):
            yield value._data
    elif isinstance(value, ArrayObject):
        yield b"["
        for each in list.__iter__(value):
            yield from _pieces(each, depth - 1)
    else:
        yield repr(value).encode()

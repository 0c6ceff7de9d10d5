"""Plain Python values as PDF objects of pyHanko, for incremental updates."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from pyhanko.pdf_utils import generic

Plain = (
    generic.PdfObject
    | str
    | bytes
    | int
    | float
    | Mapping[str, "Plain"]
    | Sequence["Plain"]
)

_LEVEL = 3
"""Of compression: at 6 a photographed signature takes ten times as long."""

_types: Any = generic
"""The library's classes; their constructors carry no types."""


def as_update(value: Plain) -> Any:
    """Turn a value into its PDF object; a text that begins with `/` is a name."""
    match value:
        case generic.PdfObject():
            return value
        case str():
            return generic.pdf_name(value) if value[:1] == "/" else as_string(value)
        case bytes():
            return generic.ByteStringObject(value)
        case int():
            return _types.NumberObject(value)
        case float():
            return _types.FloatObject(round(value, 4))
        case Mapping():
            return _types.DictionaryObject(_entries(value))
    return generic.ArrayObject(as_update(item) for item in value)


def as_string(value: str) -> generic.PdfObject:
    """Turn what people typed into a string, whatever it begins with."""
    return generic.TextStringObject(value)


def as_stream(content: bytes, entries: Mapping[str, Plain]) -> Any:
    """Return a compressed stream."""
    return _types.StreamObject(
        _entries({**entries, "/Filter": "/FlateDecode"}),
        encoded_data=zlib.compress(content, _LEVEL),
    )


def _entries(entries: Mapping[str, Plain]) -> dict[Any, Any]:
    return {generic.pdf_name(key): as_update(value) for key, value in entries.items()}

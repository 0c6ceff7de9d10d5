"""Plain Python values as PDF objects of pypdf."""

import zlib
from collections.abc import Mapping, Sequence

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

Plain = (
    PdfObject | str | bytes | int | float | Mapping[str, "Plain"] | Sequence["Plain"]
)


def as_pdf(value: Plain) -> PdfObject:
    """Turn a value into its PDF object; a text that begins with `/` is a name."""
    match value:
        case PdfObject():
            return value
        case str():
            return NameObject(value) if value[:1] == "/" else TextStringObject(value)
        case bytes():
            return ByteStringObject(value)
        case int():
            return NumberObject(value)
        case float():
            return FloatObject(round(value, 4))
        case Mapping():
            return as_dictionary(value)
    return ArrayObject(as_pdf(item) for item in value)


def as_text(value: str) -> PdfObject:
    """Turn what people typed into a string, whatever it begins with."""
    return TextStringObject(value)


def as_dictionary(entries: Mapping[str, Plain]) -> DictionaryObject:
    """Turn a mapping into a dictionary; its keys are names."""
    return DictionaryObject(
        {NameObject(key): as_pdf(value) for key, value in entries.items()}
    )


def as_stream(
    content: bytes, entries: Mapping[str, Plain] | None = None
) -> StreamObject:
    """Return a compressed stream."""
    stream = StreamObject()
    stream._data = zlib.compress(content, 9)
    stream.update(as_dictionary({"/Filter": "/FlateDecode", **(entries or {})}))
    return stream

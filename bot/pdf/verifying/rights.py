"""Usage rights: a maker's signature that lets a viewer save a form, and no more."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from bot.pdf.verifying.extent import revision_at
from bot.pdf.verifying.inside import View, entry, resolved

_KINDS = ("/UR", "/UR3")


def usage_rights(reader: PdfFileReader) -> frozenset[tuple[int, ...]]:
    """Return the byte ranges of signatures that grant usage rights.

    They must do so in the very revision that they close: else Mallory would name a
    signature that way which she removed.
    """
    return frozenset(
        byte_range
        for byte_range in _rights(reader)
        if byte_range in _rights(_closed_by(reader, byte_range))
    )


def _closed_by(reader: PdfFileReader, byte_range: tuple[int, ...]) -> View:
    revision = revision_at(reader, sum(byte_range[-2:]))
    return reader.get_historical_resolver(revision)


def _rights(view: View) -> Iterator[tuple[int, ...]]:
    permissions = entry(view.root, "/Perms")
    for kind in _KINDS:
        value: Any = entry(permissions, kind)
        numbers = entry(value, "/ByteRange")
        purposes = {
            entry(resolved(each), "/TransformMethod")
            for each in entry(value, "/Reference") or ()
        }
        if isinstance(numbers, list) and purposes & set(_KINDS):
            yield tuple(int(number) for number in numbers)

"""Usage rights: a maker's signature that lets a viewer save a form, and no more."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from bot.pdf.verifying.extent import is_written_after
from bot.pdf.verifying.inside import entry, raw

_KINDS = ("/UR", "/UR3")


def usage_rights(reader: PdfFileReader) -> Iterator[tuple[int, ...]]:
    """Yield the byte ranges of signatures that grant usage rights.

    They must say so in the signed bytes: else Mallory names a removed one that way.
    """
    permissions = entry(reader.root, "/Perms")
    for kind in _KINDS:
        value: Any = entry(permissions, kind)
        numbers = entry(value, "/ByteRange")
        methods = [
            entry(each, "/TransformMethod") for each in entry(value, "/Reference") or ()
        ]
        if not isinstance(numbers, list) or not set(methods) & set(_KINDS):
            continue
        byte_range = tuple(int(number) for number in numbers)
        if not is_written_after(reader, raw(permissions, kind), sum(byte_range[-2:])):
            yield byte_range

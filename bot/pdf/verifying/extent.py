"""Where revisions begin and end in the bytes, and what stands outside of them."""

import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import XRefSectionType

from bot.pdf.verifying.permissions import written_in

_COMMENT = rb"%(?!%EOF)[^\r\n]{0,200}[\r\n]"
_END = re.compile(
    rb"(?:\s|endstream|endobj|" + _COMMENT + rb")*+startxref\s+\d+\s+%%EOF", re.DOTALL
)
_WITH_TRAILER = {XRefSectionType.STANDARD, XRefSectionType.HYBRID_MAIN}
_COMMENTS = re.compile(rb"\s*(?:" + _COMMENT + rb"\s*)*")


def end_of(reader: PdfFileReader, data: bytes, revision: int) -> int:
    """Return where a revision ends: with its mark, or without one with its table."""
    table = reader.xrefs.get_xref_container_info(revision)
    at = table.end_location
    if table.xref_section_type in _WITH_TRAILER:
        reader.stream.seek(at)
        trailer: Any = generic.TrailerReference
        generic.DictionaryObject.read_from_stream(reader.stream, trailer(reader))
        at = reader.stream.tell()
    end = _END.match(data, at)
    return end.end() if end else at


def bytes_before(reader: PdfFileReader, data: bytes, end: int, revision: int) -> int:
    """Return how many bytes stand between `end` and the revision that comes next,
    white space and comments left out."""
    begin = _begin_of(reader, end, revision)
    start = _COMMENTS.match(data, end, begin)
    at = start.end() if start else end
    return len(data[at:begin].rstrip())


def _begin_of(reader: PdfFileReader, end: int, revision: int) -> int:
    places = [reader.xrefs.get_xref_container_info(revision).start_location]
    for reference in written_in(reader.get_historical_resolver(revision)):
        place = reader.xrefs.get_historical_ref(reference, revision)
        if isinstance(place, int):
            places.append(place)
    return min((place for place in places if place >= end), default=end)


def revision_at(reader: PdfFileReader, end: int) -> int:
    """Return the number of the last revision whose table stands before `end`."""
    xrefs = reader.xrefs
    starts = map(xrefs.get_startxref_for_revision, range(xrefs.total_revisions))
    return max(sum(start < end for start in starts) - 1, 0)


def is_written_after(reader: PdfFileReader, value: Any, end: int) -> bool:
    """Say whether what a reference refers to was written anew behind `end`."""
    if not isinstance(value, generic.IndirectObject):
        return False
    xrefs: Any = reader.xrefs
    place = xrefs[value.reference]
    return not isinstance(place, int) or place >= end


def decrypted_streams(reader: PdfFileReader) -> Iterator[bytes]:
    """Yield what the object streams of an encrypted file hold."""
    for revision in range(reader.xrefs.total_revisions):
        view = reader.get_historical_resolver(revision)
        xrefs: Any = reader.xrefs
        for reference in xrefs.object_streams_used_in(revision):
            stream: Any = view.get_object(reference)
            yield stream.data

"""Read what PDF objects hold without tripping over malformed ones."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

View = PdfFileReader | HistoricalResolver
"""A file as it is, or as it was at one revision."""

_DESCRIPTION = re.compile(
    rb"<dc:(title|creator|description|subject)\b[^>]*>(.*?)</dc:", re.DOTALL
)
_DEPTH = 4
LONGEST_VALUE = 500


def entry(dictionary: Any, key: str) -> Any:
    """Return an entry, resolved; None when it is not there."""
    if not isinstance(dictionary, generic.DictionaryObject):
        return None
    try:
        return dictionary[key]
    except KeyError:
        return None


def text_of(value: Any, limit: int = LONGEST_VALUE) -> str:
    """Return a field's value as people read it, cut off at `limit` characters."""
    if value is None or isinstance(value, generic.NullObject):
        return ""
    if isinstance(value, generic.IndirectObject):
        return text_of(resolved(value), limit)
    if isinstance(value, generic.StreamObject):
        return str(value.data[:limit].decode("latin-1"))
    if isinstance(value, generic.ArrayObject):
        return ", ".join(text_of(each, limit) for each in value)[:limit]
    if isinstance(value, generic.NameObject):
        return str(value).removeprefix("/")
    return str(value)[:limit]


def about(view: View) -> dict[str, str]:
    """Return what a revision says about itself, in both places where it may."""
    told = _read(view, raw(view.trailer_view, "/Info"))
    known = told if isinstance(told, generic.DictionaryObject) else {}
    found = {key: text_of(entry(told, key)) for key in known}
    packet = _read(view, raw(view.root, "/Metadata"))
    if isinstance(packet, generic.StreamObject):
        for name, text in _DESCRIPTION.findall(packet.data):
            found[f"dc:{name.decode()}"] = text.decode("utf-8", "replace")
    return found


def _read(view: View, value: Any) -> Any:
    """Return what a reference stands for in a revision, as it was read.

    Through the trailer it would be the newest one, and pyHanko fails to hand out the
    metadata of an older revision.
    """
    if not isinstance(value, generic.IndirectObject):
        return value
    reader: Any = view
    if isinstance(view, HistoricalResolver):
        reader = view.reader
        return reader.get_object(value.reference, revision=view.revision)
    return reader.get_object(value.reference)


def raw(dictionary: Any, key: str) -> Any:
    """Return an entry as it stands, a reference unresolved; None when not there."""
    try:
        return dictionary.raw_get(key)
    except KeyError:
        return None


def resolved(value: Any) -> Any:
    """Return what a reference refers to, and everything else as it is."""
    return value.get_object()


def fingerprint(view: View, value: Any, skip: frozenset[str] = frozenset()) -> str:
    """Return a hash of a value and of what it refers to."""
    state = hashlib.sha256()
    for part in _parts(view, value, _DEPTH, skip):
        state.update(part)
    return state.hexdigest()


def _parts(
    view: View, value: Any, depth: int, skip: frozenset[str] = frozenset()
) -> Iterator[bytes]:
    """Yield what a value consists of, following a few references.

    Deeper ones count by where the file keeps them, which changes with their content.
    """
    if isinstance(value, generic.IndirectObject):
        if depth:
            yield from _parts(view, resolved(value), depth - 1, skip)
        else:
            yield _whereabouts(view, value.reference)
    elif isinstance(value, generic.DictionaryObject):
        for key in sorted(value.keys() - skip):
            yield key.encode() + b" "
            # Fonts and pictures are large, and a changed look names other ones.
            further = 0 if key == "/Resources" else depth
            yield from _parts(view, value.raw_get(key), further, skip)
        if isinstance(value, generic.StreamObject):
            yield value.encoded_data
    elif isinstance(value, generic.ArrayObject):
        yield b"["
        for index in range(len(value)):
            yield from _parts(view, value.raw_get(index), depth, skip)
        yield b"]"
    else:
        yield repr(value).encode() + b" "


def _whereabouts(view: View, reference: generic.Reference) -> bytes:
    if isinstance(view, HistoricalResolver):
        xrefs, revision = view.reader.xrefs, view.revision
    else:
        xrefs, revision = view.xrefs, view.xrefs.total_revisions - 1
    return repr(xrefs.get_historical_ref(reference, revision)).encode()
